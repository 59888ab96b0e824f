import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from './statement.ts';
import { takeWholeRows, type RowConnection } from './whole-rows.ts';

/** A message as PostgreSQL sends it. */
function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5, letter);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function rowMessage(row: Row): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(row.length);
  const fields = row.flatMap((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value === null ? -1 : Buffer.byteLength(value));
    return [length, Buffer.from(value ?? '')];
  });
  return message('D', Buffer.concat([count, ...fields]));
}

/** A connection that keeps what it hears: rows, and the bytes that it reads by itself. */
function aConnection(): RowConnection & { readonly heard: (Row | string)[] } {
  const heard: (Row | string)[] = [];
  return {
    heard,
    attachListeners: (stream) => void stream.on('data', (bytes: Buffer) => heard.push(bytes.toString('latin1'))),
    emit: (_, { fields }) => heard.push(fields) > 0,
  };
}

/** Runs of bytes as one, however they were cut. */
function joined(heard: readonly (Row | string)[]): readonly (Row | string)[] {
  return heard.reduce<(Row | string)[]>((whole, next) => {
    const last = whole.at(-1);
    return typeof last === 'string' && typeof next === 'string'
      ? [...whole.slice(0, -1), last + next]
      : [...whole, next];
  }, []);
}

const value = fc.option(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.string({ maxLength: 70 })));
const part = fc.oneof(
  fc.array(value, { maxLength: 6 }).map((row) => ({ row, bytes: rowMessage(row) })),
  fc
    .tuple(fc.constantFrom('T', 'C', 'Z', '2', 'E'), fc.uint8Array({ maxLength: 20 }))
    .map(([letter, body]) => ({ row: undefined, bytes: message(letter, Buffer.from(body)) })),
);

test('rows and what is no row are heard whole and in order, wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
      (parts, cuts) => {
        const connection = aConnection();
        takeWholeRows(connection);
        const stream = new EventEmitter();
        connection.attachListeners(stream);
        const all = Buffer.concat(parts.map(({ bytes }) => bytes));
        for (let at = 0; at < all.length;) {
          const { value: length } = cuts.next();
          stream.emit('data', all.subarray(at, at + length));
          at += length;
        }
        expect(joined(connection.heard)).toEqual(
          joined(parts.map(({ row, bytes }) => row ?? bytes.toString('latin1'))),
        );
      },
    ),
  );
});
