import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 240px;
    max-block-size: var(--crm-timeline-max-block-size, 720px);
    position: relative;
  }
  :host(:state(problem)) {
    min-block-size: 0;
  }
  /* A page that gives the element another display, as many do, must not undo its layout: the list would be as high as all its rows. */
  .frame {
    flex: 1 1 auto;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 0;
    max-block-size: inherit;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding: calc(2 * var(--_space)) calc(var(--_inset) - 4px);
    border-block-end: 1px solid var(--_line);
  }
  .chips {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    gap: var(--_space);
    overflow-x: auto;
    scrollbar-width: none;
    padding: 2px;
    padding-inline-end: 24px;
    margin: -2px;
    mask-image: linear-gradient(to left, transparent, #000 24px);
  }
  .chips:dir(rtl) {
    mask-image: linear-gradient(to right, transparent, #000 24px);
  }
  .chip {
    flex: none;
    padding-inline: calc(2 * var(--_space));
    border-radius: 999px;
    font-size: var(--_small);
    color: var(--_muted);
  }
  .chip:hover,
  .tool[aria-expanded='true'] {
    background: var(--_sunken);
    color: var(--_text);
  }
  .chip[aria-pressed='true'] {
    background: var(--_soft);
    color: var(--_accent);
    font-weight: var(--_strong);
  }
  .compose {
    flex: none;
    justify-content: flex-start;
    gap: calc(3 * var(--_space));
    margin: calc(3 * var(--_space)) calc(var(--_inset) - 4px) 0;
    min-block-size: calc(var(--_control-size) + 4px);
    padding-inline: calc(3 * var(--_space));
    color: var(--_muted);
    font-weight: 400;
    position: relative;
    z-index: 1;
  }
  .compose:hover {
    border-color: var(--_control);
  }
  .compose > span {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  kbd {
    font: inherit;
    font-size: var(--_small);
    color: var(--_muted);
  }
  .notes {
    flex: none;
    display: grid;
    gap: var(--_space);
    padding: calc(2 * var(--_space)) calc(var(--_inset) - 4px) 0;
  }
  .stand {
    position: relative;
    flex: 1 1 auto;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
  }
  .feed {
    flex: 1 1 auto;
    min-block-size: 120px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .pinned {
    position: absolute;
    z-index: 2;
    inset-block-start: 0;
    inset-inline: 0 8px;
    padding-block-start: calc(2 * var(--_space));
    pointer-events: none;
  }
  .pinned[hidden] {
    display: none;
  }
  .pill {
    position: absolute;
    z-index: 3;
    inset-block-start: calc(2 * var(--_space));
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    padding-inline: calc(3 * var(--_space));
    border-radius: 999px;
    font-size: var(--_small);
    font-weight: var(--_strong);
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: var(--_shadow);
    animation: arrive var(--_motion) ease-out;
  }
  @keyframes arrive {
    from {
      translate: 0 -8px;
    }
  }
  .bones {
    padding: calc(4 * var(--_space)) var(--_inset);
  }
  .bones .entry {
    padding-inline: 0;
  }
  .bones .bone.round {
    inline-size: 24px;
    block-size: 24px;
  }
  .bones .bone:not(.round) {
    inline-size: 46%;
  }
  .bones .content .bone + .bone {
    inline-size: 82%;
  }
  .bones > .bone {
    inline-size: 30%;
  }
  @container (inline-size < 26em) {
    .compose kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
