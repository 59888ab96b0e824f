import { css } from 'lit';

/** How figures stand on a page: a row of key figures, tables, their explanations, and the choice of a period. */
export const figureStyles = css`
  :host {
    display: block;
  }
  .page {
    display: grid;
    gap: calc(6 * var(--_space));
    padding: var(--_inset);
  }
  .page > * {
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--_space)) calc(4 * var(--_space));
  }
  .head h2 {
    font-size: calc(var(--_size) * 8 / 7);
    line-height: calc(var(--_leading) * 1.2);
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    min-inline-size: 0;
  }
  .controls select {
    min-block-size: 28px;
    max-inline-size: 100%;
    padding-inline: calc(1.5 * var(--_space));
    border-color: var(--_line);
  }
  .period {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
  }
  .period .named {
    display: grid;
    justify-items: center;
    min-inline-size: 12ch;
    text-align: center;
  }
  .period strong {
    font-weight: var(--_strong);
  }
  .back .icon {
    rotate: 90deg;
  }
  .on .icon {
    rotate: -90deg;
  }
  :is(.back, .on) .icon:dir(rtl) {
    scale: 1 -1;
  }
  h3 {
    font-size: var(--_size);
    line-height: var(--_leading);
    font-weight: var(--_strong);
  }
  h3:focus {
    outline: none;
  }
  section {
    display: grid;
    gap: calc(3 * var(--_space));
    padding-block-start: calc(4 * var(--_space));
    border-block-start: 1px solid var(--_line);
  }
  section > * {
    min-inline-size: 0;
  }
  section > h3 + p {
    margin-block-start: calc(-2 * var(--_space));
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(8.5em, 100%), 1fr));
    gap: calc(4 * var(--_space)) calc(4 * var(--_space));
    align-items: start;
  }
  .figure dt {
    color: var(--_muted);
    font-size: var(--_small);
    line-height: var(--_small-leading);
  }
  .figure dd {
    font-weight: var(--_strong);
    line-height: calc(var(--_leading) * 1.2);
  }
  .figure dd > bdi {
    overflow-wrap: anywhere;
  }
  .figure.main dd {
    font-size: calc(var(--_size) * 8 / 7);
  }
  .figure .aside {
    display: block;
    font-weight: 400;
  }

  /* Inline, so that the sign stays beside its figure when it unfolds below. */
  .explained {
    display: inline;
    font-weight: 400;
  }
  .explained summary {
    display: inline-grid;
    place-items: center;
    vertical-align: middle;
    margin-block: -4px;
    margin-inline-start: 2px;
    inline-size: 24px;
    block-size: 24px;
    border-radius: var(--_radius);
    color: var(--_muted);
    cursor: pointer;
    list-style: none;
  }
  .explained summary::-webkit-details-marker {
    display: none;
  }
  .explained summary:hover,
  .explained[open] summary {
    color: var(--_accent);
  }
  @media (pointer: coarse) {
    .scroll summary {
      inline-size: 44px;
      block-size: 44px;
    }
  }
  .explanation {
    display: grid;
    gap: var(--_space);
    max-inline-size: 56ch;
    margin-block: calc(1.5 * var(--_space)) var(--_space);
    padding: calc(2 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_sunken);
    white-space: normal;
    text-align: start;
  }
  .worked {
    color: var(--_text);
  }
  .titled h3 {
    display: inline;
  }
  thead th {
    padding-block-start: 0;
    vertical-align: bottom;
  }
  tbody th {
    min-inline-size: 96px;
    overflow-wrap: anywhere;
  }
  .line {
    display: block;
  }
  .ring {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border: 2px solid var(--_text);
    border-radius: 50%;
  }
  .dash {
    display: inline-block;
    inline-size: 12px;
    margin-inline-end: 6px;
    border-block-start: 2px dashed var(--_text);
    vertical-align: middle;
  }
  .field {
    display: grid;
    gap: 2px;
    flex: 1 1 160px;
    min-inline-size: 0;
    font-size: var(--_small);
    line-height: var(--_small-leading);
    color: var(--_muted);
  }
  .field > :is(input, select) {
    inline-size: 100%;
    color: var(--_text);
    font-size: var(--_size);
  }
  .beside {
    display: grid;
    gap: calc(3 * var(--_space));
  }
  .beside > * {
    min-inline-size: 0;
  }
  .beside tbody :is(th, td),
  .beside tfoot :is(th, td) {
    padding-block: var(--_space);
  }
  .beside :is(th, td):not(:last-child) {
    padding-inline-end: calc(2.5 * var(--_space));
  }
  .notes {
    display: grid;
    gap: var(--_space);
  }
  .bones {
    display: grid;
    gap: calc(3 * var(--_space));
  }
  .bones .figures .bone {
    block-size: 20px;
  }
  .bones .plot.bone {
    block-size: 200px;
    opacity: 0.4;
  }
  /* On paper nothing can be pressed. */
  @media print {
    button,
    summary,
    .editing {
      display: none !important;
    }
  }
  @container (inline-size >= 34em) {
    .figures .figure:has([open]) {
      grid-column: span 2;
    }
  }
  @container (inline-size >= 51em) {
    .beside {
      display: grid;
      grid-template-columns: minmax(0, 0.58fr) minmax(0, 0.42fr);
      gap: 0 calc(8 * var(--_space));
      align-items: start;
    }
  }
`;
