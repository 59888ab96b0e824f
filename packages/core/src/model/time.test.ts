import { expect, it } from 'vitest';
import { isDate, isInstant } from './index.ts';

it.each([
  ['2026-11-21T20:16:51.000Z', true],
  ['2026-11-21T20:16:51Z', false],
  ['2026-11-21T20:16:51.000+01:00', false],
  ['2026-02-29T00:00:00.000Z', false],
  ['2026-11-21T24:00:00.000Z', false],
  ['0000-01-01T00:00:00.000Z', false],
  ['0001-01-01T00:00:00.000Z', true],
])('%s is an instant: %s', (text, answer) => {
  expect(isInstant(text)).toBe(answer);
});

it.each([
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-2-9', false],
  ['2026-13-01', false],
])('%s is a date: %s', (text, answer) => {
  expect(isDate(text)).toBe(answer);
});
