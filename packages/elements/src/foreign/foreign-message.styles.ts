import { css } from 'lit';

export const foreignStyles = css`
  .foreign {
    display: block;
    inline-size: 100%;
    block-size: 80px;
    margin-block: calc(2 * var(--_space));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: #fff;
    color-scheme: light;
  }
`;
