import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .card {
    padding: var(--_inset);
  }
  header {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_space));
  }
  header > div {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    font-size: calc(var(--_size) * 8 / 7);
    line-height: calc(var(--_leading) * 1.2);
    font-weight: var(--_strong);
    overflow-wrap: anywhere;
  }
  .subtitle {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-block-size: 16px;
    overflow-wrap: anywhere;
  }
  dl {
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 0 calc(4 * var(--_space));
    margin-block-start: calc(2 * var(--_space));
  }
  dd {
    flex-wrap: wrap;
    align-items: center;
  }
  dd a {
    display: inline-block;
    min-block-size: 20px;
  }
  .reach {
    flex-wrap: nowrap;
  }
  button.add {
    min-block-size: 24px;
    margin-block: -4px;
    color: var(--_muted);
    gap: var(--_space);
  }
  button.add:hover {
    color: var(--_accent);
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }
  .editor input {
    margin-inline-start: calc(-2 * var(--_space) - 1px);
  }
  .pending {
    color: var(--_muted);
  }
  .note {
    margin-block-start: calc(2 * var(--_space));
  }
  .bones {
    display: grid;
    gap: calc(2 * var(--_space));
    margin-block-start: calc(3 * var(--_space));
  }
  .bones .bone:nth-child(odd) {
    inline-size: 62%;
  }
  .bones .bone {
    inline-size: 44%;
  }
  header .bone:not(.round) {
    inline-size: 40%;
  }
  header .bone:nth-child(2) {
    inline-size: 64%;
  }
  @container (inline-size < 19em) {
    dl {
      grid-template-columns: minmax(0, 1fr);
    }
    dt {
      min-block-size: 0;
      padding-block-end: 0;
    }
  }
`;
