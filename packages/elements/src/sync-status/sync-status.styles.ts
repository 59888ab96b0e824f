import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    min-block-size: 24px;
    max-inline-size: 100%;
    container-type: normal;
    background: none;
    color: var(--crm-text-muted, light-dark(#5b6472, #98a2b0));
    font-size: var(--_small);
    line-height: var(--_small-leading);
    position: relative;
  }
  .line {
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
    min-inline-size: 0;
  }
  .line:empty {
    display: none;
  }
  .line .bone {
    inline-size: 6ch;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
  }
  .attention {
    padding-inline: calc(2 * var(--_space));
    border-color: var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-weight: var(--_strong);
  }
  .attention .icon {
    color: var(--_warning);
  }
  .attention:hover {
    background: var(--_sunken);
  }
  .lost,
  .limited {
    color: var(--_text);
  }
  .lost .icon {
    color: var(--_warning);
  }
  .other input:not([type='radio']) {
    inline-size: 20ch;
    max-inline-size: 100%;
  }
  details {
    margin-block-start: calc(2 * var(--_space));
    font-size: var(--_small);
    line-height: var(--_small-leading);
    color: var(--_muted);
  }
  summary {
    min-block-size: 24px;
    cursor: pointer;
  }
  .limits {
    margin-block-start: calc(4 * var(--_space));
    color: var(--_muted);
  }
  dialog {
    /* What gets the focus is not put behind the heading. */
    scroll-padding-block: 56px calc(4 * var(--_space));
    inline-size: min(480px, 100dvi - 16px);
    max-block-size: min(720px, 100dvb - 16px);
    margin: auto;
    padding: 0;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: calc(1.5 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_size);
    line-height: var(--_leading);
    font-weight: 400;
    text-align: start;
    box-shadow: var(--_shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.32);
  }
  .panel {
    padding: var(--_inset);
  }
  /* However much is to be decided, the way out stays in reach. */
  header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin: calc(-1 * var(--_inset)) calc(-1 * var(--_inset)) 0;
    padding: var(--_inset) var(--_inset) 0;
    background: var(--_surface);
  }
  h2 {
    font-size: calc(var(--_size) * 8 / 7);
    line-height: calc(var(--_leading) * 1.2);
    font-weight: var(--_strong);
  }
  :is(h2, .line):focus {
    outline: none;
  }
  .settled {
    padding-block: calc(2 * var(--_space));
    color: var(--_muted);
  }
  ul {
    list-style: none;
    margin-block-start: calc(3 * var(--_space));
  }
  li {
    padding-block: calc(4 * var(--_space));
    border-block-start: 1px solid var(--_line);
  }
  li:last-child {
    padding-block-end: 0;
  }
  h3 {
    font-size: inherit;
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  .reason {
    margin-block-start: calc(2 * var(--_space));
  }
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: var(--_space) calc(4 * var(--_space));
    margin-block-start: calc(2 * var(--_space));
    font-size: var(--_small);
    line-height: var(--_small-leading);
  }
  dt {
    color: var(--_muted);
  }
  dd,
  .value {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  dd {
    /* The half line says that there is more. */
    max-block-size: calc(6.5 * var(--_small-leading));
    overflow: auto;
  }
  fieldset {
    margin: calc(3 * var(--_space)) 0 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0 0 var(--_space);
    font-size: var(--_small);
    line-height: var(--_small-leading);
    color: var(--_muted);
  }
  label,
  fieldset p {
    display: flex;
    align-items: baseline;
    gap: calc(2 * var(--_space));
    min-block-size: 32px;
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border: 1px solid var(--_line);
  }
  label {
    cursor: pointer;
  }
  @media (pointer: coarse) {
    label {
      min-block-size: 44px;
    }
  }
  fieldset > :nth-child(2) {
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }
  fieldset > :last-child {
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  fieldset > :nth-child(n + 3) {
    border-block-start: 0;
  }
  label:has(:checked) {
    background: var(--_soft);
  }
  input[type='radio'] {
    flex: none;
    margin: 0;
    inline-size: 16px;
    block-size: 16px;
    translate: 0 3px;
    accent-color: var(--_accent);
  }
  .discard {
    border-color: transparent;
    color: var(--_muted);
    font-weight: 400;
  }
  .discard:hover {
    color: var(--_text);
  }
  .discard:only-child {
    margin-inline-start: calc(-3 * var(--_space) - 1px);
  }
  @media (forced-colors: active) {
    .discard:only-child {
      margin-inline-start: 0;
    }
  }
  .actions,
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
    margin-block-start: calc(3 * var(--_space));
  }
  footer {
    padding-block-start: calc(4 * var(--_space));
    margin-block-start: calc(4 * var(--_space));
    border-block-start: 1px solid var(--_line);
  }
`;
