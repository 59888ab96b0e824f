import { css } from 'lit';

export const styles = css`
  .roll-up {
    display: inline-flex;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .roll-up label {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-block-size: 26px;
    padding-inline: calc(2 * var(--_space));
    font-size: var(--_small);
    color: var(--_muted);
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .roll-up label {
      min-block-size: 44px;
    }
  }
  .roll-up label:has(:checked) {
    background: var(--_soft);
    color: var(--_accent);
    font-weight: var(--_strong);
  }
  .roll-up label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .roll-up input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .amount {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
  }
  .edit {
    inline-size: 24px;
    block-size: 24px;
    margin-block: -2px;
    opacity: 0;
    transition: opacity var(--_motion);
  }
  .edit:focus-visible,
  tr:is(:hover, :focus-within) .edit {
    opacity: 1;
  }
  @media (hover: none) {
    .edit {
      opacity: 1;
    }
  }
  .editing,
  .editing td {
    border-block-start: 0;
    padding-block-start: 0;
  }
  .adjust {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(2 * var(--_space));
    position: sticky;
    inset-inline-start: 0;
    max-inline-size: min(560px, 100cqi - 2 * var(--_inset));
    padding: calc(3 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_sunken);
  }
  .adjust > p {
    flex: 1 1 100%;
    white-space: normal;
  }
  .adjust .buttons {
    display: inline-flex;
    gap: var(--_space);
    padding-block-end: 2px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
  }
  .choices .field {
    max-inline-size: 240px;
  }
  .choices .button {
    margin-inline-start: auto;
  }
  @media (forced-colors: active) {
    .roll-up label:has(:checked) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
