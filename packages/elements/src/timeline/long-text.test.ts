import { describe, expect, it } from 'vitest';
import { isLong } from './long-text.ts';

describe('isLong', () => {
  it('goes by letters and by lines', () => {
    expect(isLong('x'.repeat(220))).toBe(false);
    expect(isLong('x'.repeat(221))).toBe(true);
    expect(isLong('a\nb\nc')).toBe(false);
    expect(isLong('a\nb\nc\nd')).toBe(true);
  });
  it('goes by fewer of them where rows are dense', () => {
    expect(isLong('x'.repeat(90), true)).toBe(false);
    expect(isLong('x'.repeat(91), true)).toBe(true);
    expect(isLong('a\nb\nc', true)).toBe(true);
  });
});
