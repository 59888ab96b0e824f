import type { HealthSignal } from '@rapport/core/pipeline';
import { html, nothing, render, type TemplateResult } from 'lit';
import { healthMark } from '../deal/index.ts';
import type { MessagesController } from '../messages/index.ts';
import { clockIcon, icon, syncIcon } from '../theme/index.ts';
import { element } from './blank-card.ts';

/** What is late is worse than what is missing. */
const grave: ReadonlySet<string> = new Set(['rotting', 'close-date-passed']);

/** What wants attention, behind the date; it has an element only where there is something. */
export function drawMarks(
  date: HTMLElement,
  signals: readonly HealthSignal[],
  isWaiting: boolean,
  words: MessagesController,
): void {
  const known = date.parentElement!.querySelector<HTMLElement>('.marks');
  if (!isWaiting && signals.length === 0) {
    known?.remove();
    return;
  }
  const marked = known ?? element('span', 'marks small muted');
  if (!known) date.after(marked);
  render(marks(signals, isWaiting, words), marked);
}

function marks(signals: readonly HealthSignal[], isWaiting: boolean, words: MessagesController): TemplateResult {
  const [first] = signals;
  const isGrave = first && grave.has(first.code);
  return html`${isWaiting ? icon(syncIcon) : nothing}${
    first
      ? html`<span class=${`mark ${isGrave ? 'tag bad' : 'mild'}`}
          >${isGrave ? icon(clockIcon) : nothing}<span class="words">${healthMark(first, words)}</span
          >${signals.length > 1 ? html`<span>+${signals.length - 1}</span>` : nothing}</span
        >`
      : nothing
  }`;
}
