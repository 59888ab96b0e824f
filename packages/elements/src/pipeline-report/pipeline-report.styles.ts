import { css } from 'lit';

export const styles = css`
  .figures {
    grid-template-columns: repeat(auto-fill, minmax(min(9.5em, 100%), 1fr));
  }
  .equation {
    display: flex;
    flex-wrap: wrap;
    gap: calc(3 * var(--_space)) calc(8 * var(--_space));
  }
  .equation .figure {
    position: relative;
  }
  .sign {
    font-weight: 400;
    margin-inline-end: var(--_space);
  }
  .sign:empty {
    display: none;
  }
  td strong {
    font-weight: var(--_strong);
  }
  td .explanation {
    inline-size: 200px;
    margin-inline-start: auto;
  }
  .page .problem {
    padding-inline: 0;
  }
  .controls label {
    display: contents;
  }
`;
