// What a page decides by itself to keep its queries answered, and nothing else: not every bundler leaves out, file by file, what is behind a wider door.
export { applyPatch, mergePatch } from '../authority/index.ts';
export { compileWith, dependenciesOf, fold } from '../filter/index.ts';
export { refKey } from '../identity/index.ts';
export { everydayModel, fieldPath, isRecordId, toInstant, withExtension } from '../model/index.ts';
export { plan } from '../port/index.ts';
export { orderOf, orderValues } from '../query/index.ts';
