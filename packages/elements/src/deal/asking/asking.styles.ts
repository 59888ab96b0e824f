import { css } from 'lit';

/** The dialogs that ask for what a move needs. */
export const askingStyles = css`
  .ask {
    inline-size: min(420px, calc(100vw - 32px));
    max-block-size: calc(100vh - 32px);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(2 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-variant-numeric: tabular-nums;
  }
  .ask::backdrop {
    background: rgb(15 17 22 / 0.35);
  }
  .ask form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(3 * var(--_space));
    padding: calc(5 * var(--_space));
  }
  .ask h2 {
    font-size: inherit;
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  .ask h2 + p {
    margin-block-start: calc(-2 * var(--_space));
  }
  .field {
    display: grid;
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .field > :is(label, legend):first-child {
    font-size: var(--_small);
    color: var(--_muted);
    padding: 0;
  }
  fieldset.field {
    gap: calc(2 * var(--_space));
  }
  fieldset.field > legend {
    color: var(--_text) !important;
    margin-block-end: var(--_space);
  }
  .field :is(input:not([type='checkbox'], [type='radio']), select, textarea) {
    inline-size: 100%;
  }
  .field label:has(input) {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    min-block-size: 28px;
  }
  @media (pointer: coarse) {
    .field label:has(input) {
      min-block-size: 44px;
    }
  }
  .field > .button {
    justify-self: start;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 2fr;
    gap: calc(2 * var(--_space));
  }
  .found {
    max-block-size: 160px;
    overflow-y: auto;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: calc(2 * var(--_space));
    margin-block-start: var(--_space);
  }
`;
