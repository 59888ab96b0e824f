import fc from 'fast-check';
import type { KeptWrite, WriteState } from '../../device-storage.ts';
import { aDevice, patient, type Page } from './a-device.ts';
import { failingWrites } from './failing-writes.ts';
import { aWrite } from './kept.ts';
import { isStorageFault, same } from './same.ts';

const place = fc.nat(30);
const add = fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 3 }) });
const change = fc.oneof(
  { weight: 4, arbitrary: add },
  fc.record({ kind: fc.constant('remove' as const), place }),
  fc.record({
    kind: fc.constant('mark' as const),
    place,
    state: fc.constantFrom<WriteState>('inflight', 'refused', 'blocked'),
  }),
  fc.record({ kind: fc.constant('move' as const), place, to: place }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
const window = fc.nat(2);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), window, change }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), window, change, at: fc.nat(4) }) },
  fc.record({ kind: fc.constant('race' as const), adds: fc.array(add, { minLength: 2, maxLength: 5 }) }),
  fc.record({ kind: fc.constant('reopen' as const), window }),
);

/** What a change makes of the writes; those that it adds are numbered from `first` on. */
function changedBy(asked: Change, first: number, kept: readonly KeptWrite[]): readonly KeptWrite[] {
  if (asked.kind === 'add') return [...kept, ...Array.from({ length: asked.count }, (_, n) => aWrite(first + n))];
  const at = asked.place % Math.max(1, kept.length);
  const one = kept[at];
  if (!one) return kept;
  if (asked.kind === 'remove') return kept.toSpliced(at, 1);
  if (asked.kind === 'mark') return kept.with(at, { ...one, state: asked.state });
  return kept.toSpliced(at, 1).toSpliced(asked.to % kept.length, 0, one);
}

/** Three windows change what waits, at the same time too, and the storage fails: what a fourth one finds is what was answered. */
export async function checkOutboxHistories(runs: number): Promise<void> {
  const storage = failingWrites();
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const account = crypto.randomUUID();
        const open = (): Promise<Page> => aDevice(account, {}, patient);
        const windows: Page[] = [await open(), await open(), await open()];
        const outbox = (index: number) => (windows[index % 3] as Page).device.outbox;
        let model: readonly KeptWrite[] = [];
        let made = 0;
        for (const one of steps) {
          made += 100;
          if (one.kind === 'reopen') {
            await windows[one.window]?.device.close();
            windows[one.window] = await open();
          } else if (one.kind === 'race') {
            await Promise.all(
              one.adds.map((asked, n) => outbox(n).change((kept) => changedBy(asked, made + n * 10, kept))),
            );
            const kept = await outbox(0).load();
            const added = one.adds.flatMap(({ count }, n) =>
              Array.from({ length: count }, (_, i) => aWrite(made + n * 10 + i)),
            );
            same(kept.slice(0, model.length), model, 'what was there before the race');
            same(sorted(kept.slice(model.length)), sorted(added), 'what the race left');
            model = kept;
          } else {
            const apply = (kept: readonly KeptWrite[]) => changedBy(one.change, made, kept);
            if (one.kind === 'crash') storage.failAfter(one.at + 1);
            try {
              const kept = await outbox(one.window).change(apply);
              model = apply(model);
              same(kept, model, 'what was answered');
            } catch (error) {
              isStorageFault(error);
            }
            storage.failAfter(Infinity);
          }
          const fresh = await open();
          same(await fresh.device.outbox.load(), model, 'what a new window finds');
          await fresh.device.close();
        }
        for (const { device } of windows) same(await device.outbox.load(), model, 'what each window finds');
        await windows[0]?.device.wipe();
        await Promise.all(windows.map(({ device }) => device.close()));
      }),
      { numRuns: runs },
    );
  } finally {
    storage.stop();
  }
}

function sorted(writes: readonly KeptWrite[]): KeptWrite[] {
  return writes.toSorted((a, b) => (a.mutation.id < b.mutation.id ? -1 : 1));
}
