import { css } from 'lit';

/** The forms of the card's parts. */
export const editingStyles = css`
  .edit-part {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    align-items: start;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    padding: calc(3 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-size: var(--_small);
    text-align: start;
    white-space: normal;
  }
  section > .edit-part {
    margin-block-start: calc(2 * var(--_space));
  }
  .edit-part :is(.whole, .actions, .comes-to, #fault-all) {
    grid-column: 1 / -1;
  }
  .edit-part > .note {
    padding: 0;
    background: none;
    color: var(--_warning);
  }
  .edit-part .field {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .edit-part :is(.field > label, legend) {
    color: var(--_muted);
    padding: 0;
  }
  .edit-part :is(input:not([type='checkbox']), select) {
    inline-size: 100%;
  }
  .edit-part .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
  }
  .comes-to {
    min-block-size: var(--_leading);
    line-height: var(--_leading);
  }
  .checks {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
    gap: 0 calc(3 * var(--_space));
  }
  .checks label {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    min-block-size: 28px;
  }
  @media (pointer: coarse) {
    .checks label {
      min-block-size: 44px;
    }
  }
  .checks input {
    accent-color: var(--_accent);
    flex: none;
  }

  .choice .choices {
    display: block;
    max-block-size: 208px;
    overflow-y: auto;
    margin-block-start: var(--_space);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .choices[hidden] {
    display: none !important;
  }
  .choices li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(3 * var(--_space));
    min-block-size: 28px;
    padding: var(--_space) calc(2 * var(--_space));
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .choices :is(li:hover, [aria-selected='true']) {
    background: var(--_soft);
  }

  .shares {
    display: grid;
    gap: calc(2 * var(--_space));
  }
  .share {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) minmax(56px, 1fr) auto 28px;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
  }
  .share .fault {
    grid-column: 1 / -1;
  }
  .share .number {
    min-inline-size: 9ch;
    text-align: end;
    white-space: nowrap;
  }
  .sum {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space) calc(3 * var(--_space));
  }
  @container (inline-size < 34em) {
    .edit-part {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .share {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 28px;
    }
    .share > select:first-child {
      grid-column: 1 / -1;
    }
    .share .number {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .edit-part {
      border: 1px solid CanvasText;
    }
    .choices [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
