import { unreachable } from '@rapport/core/failure';
import type { HealthSignal } from '@rapport/core/pipeline';
import { formatDate, formatNumber, type MessagesController } from '../messages/index.ts';

/** A health signal as a mark says it, in two or three words. */
export function healthMark(signal: HealthSignal, words: MessagesController): string {
  switch (signal.code) {
    case 'rotting':
      return words.text('rottingMark', { count: signal.params.days });
    case 'slow-in-stage':
      return words.text('slowMark', { count: signal.params.days });
    case 'no-next-step':
      return words.text('noNextStepMark');
    case 'close-date-passed':
      return words.text('closePassedMark');
    case 'close-date-pushed':
      return words.text('closePushedMark', { count: signal.params.times });
    default:
      return unreachable(signal);
  }
}

/** Why, with the figures it was told from. */
export function healthReason(signal: HealthSignal, words: MessagesController): string {
  const days = (count: number): string => words.text('dayCount', { count: Math.round(count) });
  switch (signal.code) {
    case 'rotting':
      return words.text('rottingWhy', { days: days(signal.params.days), limit: days(signal.params.limit) });
    case 'slow-in-stage': {
      const { percentile, limit, stays } = signal.params;
      const percent = formatNumber(percentile / 100, words.locale, { style: 'percent' });
      return words.text('slowWhy', { days: days(signal.params.days), percent, stays, limit: days(limit) });
    }
    case 'no-next-step':
      return words.text('noNextStepWhy');
    case 'close-date-passed': {
      const date = formatDate(signal.params.date, words.locale, { dateStyle: 'long', timeZone: 'UTC' });
      return words.text('closePassedWhy', { date, days: days(signal.params.days) });
    }
    case 'close-date-pushed':
      return words.text('closePushedWhy', { count: signal.params.times, days: days(signal.params.days) });
    default:
      return unreachable(signal);
  }
}
