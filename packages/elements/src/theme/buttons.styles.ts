import { css } from 'lit';

/** Buttons, tags, notes and bones: one form each, used by every element. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(1.5 * var(--_space));
    min-block-size: 24px;
    min-inline-size: 24px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
    text-align: start;
  }
  button[disabled] {
    cursor: default;
    opacity: 0.55;
  }
  .button {
    min-block-size: var(--_control-size);
    padding-inline: calc(3 * var(--_space));
    border-color: var(--_line);
    font-weight: var(--_strong);
    white-space: nowrap;
  }
  .button:hover {
    background: var(--_sunken);
  }
  .quiet {
    border: 0;
    color: var(--_accent);
    font-weight: var(--_strong);
    padding-inline: var(--_space);
  }
  .quiet:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .tool {
    inline-size: 28px;
    block-size: 28px;
    color: var(--_muted);
    flex: none;
  }
  .tool:hover {
    color: var(--_text);
    background: var(--_sunken);
  }
  .tag {
    display: inline-block;
    max-inline-size: 100%;
    overflow-wrap: break-word;
    vertical-align: top;
    padding-inline: calc(1.5 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    font-size: var(--_small);
    line-height: 1.5;
    font-weight: 400;
    color: var(--_muted);
  }
  .tag:is(.good, .warning, .bad) {
    border-color: color-mix(in oklab, currentColor 35%, var(--_line));
  }
  .tag.good {
    color: var(--_good);
  }
  .tag.warning {
    color: var(--_warning);
  }
  .tag.bad {
    color: var(--_bad);
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    padding: var(--_space) calc(2 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_sunken);
    color: var(--_muted);
    font-size: var(--_small);
    line-height: var(--_leading);
  }
  .note.bad {
    background: var(--_bad-soft);
    color: var(--_text);
  }
  .note > span {
    flex: 1 1 24ch;
    min-inline-size: 0;
  }
  .problem {
    display: grid;
    justify-items: start;
    gap: var(--_space);
    padding: calc(2 * var(--_inset)) var(--_inset);
    max-inline-size: 44ch;
  }
  .problem > .icon {
    --_icon: 20px;
    color: var(--_muted);
    margin-block-end: var(--_space);
  }
  .problem .button {
    margin-block-start: calc(2 * var(--_space));
  }
  .bone {
    display: block;
    block-size: 8px;
    margin-block: 6px;
    border-radius: 4px;
    background: var(--_line);
    animation: bone 1.4s ease-in-out infinite alternate;
  }
  .bone.round {
    border-radius: 50%;
    margin: 0;
  }
  @keyframes bone {
    to {
      opacity: 0.45;
    }
  }
  /* What a finger is to hit is 44 px each way; what stands within text keeps its place, and takes up the room around it. */
  @media (pointer: coarse) {
    button:not(.more, .fold, .quiet) {
      min-block-size: 44px !important;
      min-inline-size: 44px;
    }
    button,
    summary {
      position: relative;
    }
    :is(button, summary)::after {
      content: '';
      position: absolute;
      inset: min(0px, 50% - 22px);
    }
  }
  @media (forced-colors: active) {
    .bone,
    .tag,
    .note {
      border: 1px solid CanvasText;
    }
  }
`;
