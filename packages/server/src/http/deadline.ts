import type { Context } from 'hono';
import type { Environment, Work } from './app-options.ts';

/**
 * Does work for a request under `signal`, which aborts when the caller hangs up or the time is over. It rejects then, though the work may go on.
 */
export function withDeadline(c: Context<Environment>, milliseconds: number, work: Work): Promise<Response> {
  const end = new AbortController();
  const { signal: caller } = c.req.raw;
  const hungUp = (): void => end.abort(new DOMException('The caller hung up.', 'AbortError'));
  if (caller.aborted) hungUp();
  // Once is enough, and the listener goes with its request: `AbortSignal.any` costs as much as the rest of this.
  caller.addEventListener('abort', hungUp, { once: true });
  c.set('signal', end.signal);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const reason = new DOMException('The request took too long.', 'TimeoutError');
      end.abort(reason);
      reject(reason);
    }, milliseconds);
    work(c).then(
      (response) => {
        clearTimeout(timer);
        resolve(response);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
