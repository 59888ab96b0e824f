import { css } from 'lit';

/** What is typed and chosen in, with what is wrong with it, and the button that saves it. */
export const fields = css`
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  input:not([type='radio'], [type='checkbox']),
  textarea,
  select {
    min-block-size: var(--_control-size);
    min-inline-size: 0;
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    line-height: var(--_leading);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  input:not([type='radio'], [type='checkbox']),
  select {
    padding-block: 0;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  :is(input, textarea, select):focus-visible {
    outline-offset: -1px;
  }
  [aria-invalid='true'] {
    border-color: var(--_bad) !important;
  }
  .fault {
    color: var(--_bad);
    font-size: var(--_small);
    line-height: var(--_small-leading);
  }
  .primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  @media (pointer: coarse) {
    input:not([type='radio'], [type='checkbox']),
    select {
      min-block-size: 44px !important;
    }
  }
  @media (forced-colors: active) {
    .primary {
      border-color: ButtonText;
    }
  }
`;
