import { css } from 'lit';

/** What is chosen and what is in the hand, and what opens: menu, explanation, selection, and what was done. */
export const handlingStyles = css`
  .column.over {
    background: linear-gradient(var(--_soft), transparent 70%);
  }
  .card.selected {
    background: var(--_soft);
    border-color: var(--_accent);
  }
  .card.lifted {
    border-style: dashed;
    background: none;
  }
  .card.lifted > * {
    visibility: hidden;
  }
  .card .fault {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(2 * var(--_space));
    inline-size: calc(100% + 2 * var(--_space));
    margin: calc(2 * var(--_space)) calc(-1 * var(--_space)) 0;
    padding: var(--_space) calc(1.5 * var(--_space));
    border-radius: var(--_radius-small);
    background: var(--_bad-soft);
    color: var(--_text);
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .card.faulty {
    border-color: var(--_bad);
  }
  .fault .quiet {
    margin-inline-start: calc(-1 * var(--_space));
    font-size: inherit;
  }
  .hand,
  .why,
  .menu {
    position: fixed;
    inset: 0 auto auto 0;
    margin: 0;
    padding: 0;
    border: 0;
    color: inherit;
    background: none;
    overflow: visible;
    font-variant-numeric: tabular-nums;
  }
  .hand {
    pointer-events: none;
    inline-size: 0;
    block-size: 0;
  }
  .hand.pointer {
    pointer-events: auto;
    inline-size: 100vw;
    block-size: 100vh;
    cursor: grabbing;
  }
  .moved {
    position: absolute;
    inset: 0 auto auto 0;
    will-change: transform;
    pointer-events: none;
  }
  .ghost {
    border-color: var(--_accent);
    box-shadow: var(--_shadow);
    rotate: 1.2deg;
  }
  .ghost .more {
    display: none;
  }
  .slot {
    position: absolute;
    inset: 0 auto auto 0;
    block-size: 3px;
    border-radius: 2px;
    background: var(--_accent);
    will-change: transform;
  }
  .many {
    position: absolute;
    inset-block-start: -10px;
    inset-inline-end: -10px;
    min-inline-size: 22px;
    padding-inline: 6px;
    border-radius: 11px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_small);
    font-weight: var(--_strong);
    line-height: 22px;
    text-align: center;
  }
  .why {
    max-inline-size: min(300px, calc(100vw - 16px));
    padding: calc(1.5 * var(--_space)) calc(2.5 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .menu {
    min-inline-size: 184px;
    max-inline-size: min(320px, calc(100vw - 16px));
    max-block-size: calc(100vh - 16px);
    padding: calc(1.5 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow-y: auto;
  }
  .menu > p {
    padding: var(--_space) calc(2 * var(--_space));
  }
  .menu hr {
    margin: calc(1.5 * var(--_space)) calc(-1.5 * var(--_space));
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .menu button {
    inline-size: 100%;
    min-block-size: 28px;
    justify-content: flex-start;
    padding-inline: calc(2 * var(--_space));
    border: 0;
    border-radius: var(--_radius-small);
  }
  .menu button:is(:hover, :focus-visible) {
    background: var(--_sunken);
  }
  .menu button:focus-visible {
    outline-offset: -2px;
  }
  .menu [aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
    opacity: 0.6;
  }
  .chosen,
  .toast {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_space));
  }
  /* Below the columns, which become lower by it: it covers no card. */
  .chosen {
    flex: none;
    justify-content: center;
    padding: calc(1.5 * var(--_space)) var(--_inset);
    border-block-start: 1px solid var(--_line);
  }
  .toast {
    position: absolute;
    z-index: 2;
    inset-block-end: calc(4 * var(--_space));
    inset-inline: calc(4 * var(--_space));
    inline-size: fit-content;
    max-inline-size: calc(100% - 8 * var(--_space));
    margin-inline: auto;
    padding: calc(2 * var(--_space)) calc(4 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: calc(2 * var(--_radius));
    background: var(--_surface);
    box-shadow: var(--_shadow);
    animation: rise var(--_motion) ease-out;
  }
  .chosen ~ .toast {
    inset-block-end: calc(16 * var(--_space));
  }
  @keyframes rise {
    from {
      translate: 0 8px;
    }
  }
  @media (forced-colors: active) {
    .ghost,
    .toast,
    .card.selected {
      border: 2px solid Highlight;
    }
    .column.over {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .slot {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ghost {
      rotate: none;
    }
  }
`;
