import { comparePoints } from './compare-points.ts';
import { fold } from './fold.ts';

// Compares texts with one that is folded already, without making strings. Most text is Latin: below this size what a letter folds to does not depend on
// its neighbours, and mostly is one UTF-16 unit, so a table says it (0: it is not one unit). At the first other letter `fold` is asked for the whole text.
const tableSize = 0x250;
let table: Uint16Array | undefined;

function makeTable(): Uint16Array {
  table = Uint16Array.from({ length: tableSize }, (_, unit) => {
    const folded = fold(String.fromCharCode(unit));
    return folded.length === 1 ? folded.charCodeAt(0) : 0;
  });
  return table;
}

/** `comparePoints(fold(text), folded)`. */
export function compareFolded(text: string, folded: string): -1 | 0 | 1 {
  const units = table ?? makeTable();
  const [length, foldedLength] = [text.length, folded.length];
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    const left = unit < tableSize ? (units[unit] as number) : 0;
    if (left === 0) return comparePoints(fold(text), folded);
    if (index === foldedLength) return 1;
    const right = folded.charCodeAt(index);
    if (left !== right) return left < right ? -1 : 1;
  }
  return length === foldedLength ? 0 : -1;
}

/**
 * Makes `(text) => fold(text).includes(folded)`. A pattern reads a text several times faster than a loop does: each letter of it stands for all that fold
 * to it. It also stops at the first letter that the table does not know, and then `fold` decides.
 */
export function foldedMatcher(folded: string): (text: string) => boolean {
  if (folded === '') return () => true;
  const units = [...(table ?? makeTable())];
  const codesOf = (wanted: number): string =>
    units.map((unit, code) => (unit === wanted ? escaped(code) : '')).join('');
  const letters = folded
    .slice(0, longestPattern)
    .split('')
    .map((letter) => codesOf(letter.charCodeAt(0)));
  const isLatin = letters.every((codes) => codes !== '');
  const others = `[${codesOf(0)}${escaped(tableSize)}-${escaped(0xffff)}]`;
  const sought = letters.map((codes) => `[${codes}]`).join('');
  const either = new RegExp(isLatin ? `${sought}|${others}` : others);
  if (!isLatin || folded.length > longestPattern) return (text) => either.test(text) && fold(text).includes(folded);
  return (text) => {
    const found = text.search(either);
    if (found < 0) return false;
    const unit = text.charCodeAt(found);
    return (unit < tableSize && units[unit] !== 0) || fold(text).includes(folded);
  };
}

const longestPattern = 50;
const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** `fold(text).startsWith(folded)`. */
export function startsWithFolded(text: string, folded: string): boolean {
  const units = table ?? makeTable();
  const [length, foldedLength] = [text.length, folded.length];
  for (let index = 0; index < foldedLength; index++) {
    if (index === length) return false;
    const unit = text.charCodeAt(index);
    const left = unit < tableSize ? (units[unit] as number) : 0;
    if (left === 0) return fold(text).startsWith(folded);
    if (left !== folded.charCodeAt(index)) return false;
  }
  return true;
}

/** `fold(text).endsWith(folded)`. */
export function endsWithFolded(text: string, folded: string): boolean {
  const units = table ?? makeTable();
  const [length, foldedLength] = [text.length, folded.length];
  for (let index = 1; index <= foldedLength; index++) {
    if (index > length) return false;
    const unit = text.charCodeAt(length - index);
    const left = unit < tableSize ? (units[unit] as number) : 0;
    if (left === 0) return fold(text).endsWith(folded);
    if (left !== folded.charCodeAt(foldedLength - index)) return false;
  }
  return true;
}

/** Makes `(text) => folded.includes(fold(text))`. Most texts are told by their first letter. */
export function foldedMember(folded: readonly string[]): (text: string) => boolean {
  const units = table ?? makeTable();
  if (folded.length > longestList) {
    const set = new Set(folded);
    return (text) => set.has(fold(text));
  }
  const byFirst: (readonly string[])[] = Array.from(units, (unit) =>
    unit === 0 ? folded : folded.filter((one) => one.charCodeAt(0) === unit),
  );
  return (text) => {
    const first = text === '' ? 0 : text.charCodeAt(0);
    const candidates = first < tableSize ? (byFirst[first] as readonly string[]) : folded;
    for (let index = 0; index < candidates.length; index++)
      if (compareFolded(text, candidates[index] as string) === 0) return true;
    return false;
  };
}

const longestList = 16;
