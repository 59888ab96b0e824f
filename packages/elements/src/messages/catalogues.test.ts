import { describe, expect, it } from 'vitest';
import choicesArabic from './choices/arabic.ts';
import { choicesEnglish } from './choices/english.ts';
import choicesGerman from './choices/german.ts';
import commonArabic from './common/arabic.ts';
import { commonEnglish } from './common/english.ts';
import commonGerman from './common/german.ts';
import editingArabic from './editing/arabic.ts';
import { editingEnglish } from './editing/english.ts';
import editingGerman from './editing/german.ts';
import foreignArabic from './foreign/arabic.ts';
import { foreignEnglish } from './foreign/english.ts';
import foreignGerman from './foreign/german.ts';
import composerArabic from './composer/arabic.ts';
import { composerEnglish } from './composer/english.ts';
import composerGerman from './composer/german.ts';
import contactCardArabic from './contact-card/arabic.ts';
import { contactCardEnglish } from './contact-card/english.ts';
import contactCardGerman from './contact-card/german.ts';
import { fill, wording, type Message } from './message.ts';
import dealBoardArabic from './deal-board/arabic.ts';
import { dealBoardEnglish } from './deal-board/english.ts';
import dealBoardGerman from './deal-board/german.ts';
import dealMovesArabic from './deal-moves/arabic.ts';
import { dealMovesEnglish } from './deal-moves/english.ts';
import dealMovesGerman from './deal-moves/german.ts';
import dealCardArabic from './deal-card/arabic.ts';
import { dealCardEnglish } from './deal-card/english.ts';
import dealCardGerman from './deal-card/german.ts';
import dealEditingArabic from './deal-editing/arabic.ts';
import { dealEditingEnglish } from './deal-editing/english.ts';
import dealEditingGerman from './deal-editing/german.ts';
import salesArabic from './sales/arabic.ts';
import { salesEnglish } from './sales/english.ts';
import salesGerman from './sales/german.ts';
import syncStatusArabic from './sync-status/arabic.ts';
import { syncStatusEnglish } from './sync-status/english.ts';
import syncStatusGerman from './sync-status/german.ts';
import timelineArabic from './timeline/arabic.ts';
import { timelineEnglish } from './timeline/english.ts';
import timelineGerman from './timeline/german.ts';

const wordings = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the catalogues', () => {
  type Words = Readonly<Record<string, Message>>;
  for (const [language, name, original, catalogue] of [
    ['de', 'all elements', commonEnglish, commonGerman],
    ['ar', 'all elements', commonEnglish, commonArabic],
    ['de', 'editing', editingEnglish, editingGerman],
    ['ar', 'editing', editingEnglish, editingArabic],
    ['de', 'messages from outside', foreignEnglish, foreignGerman],
    ['ar', 'messages from outside', foreignEnglish, foreignArabic],
    ['de', 'the deal board', dealBoardEnglish, dealBoardGerman],
    ['ar', 'the deal board', dealBoardEnglish, dealBoardArabic],
    ['de', 'moving deals', dealMovesEnglish, dealMovesGerman],
    ['ar', 'moving deals', dealMovesEnglish, dealMovesArabic],
    ['de', 'choices', choicesEnglish, choicesGerman],
    ['ar', 'choices', choicesEnglish, choicesArabic],
    ['de', 'the contact card', contactCardEnglish, contactCardGerman],
    ['ar', 'the contact card', contactCardEnglish, contactCardArabic],
    ['de', 'the timeline', timelineEnglish, timelineGerman],
    ['ar', 'the timeline', timelineEnglish, timelineArabic],
    ['de', 'the composer', composerEnglish, composerGerman],
    ['ar', 'the composer', composerEnglish, composerArabic],
    ['de', 'the deal card', dealCardEnglish, dealCardGerman],
    ['ar', 'the deal card', dealCardEnglish, dealCardArabic],
    ['de', 'the forms of the deal card', dealEditingEnglish, dealEditingGerman],
    ['ar', 'the forms of the deal card', dealEditingEnglish, dealEditingArabic],
    ['de', 'forecasts and reports', salesEnglish, salesGerman],
    ['ar', 'forecasts and reports', salesEnglish, salesArabic],
    ['de', 'the sync status', syncStatusEnglish, syncStatusGerman],
    ['ar', 'the sync status', syncStatusEnglish, syncStatusArabic],
  ] as const satisfies readonly (readonly [string, string, Words, Words])[]) {
    const inEnglish: Words = original;
    const translated: Words = catalogue;
    it(`of ${name} have the same places in ${language} as in English`, () => {
      expect(Object.keys(translated).sort()).toEqual(Object.keys(inEnglish).sort());
      for (const [key, message] of Object.entries(inEnglish)) {
        const known = new Set(wordings(message).flatMap(places));
        for (const text of wordings(translated[key] ?? '')) {
          // A plural may leave out the number: "one deal" has it in the word.
          const wanted =
            typeof message === 'string' ? [...known].sort() : places(text).filter((name) => known.has(name));
          expect(places(text), key).toEqual(wanted);
        }
      }
    });

    it(`of ${name} say something in ${language} for every kind of number`, () => {
      for (const [key, message] of Object.entries(inEnglish)) {
        if (typeof message === 'string') continue;
        for (const count of [0, 1, 2, 3, 11, 100]) {
          expect(
            fill(wording(translated[key] ?? '', { count }, language), { count }, language)
              .join('')
              .trim(),
            key,
          ).not.toBe('');
        }
      }
    });
  }

  it('choose the wording by the rules of the language, and write numbers in its digits', () => {
    const text = (count: number) =>
      fill(wording(contactCardArabic.openDeals, { count }, 'ar'), { count }, 'ar').join('');
    expect([1, 2].map(text)).toEqual(['صفقة واحدة', 'صفقتان']);
    expect(text(5)).toContain('صفقات');
    expect(fill(wording(contactCardGerman.openDeals, { count: 1_200 }, 'de'), { count: 1_200 }, 'de').join('')).toBe(
      '1.200 Geschäfte',
    );
  });
});
