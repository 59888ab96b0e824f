import { css } from 'lit';

/** Those who take part, and those who are asked for approval. */
export const peopleStyles = css`
  ul {
    display: grid;
    gap: calc(1.5 * var(--_space));
    list-style: none;
    font-size: var(--_small);
    line-height: calc(var(--_small-leading) + 4px);
  }

  .people li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
    min-block-size: 24px;
  }
  .people .tags {
    grid-column: 2 / -1;
  }
  .people .edit-part {
    grid-column: 1 / -1;
  }

  .approvals li {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--_space) calc(2 * var(--_space));
    min-block-size: 24px;
  }
  .person,
  .what {
    flex: 1 1 120px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .what {
    display: grid;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    min-inline-size: 0;
  }
  .tag.strong {
    color: var(--_accent);
    border-color: color-mix(in oklab, var(--_accent) 35%, var(--_line));
  }
`;
