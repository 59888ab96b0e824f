import { css } from 'lit';

export const panelStyles = css`
  .panel {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_inset);
    border-block-end: 1px solid var(--_line);
  }
  .panel [type='search'] {
    flex: 1;
  }
`;
