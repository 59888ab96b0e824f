import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardModel, type AnyRecord } from '../model/index.ts';
import type { MutationResult, Patch } from '../port/index.ts';
import { admin, anAuthority, aRecord, create, epoch, id, remove, update } from '../testing/index.ts';
import { applyPatch } from './apply-patch.ts';

const start = aRecord('company', 1, {
  name: 'Acme',
  tags: ['old', 'older'],
  notes: 'First line.',
  owner: id(50),
  employees: 10,
  country: 'DE',
});
const users = [50, 51, 52, 53, 54].map((n) => aRecord('user', n, { name: `User ${n}` }));
const others = [start, aRecord('company', 2, { name: 'Parent' }), ...users];

/** An edit as a person makes it: by what they see. */
type Edit = { readonly field: string; readonly set: (seen: AnyRecord, by: string) => unknown };
const edits: Readonly<Record<string, Edit>> = {
  name: { field: 'name', set: (_seen, by) => `Named by ${by}` },
  country: { field: 'country', set: (_seen, by) => `Land of ${by}` },
  tag: { field: 'tags', set: (seen, by) => [...((seen.tags as string[] | undefined) ?? []), `tag of ${by}`] },
  untag: { field: 'tags', set: (seen) => ((seen.tags as string[] | undefined) ?? []).filter((tag) => tag !== 'old') },
  note: { field: 'notes', set: (seen, by) => `${String(seen.notes)}\nNote of ${by}` },
  owner: { field: 'owner', set: (_seen, by) => id(50 + 'A1 A2 B1 B2'.split(' ').indexOf(by) + 1) },
};

/** Two people who have both read the record before either wrote. */
function aWriter(
  who: string,
  names: readonly string[],
): { readonly by: string; readonly patch: Patch; readonly edit: Edit | null; readonly wanted: unknown }[] {
  let seen: AnyRecord | null = start;
  return names.map((name, index) => {
    const by = `${who}${index + 1}`;
    const edit = edits[name] ?? null;
    if (!edit || !seen)
      return {
        by,
        edit: null,
        wanted: undefined,
        patch: { ...remove('company', 1), base: { version: start.version } } as Patch,
      };
    const wanted = edit.set(seen, by);
    const before = seen[edit.field];
    const patch = update('company', 1, {
      base: { version: start.version, fields: { [edit.field]: before } },
      set: { [edit.field]: wanted },
    });
    seen = applyPatch(seen, patch, { model: standardModel, now: epoch });
    return { by, edit, wanted, patch };
  });
}

/** Every order in which two persons' two writes may reach the authority. */
const interleavings = ['AABB', 'ABAB', 'ABBA', 'BAAB', 'BABA', 'BBAA'];
const names = [...Object.keys(edits), 'delete'];
const pairs = names.flatMap((first) => names.map((second) => [first, second] as const));

describe('A6 two people make two edits each, in every order', () => {
  it('what one wrote survives, or was taken back by its writer, or is shown to somebody', async () => {
    let cases = 0;
    for (const left of pairs) {
      // The other half is the same with the names changed.
      for (const right of pairs.slice(pairs.indexOf(left))) {
        for (const order of interleavings) {
          cases += 1;
          await playOut(left, right, order);
        }
      }
    }
    expect(cases).toBe(((49 * 50) / 2) * 6);
  });
});

