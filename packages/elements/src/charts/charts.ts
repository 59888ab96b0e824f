// What is fetched when the first chart is shown.
export { distribution } from './distribution.ts';
export { durationRows } from './duration-rows.ts';
export { funnel } from './funnel.ts';
export { stackedColumns } from './stacked-columns.ts';
export { waterfallRows } from './waterfall-rows.ts';
