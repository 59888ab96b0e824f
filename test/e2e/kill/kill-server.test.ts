import { afterAll, beforeAll, expect, it } from 'vitest';
import { Stage } from './stage.ts';

// How often the server is killed: `pnpm kill --servers N` says another number.
const times = Number(process.env['SERVER_KILLS'] ?? 10);
const company = '00000000-0000-7000-8000-000000000001';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage?.strike());

it(
  `the server is killed ${times} times between commit and reply: every write takes effect once (D2)`,
  async () => {
    const kept = new Set<number>();
    const page = await stage.open('main / desk', (n) => kept.add(n));
    let killed = 0;
    let isDown = false;
    stage.link.answered = async () => {
      // What is answered while it is killed was committed too, and is lost the same way.
      if (isDown) return true;
      if (killed === times) return false;
      isDown = true;
      await stage.server.stop('SIGKILL');
      await stage.server.start();
      isDown = false;
      killed += 1;
      // The page waits longer and longer: it hears that it may try again, as from a network that is back.
      await page.evaluate(() => void dispatchEvent(new Event('online'))).catch(() => undefined);
      return true;
    };
    await page.evaluate((id) => window.desk.write(1, id, 150), company);
    await expect.poll(() => killed, { timeout: times * 60_000, interval: 100 }).toBe(times);
    await stage.closeBrowser('SIGKILL');

    const again = await stage.open();
    await again.evaluate(() => window.desk.settled());
    const contacts = await stage.named('contact', 'K1-');
    const { records } = await stage.backend.get([{ type: 'company', name: { id: company } }]);
    const present = new Set(contacts.map(({ name }) => Number(String(name).split('-')[1])));
    const counted = Number(records[0]?.['employees']);
    const sums = {
      kept: kept.size,
      lost: [...kept].filter((n) => !present.has(n)).length,
      doubled: Math.max(0, counted - present.size) + (contacts.length - present.size),
      torn: Math.max(0, present.size - counted),
    };
    console.log(`server killed ${killed} times:`, sums);
    expect(sums).toEqual({ kept: expect.any(Number) as number, lost: 0, doubled: 0, torn: 0 });
    expect(kept.size).toBeGreaterThan(times);
  },
  120_000 + times * 60_000,
);
