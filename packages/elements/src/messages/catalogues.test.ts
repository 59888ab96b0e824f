import { describe, expect, it } from 'vitest';
import { arabic } from './arabic.ts';
import type { Catalogue, MessageKey } from './catalogue.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { fill, wording, type Message } from './message.ts';

const wordings = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the catalogues', () => {
  for (const [language, catalogue] of [
    ['de', german],
    ['ar', arabic],
  ] as const satisfies readonly (readonly [string, Catalogue])[]) {
    it(`have the same places in ${language} as in English`, () => {
      for (const key of Object.keys(english) as MessageKey[]) {
        const known = new Set(wordings(english[key]).flatMap(places));
        for (const text of wordings(catalogue[key])) {
          // A plural may leave out the number: "one deal" has it in the word.
          const wanted =
            typeof english[key] === 'string' ? [...known].sort() : places(text).filter((name) => known.has(name));
          expect(places(text), key).toEqual(wanted);
        }
      }
    });

    it(`say something in ${language} for every kind of number`, () => {
      for (const key of Object.keys(english) as MessageKey[]) {
        if (typeof english[key] === 'string') continue;
        for (const count of [0, 1, 2, 3, 11, 100]) {
          expect(
            fill(wording(catalogue[key], { count }, language), { count }, language)
              .join('')
              .trim(),
            key,
          ).not.toBe('');
        }
      }
    });
  }

  it('choose the wording by the rules of the language, and write numbers in its digits', () => {
    const text = (count: number) => fill(wording(arabic.openDeals, { count }, 'ar'), { count }, 'ar').join('');
    expect([1, 2].map(text)).toEqual(['صفقة واحدة', 'صفقتان']);
    expect(text(5)).toContain('صفقات');
    expect(fill(wording(german.openDeals, { count: 1_200 }, 'de'), { count: 1_200 }, 'de').join('')).toBe(
      '1.200 Geschäfte',
    );
  });
});
