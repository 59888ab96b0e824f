import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import pg from 'pg';
import type { Row, SqlValue } from './statement.ts';

// PostgreSQL's protocol, "Message Formats": a letter, four bytes of length that count themselves, the rest. A row is the letter D.
const headLength = 5;
const dataRow = 0x44;

/** A client that makes a row's texts of one text: pg's own makes each by itself, from bytes, which takes longer than all else that is done for a row. */
export class WholeRowsClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    takeWholeRows((this as unknown as { readonly connection: RowConnection }).connection);
  }
}

/** What pg's connection is to whoever reads for it: it hears of messages, and reads a stream once it is attached to it. */
export interface RowConnection {
  attachListeners(stream: Pick<EventEmitter, 'on'>): void;
  emit(event: 'dataRow', message: { readonly fields: Row }): boolean;
}

/** Has a connection's rows read here, and everything else by the connection itself, in the order it came. */
export function takeWholeRows(connection: RowConnection): void {
  const attach = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream: Pick<Readable, 'on'>) => {
    const others = new EventEmitter();
    attach(others);
    const split = messages(
      (whole) => others.emit('data', whole),
      (whole, start, end) => connection.emit('dataRow', { fields: fieldsOf(whole, start, end) }),
    );
    stream.on('data', split);
    stream.on('end', () => others.emit('end'));
  };
}

/** Parts what comes in chunks into rows and runs of other messages, each whole. */
function messages(
  onOthers: (whole: Buffer) => void,
  onRow: (whole: Buffer, start: number, end: number) => void,
): (chunk: Buffer) => void {
  // The beginning of a message whose end is yet to come, and the bytes it takes to go on.
  let left: Buffer[] = [];
  let held = 0;
  let needed = 0;
  return (chunk) => {
    left.push(chunk);
    held += chunk.length;
    if (held < needed) return;
    const bytes = left.length === 1 ? chunk : Buffer.concat(left, held);
    let at = 0;
    let others = 0;
    needed = headLength;
    while (at + headLength <= bytes.length) {
      const end = at + 1 + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) {
        needed = end - at;
        break;
      }
      if (bytes[at] === dataRow) {
        if (others < at) onOthers(bytes.subarray(others, at));
        onRow(bytes, at + headLength, end);
        others = end;
      }
      at = end;
    }
    if (others < at) onOthers(bytes.subarray(others, at));
    left = at < bytes.length ? [bytes.subarray(at)] : [];
    held = bytes.length - at;
  };
}

// A text that is longer is made from its bytes at once: to look at each of them takes longer.
const short = 64;

function fieldsOf(bytes: Buffer, start: number, end: number): Row {
  const text = bytes.toString('latin1', start, end);
  const fields: SqlValue[] = [];
  let at = start + 2;
  for (let count = bytes.readUInt16BE(start); count > 0; count--) {
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length === -1) {
      fields.push(null);
      continue;
    }
    const next = at + length;
    fields.push(
      length <= short && isAscii(bytes, at, next)
        ? text.slice(at - start, next - start)
        : bytes.toString('utf8', at, next),
    );
    at = next;
  }
  return fields;
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
