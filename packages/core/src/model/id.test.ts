import { describe, expect, it } from 'vitest';
import { parseRecordName, recordIdSchema, uuidv7 } from './index.ts';

const random = (byte: number) => new Uint8Array(10).fill(byte);

describe('uuidv7', () => {
  it('is a UUID of version 7 and the RFC variant', () => {
    const id = uuidv7(Date.UTC(2026, 10, 21), random(0xff));
    expect(recordIdSchema.safeParse(id).success).toBe(true);
    expect(id[14]).toBe('7');
    expect('89ab').toContain(id[19]);
  });

  it('sorts by the time it was made', () => {
    expect(uuidv7(1_000, random(0xff)) < uuidv7(1_001, random(0))).toBe(true);
  });
});

describe('parseRecordName', () => {
  it.each([
    ['erp:10042', { system: 'erp', externalId: '10042' }],
    ['  sap-b1:C:20/1 ', { system: 'sap-b1', externalId: 'C:20/1' }],
    ['01933E2A-0000-7000-8000-000000000000', { id: '01933e2a-0000-7000-8000-000000000000' }],
  ])('reads %s', (text, name) => {
    expect(parseRecordName(text)).toEqual(name);
  });

  it.each(['', '10042', 'erp:', ':10042', '1erp:3'])('does not guess what %j names', (text) => {
    expect(parseRecordName(text)).toBeUndefined();
  });
});
