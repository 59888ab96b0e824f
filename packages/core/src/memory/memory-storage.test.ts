import { describe, expect, it } from 'vitest';
import { type MutationEntry } from '../authority/index.ts';
import { admin, anAuthority, aRecord, id, update } from '../testing/index.ts';

const company = aRecord('company', 1, { name: 'Acme', employees: 0 });
const increment = update('company', 1, { increment: { employees: 1 } });

describe('the storage in memory', () => {
  it('A1 keeps nothing of a transaction that fails after its commit', async () => {
    const authority = anAuthority({ records: [company] });
    const before = authority.state();
    const entry: MutationEntry = {
      mutation: id(9),
      digest: 'd',
      command: 'test.write',
      actor: null,
      at: company.createdAt,
      changes: [{ before: company, after: { ...company, version: 2 } }],
      result: { id: id(9), status: 'applied', written: [] },
    };
    const failing = authority.storage.transaction(async (transaction) => {
      await transaction.commit(entry, { records: [], referring: [] });
      throw new Error('too late');
    });
    await expect(failing).rejects.toThrow('too late');
    expect(authority.state()).toBe(before);
    // And the next one is not kept waiting by it.
    expect(await authority.push(admin, increment)).toMatchObject({ status: 'applied' });
    expect(await authority.storage.transaction((transaction) => transaction.recall(id(9)))).toBeUndefined();
  });

  it('A2 A3 takes one transaction after the other, however many are begun at once', async () => {
    const authority = anAuthority({ records: [company] });
    const twice = authority.aMutation(increment);
    const results = await Promise.all(
      [twice, ...Array.from({ length: 20 }, () => authority.aMutation(increment)), twice].map((mutation) =>
        authority.apply(mutation),
      ),
    );
    expect(authority.record('company', 1)).toMatchObject({ employees: 21, version: 22 });
    expect(results.map(({ result }) => result.status).filter((status) => status === 'duplicate')).toHaveLength(1);
  });
});
