import { css } from 'lit';

/** The tables of line items and of splits. Where there is no room for columns, a line has its name with its terms below, and its total. */
export const lineItemsStyles = css`
  th,
  td {
    padding-block: calc(0.75 * var(--_space));
    padding-inline-end: calc(3 * var(--_space));
  }
  .splits tbody tr:first-child {
    border: 0;
  }
  .brief {
    display: none;
  }
  .held {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: calc(2 * var(--_space));
  }
  .pending {
    color: var(--_muted);
  }

  @container (inline-size < 34em) {
    .detail {
      display: none;
    }
    .brief {
      display: block;
    }
    :is(.lines, .splits) :is(table, thead, tbody, tfoot) {
      display: block;
    }
    :is(.lines, .splits) tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .splits td:last-child {
      grid-area: 1 / 2;
    }
    .lines .scroll {
      --_names: none;
    }
    .lines td:only-child {
      grid-column: 1 / -1;
    }
  }
`;
