import { css } from 'lit';

/** The list of fields, and what edits one of them in its place. */
export const factsListStyles = css`
  dl {
    gap: 0 calc(6 * var(--_space));
  }
  dl > div {
    display: grid;
    grid-template-columns: 9.5em minmax(0, 1fr);
    gap: 0 calc(4 * var(--_space));
  }
  dd {
    align-items: start;
  }
  dd > span {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(1.5 * var(--_space));
  }
  .long {
    white-space: pre-line;
  }
  .editor.long {
    align-items: start;
  }
  .editor :is(input, select, textarea) {
    inline-size: 100%;
  }
  .editor textarea {
    resize: vertical;
    field-sizing: content;
  }
  dd .editor {
    margin-inline-start: calc(-2 * var(--_space) - 1px);
  }
  .amount-fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 7ch;
    gap: var(--_space);
  }
  .editor :is(.fault, .quiet) {
    grid-column: 1 / -1;
    justify-self: start;
  }

  @container (inline-size >= 45em) {
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    dl > .wide {
      grid-column: 1 / -1;
    }
  }
  @container (inline-size < 26em) {
    dl {
      row-gap: var(--_space);
    }
    dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
    dt {
      min-block-size: 0;
      padding-block-end: 0;
      line-height: var(--_small-leading);
    }
  }
`;
