import { answerJson } from '../answer.ts';
import type { AppOptions, Work } from '../app-options.ts';

const patienceMilliseconds = 2_000;

/** `GET /health`: 200 while the process and its database answer, else 503. Says nothing else, for it asks for no token. */
export function health({ checkDatabase }: AppOptions): Work {
  return async (c) => {
    const database = await answers(checkDatabase);
    return answerJson(
      c,
      { status: database ? 'ok' : 'failing', database: database ? 'ok' : 'failing' },
      database ? 200 : 503,
    );
  };
}

async function answers(check: (() => Promise<void>) | undefined): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds, false);
  });
  try {
    return await Promise.race([(check?.() ?? Promise.resolve()).then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
