import { css } from 'lit';

export const composerStyles = css`
  .composer {
    flex: none;
    display: grid;
    gap: calc(2 * var(--_space));
    margin: calc(3 * var(--_space)) calc(var(--_inset) - 4px) 0;
    padding: calc(2 * var(--_space)) calc(3 * var(--_space)) calc(3 * var(--_space));
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
  }
  .kinds {
    display: flex;
    align-items: center;
    gap: var(--_space);
    margin: 0 calc(-1 * var(--_space)) 0 calc(-2 * var(--_space));
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  .kinds label {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
    min-block-size: 28px;
    padding-inline: calc(2 * var(--_space));
    border-radius: var(--_radius);
    color: var(--_muted);
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .kinds label {
      min-block-size: 44px;
    }
  }
  .kinds label:hover {
    background: var(--_sunken);
  }
  .kinds label:has(:checked) {
    color: var(--_accent);
    background: var(--_soft);
    font-weight: var(--_strong);
  }
  .kinds label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .kinds input {
    position: absolute;
    opacity: 0;
    inset: 0;
    margin: 0;
    cursor: pointer;
  }
  .kinds .tool {
    margin-inline-start: auto;
  }
  .composer:has(#entry-text:focus-visible, #entry-subject:focus-visible) {
    border-color: var(--_focus);
    box-shadow: inset 0 0 0 1px var(--_focus);
  }
  .composer > :is(textarea, input) {
    padding-inline: 0;
    border-color: transparent;
    border-radius: 0;
    outline: none;
  }
  .composer > input {
    font-weight: var(--_strong);
    border-block-end-color: var(--_line);
  }
  .composer > [aria-invalid='true'] {
    border-color: transparent transparent var(--_bad) !important;
  }
  .composer textarea {
    inline-size: 100%;
    min-block-size: 64px;
    max-block-size: 240px;
    resize: vertical;
    field-sizing: content;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
  }
  .field {
    display: grid;
    gap: 2px;
    flex: 1 1 112px;
    min-inline-size: 0;
    font-size: var(--_small);
    line-height: var(--_small-leading);
    color: var(--_muted);
  }
  .field.narrow {
    flex: 0 1 72px;
  }
  /* A date with its time, and the button that opens the calendar. */
  .field:has([type='datetime-local']) {
    flex-basis: 20ch;
  }
  .field > :is(input, select) {
    font-size: var(--_size);
    color: var(--_text);
    inline-size: 100%;
  }
  .soon {
    display: flex;
    gap: var(--_space);
    align-items: center;
    align-self: end;
    flex-wrap: wrap;
    min-block-size: var(--_control-size);
  }
  .finish {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
  }
  .finish > .when {
    display: flex;
    align-items: baseline;
    gap: calc(2 * var(--_space));
    margin-inline-end: auto;
    font-size: var(--_small);
    color: var(--_muted);
  }
  .when > input {
    inline-size: auto;
    min-block-size: 24px;
    padding-inline: var(--_space);
    border-color: transparent;
    background: none;
  }
  .when > input:hover {
    border-color: var(--_control);
  }
  .finish > .fault {
    flex: 1 1 100%;
  }
  @container (inline-size < 26em) {
    .kinds label .icon,
    .finish kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .kinds label:has(:checked) {
      outline: 2px solid Highlight;
    }
    .composer > :is(textarea, input) {
      padding-inline: calc(2 * var(--_space));
    }
  }
`;
