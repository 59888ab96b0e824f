import { css } from 'lit';

/**
 * The custom properties a host may set, each with its fallback: on `:root`, on a region, or on one element. Inside, styles use the `--_` names alone.
 * Light or dark is the host's `color-scheme`. The typeface is inherited.
 */
export const theme = css`
  :host {
    --_surface: var(--crm-surface, light-dark(#fff, #15171c));
    --_sunken: var(--crm-surface-sunken, light-dark(#f6f7f9, #1b1e24));
    --_text: var(--crm-text, light-dark(#191d23, #e7e9ed));
    --_muted: var(--crm-text-muted, light-dark(#5b6472, #98a2b0));
    --_line: var(--crm-line, light-dark(#e3e6eb, #2b3039));
    --_control: var(--crm-control-line, light-dark(#868f9d, #6c7685));
    --_accent: var(--crm-accent, light-dark(#2f55d4, #8aa4ff));
    --_on-accent: var(--crm-on-accent, light-dark(#fff, #10131a));
    --_soft: var(--crm-accent-soft, light-dark(#eaf0ff, #202a47));
    --_good: var(--crm-good, light-dark(#18794e, #57d19b));
    --_warning: var(--crm-warning, light-dark(#8a5a00, #e2b146));
    --_bad: var(--crm-bad, light-dark(#bf2f28, #ff8d85));
    --_bad-soft: var(--crm-bad-soft, light-dark(#fdecea, #3a1f1e));
    --_focus: var(--crm-focus, var(--_accent));
    --_shadow: var(--crm-shadow, 0 4px 16px -4px light-dark(rgb(25 29 35 / 0.18), rgb(0 0 0 / 0.6)));
    --_size: var(--crm-font-size, 14px);
    --_leading: var(--crm-line-height, 20px);
    --_small: var(--crm-font-size-small, 12px);
    --_small-leading: var(--crm-line-height-small, 16px);
    --_strong: var(--crm-font-weight-strong, 600);
    --_space: var(--crm-space, 4px);
    --_inset: var(--crm-inset, calc(4 * var(--_space)));
    --_row: var(--crm-row-space, calc(2 * var(--_space)));
    --_control-size: var(--crm-control-size, 32px);
    --_radius: var(--crm-radius, 6px);
    --_radius-small: var(--crm-radius-small, 4px);
    --_avatar: var(--crm-avatar-size, 36px);
    --_icon: var(--crm-icon-size, 14px);
    --_motion: var(--crm-motion, 120ms);

    box-sizing: border-box;
    color: var(--_text);
    background: var(--_surface);
    font-size: var(--_size);
    line-height: var(--_leading);
    font-variant-numeric: tabular-nums;
    text-align: start;
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([density='compact']) {
    --_row: var(--crm-row-space, var(--_space));
    --_inset: var(--crm-inset, calc(3 * var(--_space)));
    --_control-size: var(--crm-control-size, 28px);
    --_avatar: var(--crm-avatar-size, 28px);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  h2,
  h3,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  .small {
    font-size: var(--_small);
    line-height: var(--_small-leading);
  }
  .muted {
    color: var(--_muted);
  }
  .strong {
    font-weight: var(--_strong);
  }
  .icon {
    inline-size: var(--_icon);
    block-size: var(--_icon);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
    vertical-align: -2px;
  }
  .icon.directed:dir(rtl) {
    scale: -1 1;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--_line);
    text-underline-offset: 3px;
  }
  a:hover {
    color: var(--_accent);
    text-decoration-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
