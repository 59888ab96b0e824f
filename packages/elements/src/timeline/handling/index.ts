import { addStyles } from '../../element/index.ts';
import { fields } from '../../theme/index.ts';
import { Composing } from './composing.ts';
import { handleFeedKey } from './feed-keyboard.ts';
import { Filtering } from './filtering.ts';
import type { HandlingHost } from './handling-host.ts';
import { panelStyles } from './panel.styles.ts';

/** What a reader does with a timeline beside reading it: leaves out, looks for, goes to, writes, and walks through it by keys. */
export interface Handling {
  readonly filtering: Filtering;
  readonly composing: Composing;
  readonly feedKey: typeof handleFeedKey;
}

export function createHandling(host: HandlingHost): Handling {
  addStyles(host.element, fields, panelStyles);
  const filtering = new Filtering(host);
  return { filtering, composing: new Composing(host, () => filtering.clear()), feedKey: handleFeedKey };
}
