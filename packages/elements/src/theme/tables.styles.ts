import { css } from 'lit';

/** Tables of figures, which scroll by themselves where they are wider than their place. */
export const tables = css`
  .scroll {
    overflow-x: auto;
    margin-inline: calc(-1 * var(--_space));
    padding-inline: var(--_space);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_small);
    line-height: 20px;
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
