import type { CSSResultGroup } from 'lit';
import { avatars } from './avatar.styles.ts';
import { buttons } from './buttons.styles.ts';
import { fields } from './fields.styles.ts';

/** Buttons, fields, avatars and tags: one form each, used by every element. */
export const controls: CSSResultGroup = [buttons, fields, avatars];
