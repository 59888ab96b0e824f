import { describe, expect, it, vi } from 'vitest';
import { hueOf, initialsOf } from './initials.ts';

describe('initialsOf', () => {
  it('takes the first letters of the first and last words, in any script, and keeps their marks', () => {
    expect(
      ['Ana Ruiz', 'Ana María Ruiz', 'Zoë Østergaard-Lindqvist', 'é́mile', 'ليلى حداد', '李 小龍', '  '].map(initialsOf),
    ).toEqual(['AR', 'AR', 'ZL', 'É́', 'لح', '李小', '?']);
  });

  it('does not load what tells letters of other scripts apart for plain names', () => {
    const segmenter = vi.spyOn(Intl, 'Segmenter');
    expect(['Ada Brandt', 'Emil Sørensen', 'Łukasz Żak', 'Иван Петров', '4 Seasons'].map(initialsOf)).toEqual([
      'AB',
      'ES',
      'ŁŻ',
      'ИП',
      '4S',
    ]);
    expect(segmenter).not.toHaveBeenCalled();
    segmenter.mockRestore();
  });
});

describe('hueOf', () => {
  it('is the same for an id every time, and spread over the circle', () => {
    const hues = Array.from({ length: 360 }, (_, index) => hueOf(`id-${index}`));
    expect(hueOf('id-7')).toBe(hues[7]);
    expect(new Set(hues.map((hue) => Math.floor(hue / 30))).size).toBe(12);
    expect(hues.every((hue) => hue >= 0 && hue < 360)).toBe(true);
  });
});
