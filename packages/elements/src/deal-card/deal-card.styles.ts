import { css } from 'lit';

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
    font-size: 16px;
    line-height: 24px;
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--_small);
    line-height: 20px;
    font-weight: var(--_strong);
  }
  h3:focus,
  .buttons:focus {
    outline: none;
  }
  .worth {
    display: grid;
    justify-items: end;
    font-size: 16px;
    line-height: 24px;
  }

  /* The way through the stages: a line each, filled as far as it has come. */
  .way {
    display: grid;
    gap: calc(3 * var(--_space));
  }
  .path {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: var(--_space);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .path li {
    display: grid;
    align-content: start;
    padding-block-start: calc(1.5 * var(--_space));
    border-block-start: 3px solid var(--_line);
    min-inline-size: 0;
  }
  .path .name {
    font-size: var(--_small);
    line-height: 18px;
    overflow-wrap: anywhere;
    color: var(--_muted);
  }
  .path :is(.passed, .current) .name {
    color: var(--_text);
  }
  .path .current .name {
    font-weight: var(--_strong);
  }
  .path .passed {
    border-color: color-mix(in oklab, var(--_accent) 45%, var(--_line));
  }
  .path .current {
    border-color: var(--_accent);
  }
  .path .current.won {
    border-color: var(--_good);
  }
  .path .current.lost {
    border-color: var(--_bad);
  }
  .path .skipped {
    border-block-start-style: dashed;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
  }
  .next {
    color: var(--_accent);
    border-color: color-mix(in oklab, var(--_accent) 40%, var(--_line));
  }

  .health {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1.5 * var(--_space)) calc(2 * var(--_space));
  }
  .mark {
    max-inline-size: 100%;
  }
  .mark[open] {
    flex: 1 1 100%;
  }
  .mark summary {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: 24px;
    cursor: pointer;
    list-style: none;
  }
  .mark summary::-webkit-details-marker {
    display: none;
  }
  .mark p {
    padding-block-start: var(--_space);
    max-inline-size: 64ch;
  }

  dl {
    gap: 0 calc(6 * var(--_space));
  }
  dl > div {
    display: grid;
    grid-template-columns: 112px minmax(0, 1fr);
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
  ul {
    display: grid;
    gap: calc(1.5 * var(--_space));
    list-style: none;
    font-size: var(--_small);
    line-height: 20px;
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
    gap: var(--_space) calc(2 * var(--_space));
    min-block-size: 24px;
  }
  .person,
  .what {
    flex: 1 1 120px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .approvals li {
    align-items: start;
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

  th,
  td {
    padding-block: calc(0.75 * var(--_space));
    padding-inline-end: calc(3 * var(--_space));
  }
  .splits tbody tr:first-child {
    border: 0;
  }
  .brief {
    display: none;
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
  .held {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: calc(2 * var(--_space));
  }
  .tools {
    display: inline-flex;
    flex: none;
  }
  .pending {
    color: var(--_muted);
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
  .facts.bones .bone:nth-child(odd) {
    inline-size: 44%;
  }

  @container (inline-size >= 640px) {
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    dl > .wide {
      grid-column: 1 / -1;
    }
    .sections {
      grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
    }
  }
  @container (inline-size < 480px) {
    .path:not(.bones) {
      grid-auto-flow: row;
      gap: 0;
    }
    .path:not(.bones) li {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: calc(2 * var(--_space));
      padding: calc(0.5 * var(--_space)) calc(2 * var(--_space));
      border-block-start: 0;
      border-inline-start: 3px solid var(--_line);
    }
    .path:not(.bones) .passed {
      border-color: color-mix(in oklab, var(--_accent) 45%, var(--_line));
    }
    .path .skipped {
      border-inline-start-style: dashed;
    }
    .path:not(.bones) .current {
      border-color: var(--_accent);
    }
    .path:not(.bones) .current.won {
      border-color: var(--_good);
    }
    .path:not(.bones) .current.lost {
      border-color: var(--_bad);
    }
    .worth {
      justify-items: start;
    }
    .detail {
      display: none;
    }
    .brief {
      display: block;
    }
    .lines :is(table, thead, tbody, tfoot) {
      display: block;
    }
    .lines tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .lines td:only-child {
      grid-column: 1 / -1;
    }
  }
  @container (inline-size < 360px) {
    dl > div {
      grid-template-columns: minmax(0, 1fr);
    }
    dt {
      min-block-size: 0;
      padding-block-end: 0;
    }
  }
  @media (forced-colors: active) {
    .path .passed {
      border-color: CanvasText;
    }
    .path .current {
      border-color: Highlight;
    }
    .path .ahead {
      border-color: GrayText;
    }
  }
`;
