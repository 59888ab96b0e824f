import { html } from 'lit';
import type { Entry } from './contender.ts';

/** The row's mark-up for the contenders that render with lit; `react-row.ts` has the same for React. */
export const litRow = (entry: Entry, index: number, count = 0) => html`
  <article class="entry" data-id=${entry.id} aria-posinset=${index + 1} aria-setsize=${count} tabindex="0">
    <span class="dot"
      ><svg viewBox="0 0 24 24">
        <rect x="3" y="5" width="18" height="14" rx="2" />
        <path d="m3 7 9 6 9-6" /></svg
    ></span>
    <div class="text">
      <div class="title">${entry.title}</div>
      <p>${entry.body}</p>
      <small>${entry.people}</small>
    </div>
    <time>${entry.time}</time>
  </article>
`;
