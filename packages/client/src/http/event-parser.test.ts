import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventParser } from './event-parser.ts';

const read = (...pieces: readonly string[]) => {
  const parse = eventParser();
  return pieces.flatMap((piece) => parse(piece));
};

it.each([
  ['one line of data', 'data: a\u2028b\n\n', [{ event: undefined, data: 'a\u2028b' }]],
  ['several lines of data', 'data: a\ndata:\ndata\ndata:  b\n\n', [{ event: undefined, data: 'a\n\n\n b' }]],
  [
    'a name, also where it is said last',
    'data: a: b\nevent:problem\n\ndata: c\n\n',
    [
      { event: 'problem', data: 'a: b' },
      { event: undefined, data: 'c' },
    ],
  ],
  [
    'no event for comments, other fields and a name alone',
    ': hello\n\nid: 7\nretry: 1\n\nevent: x\n\ndata: a\n\n',
    [{ event: undefined, data: 'a' }],
  ],
  ['nothing of an event that is not ended', 'data: a\n\ndata: b\n', [{ event: undefined, data: 'a' }]],
])('reads %s (H5)', (_, text, events) => {
  expect(read(text)).toEqual(events);
});

it('reads the same whatever the line ends are and wherever the pieces end (H5)', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
  const line = fc.constantFrom('data: x\u2028y', 'data: a', 'data', 'event: e', ': c', '', '');
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      lineEnd,
      fc.array(fc.nat(60), { maxLength: 6 }),
      (lines, end, cuts) => {
        const text = lines.map((one) => one + end).join('');
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((cut, index) => text.slice(at[index], cut));
        expect(read(...pieces)).toEqual(read(lines.map((one) => `${one}\n`).join('')));
      },
    ),
  );
});
