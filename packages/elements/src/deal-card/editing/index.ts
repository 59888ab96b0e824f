import { addStyles } from '../../element/index.ts';
import { dealEditingWords } from '../../messages/index.ts';
import type { EditTarget, PartEditing } from '../part-editing.ts';
import { editingStyles } from './editing.styles.ts';
import { LineEditor } from './line-editor.ts';
import type { PartEditor } from './part-editor.ts';
import { PersonEditor } from './person-editor.ts';
import { SplitsEditor } from './splits-editor.ts';

export type { PartEditor } from './part-editor.ts';

/** The form of a part of the card, with its words and styles. */
export function createEditor(target: EditTarget, editing: PartEditing): PartEditor {
  addStyles(editing.card.element, editingStyles);
  editing.context.words.bring(dealEditingWords);
  switch (target.part) {
    case 'lines':
      return new LineEditor(target, editing);
    case 'people':
      return new PersonEditor(target, editing);
    case 'splits':
      return new SplitsEditor(target, editing);
  }
}
