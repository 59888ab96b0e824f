export { composerWords, editingWords } from '../../messages/index.ts';
export { fields } from '../../theme/index.ts';
export { Composer, type ComposerHost } from './composer.ts';
export { composerStyles } from './composer.styles.ts';
export { draftOf } from './draft.ts';
export { refusedEntries, refusedNote, type RefusedEntry } from './refused-entry.ts';
