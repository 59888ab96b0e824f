import { css } from 'lit';

/** A list of fields that are changed in their place: the button beside a value, and the form that takes its place. */
export const facts = css`
  dl {
    display: grid;
    font-size: var(--_small);
  }
  dt,
  dd {
    min-block-size: 24px;
    padding-block: calc(0.5 * var(--_space));
    line-height: calc(var(--_small-leading) + 4px);
  }
  :host([density='compact']) :is(dt, dd) {
    padding-block: 0;
    min-block-size: 20px;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    display: flex;
    gap: 0 calc(1.5 * var(--_space));
    overflow-wrap: anywhere;
  }
  dd > * {
    min-inline-size: 0;
  }
  .edit {
    inline-size: 24px;
    block-size: 24px;
    margin-block: -2px;
    opacity: 0;
    transition: opacity var(--_motion);
  }
  .edit:focus-visible,
  :is(dd, tr, li, .title, .subtitle):is(:hover, :focus-within) .edit {
    opacity: 1;
  }
  @media (hover: none) {
    .edit {
      opacity: 1;
    }
  }
  /* A line is as high as what a finger is to hit in it; the button beside a value takes up that room without moving it. */
  @media (pointer: coarse) {
    dl :is(dt, dd) {
      align-content: center;
      align-items: center;
    }
    dl dd {
      min-block-size: 44px !important;
    }
    :is(dd, .title, .subtitle) > .edit {
      min-block-size: 24px !important;
      min-inline-size: 24px;
    }
    dd a {
      padding-block: 12px;
    }
  }
  .editor {
    flex: 1 1 100%;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    align-items: center;
    gap: 0 var(--_space);
    margin-block: -2px;
  }
  .editor :is(input, select) {
    min-block-size: 28px;
  }
  .editor .fault {
    grid-column: 1 / -1;
    padding-block: var(--_space);
  }
`;
