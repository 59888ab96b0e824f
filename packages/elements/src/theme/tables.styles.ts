import { css } from 'lit';

/**
 * Tables of figures, which scroll by themselves where they are wider than their place: a row's name stays where it is, and an edge is shaded where there is
 * more beyond it.
 */
export const tables = css`
  .scroll {
    --_shade: color-mix(in oklab, var(--_text) 13%, transparent);
    /* As much of its place as the names of rows may take. */
    --_names: 40cqi;
    overflow-x: auto;
    margin-inline-end: calc(-1 * var(--_space));
    padding-inline-end: var(--_space);
    /* The shade stands still; what covers it at the end of the way scrolls along. */
    background:
      linear-gradient(to left, var(--_surface) 16px, transparent) right / 32px 100% no-repeat local,
      linear-gradient(to left, var(--_shade), transparent) right / 12px 100% no-repeat;
  }
  .scroll:dir(rtl) {
    background:
      linear-gradient(to right, var(--_surface) 16px, transparent) left / 32px 100% no-repeat local,
      linear-gradient(to right, var(--_shade), transparent) left / 12px 100% no-repeat;
  }
  .scroll :is(th, td):first-child:not([colspan]) {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    min-inline-size: min(16ch, var(--_names));
    max-inline-size: var(--_names);
    background: var(--_surface);
  }
  /* What has gone behind the names is shaded, too, where the way scrolled can be asked for. */
  @supports (animation-timeline: scroll()) {
    .scroll th:first-child::after {
      content: '';
      position: absolute;
      inset-block: 0;
      inset-inline-start: 100%;
      inline-size: 12px;
      background: linear-gradient(to right, var(--_shade), transparent);
      pointer-events: none;
      opacity: 0;
      animation: shaded linear both;
      animation-timeline: scroll(nearest inline);
      animation-range: 0 24px;
    }
    .scroll th:first-child:dir(rtl)::after {
      background: linear-gradient(to left, var(--_shade), transparent);
    }
  }
  @keyframes shaded {
    to {
      opacity: 1;
    }
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_small);
    line-height: calc(var(--_small-leading) + 4px);
  }
  th,
  td {
    padding-block: var(--_row);
    padding-inline: 0 calc(4 * var(--_space));
    text-align: start;
    vertical-align: top;
    font-weight: 400;
  }
  :is(th, td):last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--_muted);
    white-space: nowrap;
  }
  tbody tr {
    border-block-start: 1px solid var(--_line);
  }
  tfoot :is(th, td) {
    border-block-start: 1px solid var(--_control);
    font-weight: var(--_strong);
  }
  th.number,
  td.number {
    text-align: end;
    white-space: nowrap;
  }
  .named {
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
  }
`;
