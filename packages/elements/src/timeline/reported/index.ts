export { burstRow } from './burst-row.ts';
export { icons } from './icons.ts';
export { previewOf } from './preview.ts';
