import type { AnyRecord, Change } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { wantedKey, type Heard } from '../tabs/index.ts';
import { aContact } from '../testing/index.ts';
import { broughtBy, deletedSince, isOnPage, lateAnswer, leftOutBy, toldSince } from './late-answer.ts';

const contacts = { type: 'contact' };
const put = (record: AnyRecord): Change => ({ op: 'put', record });
const gone = (op: 'delete' | 'evict', { type, id, version }: AnyRecord): Change => ({ op, type, id, version });

/** What the feed told, one message a change. */
const heard = (changes: readonly Change[], listened: readonly string[] = [wantedKey(contacts)]): readonly Heard[] =>
  changes.map((change, at) => ({
    message: { kind: 'changes', from: String(at), to: String(at + 1), changes: [change] },
    listened: new Set(listened),
  }));

const [first, second, third] = [1, 2, 3].map((number) => aContact(number, { version: 5 })) as [
  AnyRecord,
  AnyRecord,
  AnyRecord,
];
const newer = { ...first, version: 6 };
const nobody = (): boolean => false;

describe('an answer that is taken in late', () => {
  it('can be kept up to date where all that came since was told (D4)', () => {
    const isTold = (since: readonly Heard[] | undefined, interest: typeof contacts | undefined = contacts): boolean =>
      lateAnswer([first], since, interest).isTold;
    expect(isTold([])).toBe(true);
    expect(isTold(heard([put(newer)]))).toBe(true);
    expect(isTold([...heard([put(newer)]), ...heard([put(second)], [])])).toBe(false);
    expect(isTold(undefined)).toBe(false);
  });

  it('brings records back as they are now, and none that went since (D5)', () => {
    const brought = (change: Change): readonly AnyRecord[] =>
      broughtBy(lateAnswer([first, second], heard([change]), contacts), nobody);
    expect(brought(put(newer))).toEqual([newer, second]);
    expect(brought(put({ ...first, version: 4 }))).toEqual([first, second]);
    expect(brought(gone('delete', newer))).toEqual([second]);
    expect(brought(gone('evict', first))).toEqual([second]);
    // Told of before the answer was given: it was there again.
    expect(brought(gone('evict', { ...first, version: 4 }))).toEqual([first, second]);
  });

  it('takes the last that was told of a record', () => {
    const answer = lateAnswer([first], heard([gone('evict', newer), put({ ...first, version: 7 })]), contacts);
    expect(broughtBy(answer, nobody)).toEqual([{ ...first, version: 7 }]);
    expect(toldSince(answer)).toEqual([{ ...first, version: 7 }]);
  });

  it('brings nothing back that is listened for and not known, where it was told of or may not have been (D5)', () => {
    const isMissing = ({ id }: AnyRecord): boolean => id === first.id;
    const brought = (since: readonly Heard[] | undefined): readonly AnyRecord[] =>
      broughtBy(lateAnswer([first, second], since, contacts), isMissing);
    expect(brought([])).toEqual([first, second]);
    expect(brought(heard([put(newer)]))).toEqual([second]);
    expect(brought(undefined)).toEqual([second]);
  });

  it('says what is gone: what was deleted since, and not what only left a filter', () => {
    const deletion = gone('delete', third);
    expect(deletedSince(lateAnswer([], heard([deletion, gone('evict', first)]), contacts))).toEqual([deletion]);
  });

  it('leaves out what it would have, and what nobody told of since', () => {
    const answer = lateAnswer([first], heard([put(second)]), contacts);
    expect(leftOutBy(answer, [first, second, third], () => true)).toEqual([third]);
    expect(leftOutBy(answer, [first, second, third], nobody)).toEqual([]);
  });
});

it('a page has what satisfies the filter, from behind the one before to its last record', () => {
  const plan = { verdict: ({ version }: AnyRecord) => version === 5, placeOf: ({ id }: AnyRecord) => id };
  const onPage = (after: AnyRecord | null, last: AnyRecord | null): readonly AnyRecord[] =>
    [first, second, third, newer].filter(isOnPage(plan, after, last));
  expect(onPage(null, null)).toEqual([first, second, third]);
  expect(onPage(null, second)).toEqual([first, second]);
  expect(onPage(first, null)).toEqual([second, third]);
  expect(onPage(first, second)).toEqual([second]);
  expect([first].filter(isOnPage({ ...plan, placeOf: undefined }, null, null))).toEqual([]);
});