async function playOut(left: readonly string[], right: readonly string[], order: string): Promise<void> {
  const authority = anAuthority({ records: others });
  const queues = { A: aWriter('A', left), B: aWriter('B', right) };
  const writes = [...order].map((who) => queues[who as 'A' | 'B'].shift()).filter((write) => write !== undefined);
  const results: { readonly write: (typeof writes)[number]; readonly result: MutationResult }[] = [];
  for (const write of writes) results.push({ write, result: await authority.push(admin, write.patch) });
  const final = authority.record('company', 1);
  const told = results.flatMap(({ result }) =>
    'overwrote' in result ? result.overwrote : 'conflicts' in result ? result.conflicts : [],
  );
  const where = (): string => JSON.stringify({ left, right, order, results, final });

  for (const [index, { write, result }] of results.entries()) {
    if (result.status === 'conflict' || !write.edit) continue;
    if (result.status === 'refused') throw new Error(`refused: ${where()}`);
    const later = results.slice(index + 1);
    const rewritten = later.some(
      (other) =>
        other.write.by[0] === write.by[0] &&
        other.write.edit?.field === write.edit?.field &&
        other.result.status !== 'conflict',
    );
    if (rewritten) continue;
    if (!final) {
      // Only who knew of no other's write, or the writer, deletes it: a deletion of what changed meanwhile is a conflict.
      if (!later.some((other) => !other.write.edit && other.write.by[0] === write.by[0]))
        throw new Error(`deleted unseen: ${where()}`);
      continue;
    }
    const { field } = write.edit;
    const shown = told.some(
      (conflict) =>
        conflict.field === field &&
        JSON.stringify([conflict.mine, conflict.theirs]).includes(JSON.stringify(write.wanted)),
    );
    if (!survives(field, write.wanted, final) && !shown) throw new Error(`${write.by} lost ${field}: ${where()}`);
  }
}

function survives(field: string, wanted: unknown, final: AnyRecord): boolean {
  if (field === 'tags') {
    const added = (wanted as string[]).filter((tag) => tag.startsWith('tag of'));
    const removed = (wanted as string[]).includes('old') ? [] : ['old'];
    const tags = final.tags as string[];
    return added.every((tag) => tags.includes(tag)) && removed.every((tag) => !tags.includes(tag));
  }
  if (field === 'notes')
    return String(wanted)
      .split('\n')
      .every(
        (line) =>
          String(final.notes)
            .split('\n')
            .filter((other) => other === line).length === 1,
      );
  return final[field] === wanted;
}

const word = fc.constantFrom('a', 'b', 'c', 'Ä', 'ä', 'A', 'old');
const operation: fc.Arbitrary<Patch> = fc.oneof(
  fc.array(word, { maxLength: 3 }).map((values) => update('company', 1, { add: { tags: values } })),
  fc.integer({ min: -1_000, max: 1_000 }).map((amount) => update('company', 1, { increment: { employees: amount } })),
  fc.stringMatching(/^[a-z]{1,5}$/).map((text) => update('company', 1, { append: { notes: text } })),
);

/** What the operations leave, but for the order of what they added. */
function leftBy(record: AnyRecord | undefined): unknown {
  const tags = ((record?.tags ?? []) as string[]).map((tag) =>
    tag.normalize('NFD').toLowerCase().replaceAll(/\p{M}/gu, ''),
  );
  return {
    tags: [...new Set(tags)].sort(),
    employees: record?.employees,
    notes: String(record?.notes).split('\n').sort(),
  };
}

describe('the algebra of operations', () => {
  it('A7 add, append and increment commute', async () => {
    const shuffled = fc
      .array(operation, { minLength: 1, maxLength: 6 })
      .chain((patches) =>
        fc
          .shuffledSubarray(patches, { minLength: patches.length, maxLength: patches.length })
          .map((other) => ({ patches, other })),
      );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ patches, other }) => {
        const [one, two] = [anAuthority({ records: others }), anAuthority({ records: others })];
        for (const patch of patches) await one.push(admin, patch);
        for (const patch of other) await two.push(admin, patch);
        expect(leftBy(one.record('company', 1))).toEqual(leftBy(two.record('company', 1)));
      }),
      { numRuns: 200 },
    );
  });

  it('A6 sets united from two sides are the same from either', async () => {
    const edit = fc.record({ added: fc.array(word, { maxLength: 3 }), removed: fc.subarray(['old', 'older']) });
    await fc.assert(
      fc.asyncProperty(edit, edit, async (left, right) => {
        const write = ({ added, removed }: typeof left): Patch =>
          update('company', 1, {
            base: { fields: { tags: start.tags } },
            set: {
              tags: [
                ...['old', 'older'].filter((tag) => !removed.includes(tag)),
                ...added.filter((tag) => tag !== 'old'),
              ],
            },
          });
        const [one, two] = [anAuthority({ records: others }), anAuthority({ records: others })];
        await one.push(admin, write(left));
        await one.push(admin, write(right));
        await two.push(admin, write(right));
        await two.push(admin, write(left));
        expect(leftBy(one.record('company', 1))).toMatchObject({
          tags: (leftBy(two.record('company', 1)) as { tags: unknown }).tags,
        });
      }),
      { numRuns: 300 },
    );
  });
});

