import { css } from 'lit';

/** The way through the stages, a line each, filled as far as it has come; what can become of the deal, and what wants attention. */
export const wayStyles = css`
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
    line-height: calc(var(--_small-leading) + 2px);
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

  @container (inline-size < 34em) {
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
