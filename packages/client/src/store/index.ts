export { Overlay, type ApplyPatch } from './overlay.ts';
export { RecordStore, type Holder, type Member, type ShownChange } from './record-store.ts';
export { replacePending } from './replace-pending.ts';
export { withoutAdditions } from './without-additions.ts';
