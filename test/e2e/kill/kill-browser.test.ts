import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LinkState } from './link.ts';
import { Stage } from './stage.ts';

// How often the browser is killed: `pnpm kill --times N` says another number.
const times = Number(process.env['KILLS'] ?? 20);
const lines: readonly LinkState[] = ['open', 'down', 'deaf'];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.strike());

const companyOf = (round: number): string => `00000000-0000-7000-8000-${String(round).padStart(12, '0')}`;

/** What the server has of a round, beside what the page was told is kept. */
async function count(round: number, kept: ReadonlySet<number>) {
  const contacts = await stage.named('contact', `K${round}-`);
  const written = contacts.map(({ name }) => Number(String(name).split('-')[1]));
  const { records } = await stage.backend.get([{ type: 'company', name: { id: companyOf(round) } }]);
  const counted = Number(records[0]?.['employees'] ?? 0);
  const present = new Set(written);
  return {
    missing: [...kept].filter((n) => !present.has(n)).length,
    // Each write counts itself at the company: what is there twice was counted twice, and what is there in part was not counted.
    doubled: Math.max(0, counted - present.size) + (written.length - present.size),
    torn: Math.max(0, present.size - counted),
    // The company has the name that the last write gave it.
    unordered: written.length === 0 || records[0]?.['name'] === `Company ${Math.max(...written)}` ? 0 : 1,
  };
}

it(
  `the browser is killed ${times} times: nothing that was kept is lost, doubled, torn or out of order (D1, D2, D3)`,
  async () => {
    const rounds = new Map<number, ReadonlySet<number>>();
    let unsent = 0;
    // Rounds after which the browser had lost what it kept, and said so.
    let forgotten = 0;
    for (let round = 1; round <= times; round += 1) {
      const kept = new Set<number>();
      const enough = 1 + ((round * 7) % 40);
      let reached = (): void => {};
      const isEnough = new Promise<void>((resolve) => (reached = resolve));
      const page = await stage.open('main / desk', (n) => {
        kept.add(n);
        if (kept.size === enough) reached();
      });
      stage.link.cut(lines[round % lines.length] as LinkState);
      await page.evaluate((n, company) => window.desk.write(n, company, 0), round, companyOf(round));
      await isEnough;
      await stage.closeBrowser('SIGKILL');

      stage.link.cut('open');
      const again = await stage.open();
      const { isForgotten } = await again.evaluate(() => window.desk.settled());
      await again.close();
      if (isForgotten) forgotten += 1;
      const { missing } = await count(round, kept);
      // The page said that nothing waits.
      unsent += missing;
      rounds.set(round, kept);
    }
    const sums = { kept: 0, forgotten, unsent, lost: 0, doubled: 0, torn: 0, unordered: 0 };
    for (const [round, kept] of rounds) {
      const { missing, doubled, torn, unordered } = await count(round, kept);
      sums.kept += kept.size;
      sums.lost += missing;
      sums.doubled += doubled;
      sums.torn += torn;
      sums.unordered += unordered;
    }
    console.log(`browser killed ${times} times:`, sums);
    expect(sums).toEqual({
      kept: expect.any(Number) as number,
      forgotten: 0,
      unsent: 0,
      lost: 0,
      doubled: 0,
      torn: 0,
      unordered: 0,
    });
    expect(sums.kept).toBeGreaterThan(times);
  },
  120_000 + times * 30_000,
);
