import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePoints } from './compare-points.ts';
import { fold } from './fold.ts';
import { compareFolded, endsWithFolded, foldedMatcher, foldedMember, startsWithFolded } from './folded-text.ts';

const letters = fc.oneof(
  fc.constantFrom(
    'a',
    'A',
    'ä',
    'Ä',
    'b',
    's',
    'ß',
    'ẞ',
    'i',
    'I',
    'İ',
    'ı',
    '\u0301',
    '\u0308',
    'e\u0301',
    'σ',
    'ς',
    'Σ',
    'ﬁ',
    '가',
    '\u1100',
    '\u1161',
    '\u11a8',
    '𝒳',
    '\uffee',
    ' ',
    '½',
    'ǆ',
    'ŉ',
    '¨',
  ),
  fc.integer({ min: 1, max: 0x24f }).map((unit) => String.fromCharCode(unit)),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
// U+0000 is in no text (M5).
const text = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join('').replaceAll('\0', ''));

describe('fold (F7)', () => {
  it('removes case, diacritics and compatibility forms', () => {
    for (const same of [
      ['Müller', 'mu\u0308LLER', 'muller'],
      ['Straße', 'STRASSE', 'STRAẞE'],
      ['İstanbul', 'istanbul', 'ISTANBUL'],
      ['ΟΔΟΣ', 'οδός', 'οδοσ'],
      ['ﬁn', 'FIN'],
      ['Ａ①', 'a1'],
      ['한국', '\u1112\u1161\u11ab국'],
    ]) {
      expect(new Set(same.map(fold)).size).toBe(1);
    }
    expect(fold('ısparta')).not.toBe(fold('isparta'));
    expect(fold('\u0301')).toBe('');
  });
  it('is idempotent on every code point', () => {
    for (let point = 0; point < 0x11_0000; point++) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const folded = fold(String.fromCodePoint(point));
      if (fold(folded) !== folded) expect.fail(`U+${point.toString(16)}`);
    }
  });
  it('is idempotent on texts', () => {
    fc.assert(
      fc.property(text, (one) => fold(fold(one)) === fold(one)),
      { numRuns: 5_000 },
    );
  });
  it('leaves no mark and no capital that has a small letter', () => {
    fc.assert(
      fc.property(
        text,
        (one) => !/\p{M}/u.test(fold(one)) && fold(one).toLowerCase().replaceAll('ς', 'σ') === fold(one),
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('comparison with a folded text (F3, F6)', () => {
  it('is that of the folded texts, without folding', () => {
    const pairs = fc.oneof(
      fc.tuple(text, text),
      fc
        .tuple(text, fc.nat(8), fc.nat(8))
        .map(([one, from, to]) => [one, [...one].slice(from, from + to).join('')] as const),
      fc.tuple(text, text).map(([one, more]) => [one + more, one] as const),
    );
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const folded = fold(other);
        expect(compareFolded(one, folded)).toBe(comparePoints(fold(one), folded));
        expect(foldedMatcher(folded)(one)).toBe(fold(one).includes(folded));
        expect(foldedMember([folded, fold([...one].slice(0, 2).join('')), ''])(one)).toBe(
          [folded, fold([...one].slice(0, 2).join('')), ''].includes(fold(one)),
        );
        expect(startsWithFolded(one, folded)).toBe(fold(one).startsWith(folded));
        expect(endsWithFolded(one, folded)).toBe(fold(one).endsWith(folded));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('comparePoints (F3)', () => {
  it('goes by code points, not by UTF-16 units', () => {
    expect(comparePoints('𝒳', '\uffee')).toBe(1);
    expect(['\uffee', '𝒳'].toSorted()).toEqual(['𝒳', '\uffee']);
    expect(comparePoints('\u{10000}', '\u{10ffff}')).toBe(-1);
    expect(comparePoints('', 'a')).toBe(-1);
  });
  it('is the order of UTF-8', () => {
    const utf8 = new TextEncoder();
    const byBytes = (a: string, b: string): number => {
      const [left, right] = [utf8.encode(a), utf8.encode(b)];
      const index = left.findIndex((byte, at) => byte !== right[at]);
      return index === -1
        ? Math.sign(left.length - right.length)
        : index >= right.length
          ? 1
          : Math.sign((left[index] ?? 0) - (right[index] ?? 0));
    };
    fc.assert(
      fc.property(text, text, (a, b) => comparePoints(a, b) === byBytes(a, b)),
      { numRuns: 5_000 },
    );
  });
});
