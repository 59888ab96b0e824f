import { css } from 'lit';

/** The board by owner. */
export const lanesStyles = css`
  .columns.laned {
    display: block;
    overflow: auto;
    padding-inline: 0;
  }
  .grid {
    inline-size: fit-content;
    min-inline-size: 100%;
  }
  .heads,
  .cells {
    display: flex;
    padding-inline: calc(var(--_inset) - 2.75 * var(--_space));
  }
  .heads {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    background: var(--_surface);
    border-block-end: 1px solid var(--_line);
  }
  /* Lanes out of view are there to be found, and not laid out. */
  .cells,
  .lane .card {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 84px;
  }
  :is(.heads > *, .cell) {
    flex: 1 0 var(--_column);
    inline-size: var(--_column);
    min-inline-size: 0;
    max-inline-size: 29em;
  }
  :is(.heads, .cells) > * + * {
    border-inline-start: 1px solid var(--_line);
  }
  :is(.heads, .cells) > .narrow {
    flex: 0 0 44px;
    padding-inline: 10px;
  }
  .head.narrow .fold {
    rotate: 180deg;
    margin: 0;
  }
  .cell {
    display: flex;
    flex-direction: column;
    align-items: start;
    padding-block: calc(2 * var(--_space));
    min-block-size: 48px;
    max-block-size: 460px;
    overflow-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .cell .cards {
    flex: 1 0 auto;
    inline-size: 100%;
    overflow: visible;
  }
  .cell > .quiet {
    margin-inline: calc(5.25 * var(--_space) - 4px);
  }
  .cell.over {
    background: linear-gradient(var(--_soft), transparent 90%);
  }
  .lane + .lane {
    border-block-start: 1px solid var(--_line);
  }
  .owner {
    position: sticky;
    inset-inline-start: 0;
    inline-size: fit-content;
    margin: 0;
    font: inherit;
  }
  .owner button {
    gap: calc(2 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_inset) var(--_space);
    border-radius: 0;
  }
  .owner [aria-expanded='false'] > .icon {
    rotate: -90deg;
  }
  .owner [aria-expanded='false'] > .icon:dir(rtl) {
    rotate: 90deg;
  }
`;