const n = fc.integer({ min: 1, max: 4 });
const anyPatch: fc.Arbitrary<Patch> = fc.oneof(
  operation,
  fc.tuple(n, word).map(([at, name]) => create('company', at, { name })),
  fc
    .tuple(
      n,
      fc.record(
        {
          name: fc.option(word, { nil: null }),
          parent: n.map(id),
          country: word,
          tags: fc.array(word),
          'externalIds.erp': word,
        },
        { requiredKeys: [] },
      ),
    )
    .map(([at, set]) => update('company', at, { set })),
  fc.tuple(n, fc.subarray(['country', 'tags', 'notes', 'name'])).map(([at, unset]) => update('company', at, { unset })),
  n.map((at) => remove('company', at)),
);
const someMutations = fc.array(fc.array(anyPatch, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

describe('any mutations', () => {
  it('A2 sent again, at once and at the end, change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(someMutations, async (lists) => {
        const authority = anAuthority({ records: others });
        const took = [];
        for (const patches of lists) {
          const mutation = authority.aMutation(...patches);
          const { result } = await authority.apply(mutation);
          const after = authority.state();
          const again = await authority.apply(mutation);
          expect(authority.state()).toBe(after);
          const done = result.status === 'applied' || result.status === 'merged';
          expect(again.result.status).toBe(done ? 'duplicate' : result.status);
          if (done) took.push(mutation);
        }
        const end = authority.state();
        for (const mutation of took) expect((await authority.apply(mutation)).result.status).toBe('duplicate');
        expect(authority.state()).toBe(end);
      }),
      { numRuns: 200 },
    );
  });

  it('A1 that fail anywhere leave nothing, and others leave versions that rise by one', async () => {
    const poison = fc.constantFrom<Patch>(
      update('company', 77, { set: { name: 'x' } }),
      create('company', 78, { shoe: 1 }),
      update('company', 2, { set: { parent: id(79) } }),
    );
    await fc.assert(
      fc.asyncProperty(someMutations, poison, fc.nat(), async (lists, bad, place) => {
        const authority = anAuthority({ records: others });
        for (const patches of lists) {
          const before = authority.state();
          const at = place % (patches.length + 1);
          const { result, entry } = await authority.apply(
            authority.aMutation(...patches.slice(0, at), bad, ...patches.slice(at)),
          );
          expect([result.status, entry]).not.toContain('applied');
          expect(authority.state()).toBe(before);
          const good = await authority.apply(authority.aMutation(...patches));
          if (!good.entry) expect(authority.state()).toBe(before);
          for (const change of good.entry?.changes ?? [])
            if (change.after) expect(change.after.version).toBe((change.before?.version ?? 0) + 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the optimistic record is the authoritative one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPatch, { minLength: 1, maxLength: 6 }), async (patches) => {
        const authority = anAuthority({ records: others });
        for (const patch of patches) {
          const before = authority.tables.get(patch) ?? null;
          const { result, entry } = await authority.apply(authority.aMutation(patch));
          if (result.status !== 'applied' && result.status !== 'merged') continue;
          const after = authority.tables.get(patch) ?? null;
          const own = entry?.changes.find((change) => (change.after ?? change.before)?.id === patch.id);
          const guess = applyPatch(before, patch, { model: standardModel, now: own?.after?.updatedAt ?? epoch });
          expect(guess).toEqual(after);
          if (!own) expect(guess).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });
});
