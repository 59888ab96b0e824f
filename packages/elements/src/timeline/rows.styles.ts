import { css } from 'lit';

/** What the feed is made of. */
export const rowStyles = css`
  .day {
    padding: calc(4 * var(--_space)) var(--_inset) var(--_space);
    font-size: var(--_small);
    line-height: var(--_small-leading);
    font-weight: var(--_strong);
    color: var(--_muted);
    background: var(--_surface);
  }
  .entry {
    position: relative;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 0 calc(3 * var(--_space));
    padding: var(--_row) var(--_inset);
  }
  .entry:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .item::before,
  .burst::before,
  .missing::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_inset) + 11.5px);
    inline-size: 1px;
    background: var(--_line);
  }
  .dot {
    position: relative;
    inline-size: 24px;
    block-size: 24px;
    margin-block: -2px;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_muted);
    display: grid;
    place-items: center;
  }
  .inbound {
    color: var(--_accent);
    border-color: color-mix(in oklab, var(--_accent) 45%, var(--_line));
  }
  .nested .dot {
    scale: 0.75;
  }
  .content {
    min-inline-size: 0;
  }
  .title,
  .people {
    overflow-wrap: anywhere;
  }
  .title .good {
    color: var(--_good);
  }
  .title .bad {
    color: var(--_bad);
  }
  .arrow::before {
    content: '→';
  }
  .arrow:dir(rtl)::before {
    content: '←';
  }
  .body {
    color: var(--_muted);
    white-space: pre-line;
    overflow-wrap: anywhere;
    max-inline-size: 72ch;
  }
  .clamped {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    /* A greeting on a line of its own would be all that is seen. */
    white-space: normal;
  }
  :host([density='compact']) .clamped {
    -webkit-line-clamp: 2;
  }
  .more {
    padding-inline: 0;
    font-weight: 400;
  }
  .more .icon {
    transition: rotate var(--_motion);
  }
  .turned .icon {
    rotate: 180deg;
  }
  .details {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    margin-block-start: var(--_space);
  }
  :host([density='compact']) .details {
    margin-block-start: 0;
  }
  .time {
    line-height: var(--_leading);
    white-space: nowrap;
  }
  .pending .title {
    color: var(--_muted);
  }
  .new > .dot {
    background: var(--_soft);
  }
  .missing {
    display: block;
  }
  .missing .note {
    position: relative;
    margin-block: var(--_space);
    margin-inline-start: 36px;
  }
  .end {
    min-block-size: calc(4 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_inset) calc(4 * var(--_space)) calc(var(--_inset) + 36px);
  }
  /* Below what leads back to the newest. */
  .start {
    padding-block: calc(12 * var(--_space)) 0;
  }
  @container (inline-size < 26em) {
    .entry {
      column-gap: calc(2 * var(--_space));
    }
    .missing .note {
      margin-inline-start: 0;
    }
  }
  @media (forced-colors: active) {
    .entry::before {
      background: CanvasText;
    }
  }
`;
