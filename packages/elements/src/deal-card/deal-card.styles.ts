import { css } from 'lit';

/** The card: its head, its parts and their places, and the shape it has while it loads. */
export const styles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    gap: calc(4 * var(--_space));
    padding: var(--_inset);
  }
  .card > * {
    min-inline-size: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: calc(2 * var(--_space)) calc(4 * var(--_space));
  }
  header > div {
    flex: 1 1 200px;
    min-inline-size: 0;
  }
  .title {
    display: flex;
    align-items: center;
    gap: var(--_space);
  }
  h2 {
    font-size: calc(var(--_size) * 8 / 7);
    line-height: calc(var(--_leading) * 1.2);
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--_small);
    line-height: calc(var(--_small-leading) + 4px);
    font-weight: var(--_strong);
  }
  h3:focus,
  .buttons:focus {
    outline: none;
  }
  .worth {
    display: grid;
    justify-items: end;
    font-size: calc(var(--_size) * 8 / 7);
    line-height: calc(var(--_leading) * 1.2);
  }

  section > h3 {
    margin-block-end: calc(1.5 * var(--_space));
  }
  .sections {
    display: grid;
    gap: calc(4 * var(--_space)) calc(6 * var(--_space));
  }
  .sections > section,
  .lines,
  .activities {
    padding-block-start: calc(3 * var(--_space));
    border-block-start: 1px solid var(--_line);
    min-inline-size: 0;
  }

  .sections > section:has(.edit-part) {
    grid-column: 1 / -1;
  }
  section > .note {
    margin-block-start: calc(2 * var(--_space));
  }
  section > .add {
    margin-block-start: var(--_space);
    padding-inline: 0;
  }
  .tools {
    display: inline-flex;
    flex: none;
  }

  .activities summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 24px;
    cursor: pointer;
    list-style: none;
  }
  .activities summary::-webkit-details-marker {
    display: none;
  }
  .activities summary .icon {
    color: var(--_muted);
    transition: rotate var(--_motion);
  }
  .activities[open] summary .icon {
    rotate: 180deg;
  }
  @media (pointer: coarse) {
    .add,
    .tags .quiet,
    .activities summary {
      min-block-size: 44px;
    }
  }
  .activities > :not(summary) {
    display: block;
    margin-block-start: calc(2 * var(--_space));
    --crm-inset: 0px;
  }

  .bones {
    display: grid;
    gap: calc(2 * var(--_space));
  }
  .path.bones {
    gap: var(--_space);
  }
  header .bone {
    inline-size: 40%;
  }
  header .bone:nth-child(2) {
    inline-size: 24%;
  }
  .bone.name {
    inline-size: 12ch;
  }
  .facts.bones .bone:nth-child(odd) {
    inline-size: 44%;
  }

  @container (inline-size >= 45em) {
    .sections {
      grid-template-columns: repeat(auto-fit, minmax(18.5em, 1fr));
    }
  }
  @container (inline-size < 34em) {
    .worth {
      justify-items: start;
    }
  }
`;
