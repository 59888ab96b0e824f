import { refKey, type AnyRecord, type Patch, type RecordRef } from '@rapport/core';

/*
 * Every write leaves marks that are its own: values that nobody else writes, lines and tags with a number, one digit of a sum. So from a record alone, as it
 * is stored or as it is shown, it can be read which writes are in it, and how often.
 */

/** Fields whose every value is written once: the last write is the one that shows. */
export const ownFields: Readonly<Record<string, readonly string[]>> = {
  company: ['name', 'legalName', 'industry'],
  contact: ['name', 'jobTitle'],
};

/** Sums are kept in digits of this base: each increment adds one of another digit, and one that is added twice shows as a 2. */
const base = 4;
export const mostDigits = 25;
export const incrementOf = (digit: number): number => base ** digit;

/** A mark, and how often it is there. */
export type Marks = ReadonlyMap<string, number>;

export const createMark = (ref: RecordRef): string => `create ${refKey(ref)}`;
export const deleteMark = (ref: RecordRef): string => `delete ${refKey(ref)}`;
export const setMark = (ref: RecordRef, field: string, value: unknown): string =>
  `set ${refKey(ref)} ${field} ${String(value)}`;

/** The marks in a record. */
export function marksOf(record: AnyRecord): Marks {
  const marks = new Map<string, number>([[createMark(record), 1]]);
  const fields = record as Readonly<Record<string, unknown>>;
  for (const field of ownFields[record.type] ?? [])
    if (fields[field] !== undefined) marks.set(setMark(record, field, fields[field]), 1);
  addOperations(marks, record, { lines: fields['notes'], tags: fields['tags'], sum: fields['employees'] });
  return marks;
}

/** The marks that a patch would leave. */
export function marksOfPatch(patch: Patch): readonly string[] {
  if (patch.op === 'delete') return [deleteMark(patch)];
  const marks = new Map<string, number>(patch.op === 'create' ? [[createMark(patch), 1]] : []);
  for (const field of ownFields[patch.type] ?? [])
    if (patch.set?.[field] !== undefined) marks.set(setMark(patch, field, patch.set[field]), 1);
  addOperations(marks, patch, {
    lines: patch.set?.['notes'],
    tags: patch.set?.['tags'],
    sum: patch.set?.['employees'],
  });
  if (patch.op === 'update') {
    addOperations(marks, patch, {
      lines: patch.append?.['notes'],
      tags: patch.add?.['tags'],
      sum: patch.increment?.['employees'],
    });
    for (const tag of listOf(patch.base?.fields?.['tags'])) marks.delete(`tag ${refKey(patch)} ${tag}`);
  }
  return [...marks.keys()];
}

function addOperations(
  marks: Map<string, number>,
  ref: RecordRef,
  { lines, tags, sum }: { readonly lines: unknown; readonly tags: unknown; readonly sum: unknown },
): void {
  const key = refKey(ref);
  const add = (mark: string, times = 1): void => void marks.set(mark, (marks.get(mark) ?? 0) + times);
  if (typeof lines === 'string') for (const line of lines.split('\n')) add(`line ${key} ${line}`);
  for (const tag of listOf(tags)) add(`tag ${key} ${tag}`);
  for (let left = typeof sum === 'number' ? sum : 0, digit = 0; left > 0; digit += 1) {
    if (left % base > 0) add(`sum ${key} ${digit}`, left % base);
    left = Math.floor(left / base);
  }
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);
