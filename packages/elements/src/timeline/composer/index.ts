export { Composer, type ComposerHost } from './composer.ts';
export { composerStyles } from './composer.styles.ts';
export { draftOf } from './draft.ts';
