import type { AnyRecord, NewId } from '@rapport/core';

/** Ids that count up. */
export function countingIds(start = 1): NewId {
  let count = start - 1;
  return () => idOf((count += 1));
}

export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A record of any type, version 1. */
export function aRecord(type: string, number: number, values: Readonly<Record<string, unknown>> = {}): AnyRecord {
  const at = '2026-01-01T00:00:00.000Z';
  return { type, id: idOf(number), version: 1, createdAt: at, updatedAt: at, externalIds: {}, custom: {}, ...values };
}

export const aContact = (number: number, values: Readonly<Record<string, unknown>> = {}): AnyRecord =>
  aRecord('contact', number, { name: `Contact ${number}`, ...values });
