import fc from 'fast-check';
import { expect, it } from 'vitest';
import { standardModel, toInstant, type AnyRecord } from '../model/index.ts';
import { compileWith } from './compile-with.ts';
import { fold } from './fold.ts';

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'A', 'z', '[', '@', 'ä', '\u0308', 'ß', 's', 'S', 'ﬁ', 'K', '🦊'),
    maxLength: 4,
  }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const context = {
  model: standardModel,
  now: toInstant(0),
  timeZone: 'Etc/UTC',
  resolve: () => undefined,
  referring: () => [],
};

it('takes two texts for the same where they fold to the same (F7)', () => {
  fc.assert(
    fc.property(text, text, (value, operand) => {
      const holds = compileWith({}, { field: 'country', op: 'eq', value: operand }, 'contact', context);
      for (const country of [value, operand.toUpperCase(), operand.normalize('NFD'), `${operand}a`])
        expect(holds({ type: 'contact', country } as unknown as AnyRecord)).toBe(fold(country) === fold(operand));
      expect(holds({ type: 'contact' } as unknown as AnyRecord)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
