import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    block-size: var(--crm-deal-board-block-size, 640px);
    min-block-size: 240px;
    --_column: var(--crm-deal-board-column-size, 19em);
  }
  :host(:state(problem)) {
    block-size: auto;
    min-block-size: 0;
  }
  .frame {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_inset);
    border-block-end: 1px solid var(--_line);
  }
  select.pipeline {
    border-color: transparent;
    background: none;
    padding-inline: var(--_space);
    margin-inline-start: calc(-1 * var(--_space) - 1px);
    max-inline-size: 40ch;
    text-overflow: ellipsis;
  }
  select.pipeline:hover {
    border-color: var(--_line);
  }
  .sums {
    flex: auto;
  }
  .chip {
    padding-inline: calc(2 * var(--_space));
    border-radius: 999px;
    font-size: var(--_small);
    color: var(--_muted);
    white-space: nowrap;
  }
  :is(.chip, .unfold):hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  .chip[aria-pressed='true'] {
    background: var(--_soft);
    color: var(--_accent);
    font-weight: var(--_strong);
  }
  .search,
  .line,
  .card,
  .sum,
  .chips,
  .marks,
  .mark {
    display: flex;
    align-items: center;
  }
  .sum,
  .chips {
    flex-wrap: wrap;
    gap: 0 var(--_space);
  }
  .search {
    position: relative;
    color: var(--_muted);
  }
  .search .icon {
    position: absolute;
    inset-inline-start: 9px;
  }
  .search input[type] {
    inline-size: 15em;
    padding-inline-start: 30px;
    font-size: var(--_small);
    border-color: transparent;
    background: var(--_sunken);
    color: var(--_text);
  }
  .frame > .note {
    margin: calc(2 * var(--_space)) var(--_inset) 0;
  }
  .columns {
    position: relative;
    flex: 1 1 0;
    min-block-size: 0;
    display: flex;
    padding-inline: calc(var(--_inset) - 2.75 * var(--_space));
    overflow: auto hidden;
    overscroll-behavior-x: contain;
    scroll-padding-inline: var(--_inset);
  }
  .columns:focus {
    outline: none;
  }
  .column {
    flex: 1 0 var(--_column);
    max-inline-size: 29em;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
  }
  .column + .column {
    border-inline-start: 1px solid var(--_line);
  }
  .head {
    padding: calc(3 * var(--_space)) calc(5.25 * var(--_space)) calc(1.5 * var(--_space));
  }
  h3 {
    min-block-size: 24px;
    font: inherit;
  }
  .line {
    gap: calc(1.5 * var(--_space));
    min-inline-size: 0;
  }
  .title,
  .what,
  .sums {
    min-inline-size: 0;
    /* Unlike what is hidden, what is clipped can't be scrolled, and costs little to keep. */
    overflow: clip;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head .fold {
    margin-inline-start: auto;
    inline-size: 24px;
    block-size: 24px;
  }
  :is(.won .head, .head.won) .title {
    color: var(--_good);
  }
  .sum {
    min-block-size: var(--_small-leading);
  }
  .sum .bone {
    inline-size: 96px;
    margin: 0;
  }
  .share::before {
    content: '·';
    margin-inline-end: var(--_space);
  }
  .mild,
  .partial {
    color: var(--_warning);
  }
  .partial {
    display: grid;
    --_icon: 12px;
  }
  .cards,
  .bones {
    flex: 1 1 0;
    min-block-size: 0;
    overflow: hidden auto;
    padding-inline: calc(2.5 * var(--_space));
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .bones:first-child {
    padding-block-start: calc(14.5 * var(--_space));
  }
  .bones .card {
    display: block;
  }
  .bones + .cards {
    flex: none;
  }
  /* The space between cards is part of each, so that rows measure what they take up. */
  :is(.cards, .bones, .lane) .card {
    margin-block-end: var(--_row);
  }
  /* Three lines: whose and how much; what; the rest. They have no boxes of their own: a board draws many cards. */
  .card {
    flex-wrap: wrap;
    column-gap: calc(1.5 * var(--_space));
    padding: var(--_row) calc(2.5 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
    user-select: none;
    -webkit-touch-callout: none;
    /* A name begins where its card does, whatever it is written in. */
    text-align: left;
    white-space: nowrap;
  }
  .card:dir(rtl) {
    text-align: right;
  }
  .card:hover {
    border-color: var(--_control);
  }
  :is(.card, .unfold):focus-visible {
    outline-offset: -2px;
  }
  .card .avatar {
    display: block;
    line-height: 20px;
    text-align: center;
  }
  .card [hidden] {
    display: none;
  }
  .amount {
    font-weight: 400;
  }
  .what {
    inline-size: 100%;
    margin-block-end: calc(0.75 * var(--_row));
  }
  .date {
    min-block-size: 24px;
    line-height: max(24px, 1.4em);
  }
  .marks,
  .mark {
    min-inline-size: 0;
  }
  .card .title,
  .marks {
    flex: 1;
    gap: inherit;
  }
  .mark {
    gap: var(--_space);
    margin-inline-start: auto;
    --_icon: 12px;
  }
  .mark .words {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* It is there for whoever comes near; what stands beside it does not move. */
  .more {
    inline-size: 24px;
    block-size: 24px;
    margin-inline: calc(-24px - 0.5 * var(--_space)) calc(-1 * var(--_space));
  }
  .date + .more {
    margin-inline-start: auto;
  }
  .card .more {
    padding: 9px 4.875px;
    background-image: radial-gradient(circle closest-side, currentColor 1.05px, transparent 1.35px), none;
    background-origin: content-box;
    background-clip: content-box, border-box;
    background-size: calc(100% / 3);
  }
  @media (hover: hover) {
    .card:not(:hover, :focus-within) .more {
      background-image: none;
    }
  }
  .card:is(:hover, :focus-within) .mark {
    margin-inline-end: 24px;
  }
  @media (hover: none) {
    .card .mark {
      margin-inline-end: 24px;
    }
  }
  .tail,
  .hint {
    padding: var(--_space) calc(2 * var(--_space)) calc(2 * var(--_space));
  }
  .hint {
    padding-inline: calc(5.25 * var(--_space));
  }
  .column.collapsed {
    flex: 0 0 44px;
  }
  .unfold {
    flex: 1;
    flex-direction: column;
    justify-content: flex-start;
    gap: calc(2 * var(--_space));
    padding-block: calc(4 * var(--_space));
    color: var(--_muted);
    border-radius: 0;
  }
  .unfold .icon {
    rotate: 180deg;
  }
  .unfold .title {
    writing-mode: vertical-rl;
    max-block-size: 60%;
  }

  @container (max-width: 54em) {
    .bar {
      padding-inline: calc(3 * var(--_space));
    }
    .sums {
      order: 3;
      flex-basis: 100%;
      white-space: normal;
      padding-inline-start: var(--_space);
    }
    .search {
      flex: 1 1 120px;
      order: 2;
    }
    .search input[type] {
      inline-size: 100%;
    }
    .chips {
      order: 4;
    }
    .columns {
      --_column: min(84cqi, var(--crm-deal-board-column-size, 19em));
      scroll-snap-type: x proximity;
    }
    .column {
      scroll-snap-align: start;
    }
  }
  @media (forced-colors: active) {
    .more {
      color: ButtonText;
      forced-color-adjust: none;
    }
    .chip[aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
`;
