import type { ChangeMessage } from '@rapport/core/port';
import type { Context } from 'hono';
import { answer } from '../answer.ts';
import type { AppOptions, Environment, Work } from '../app-options.ts';
import { eventStream, eventText } from '../event-stream.ts';
import { problemOf } from '../problem.ts';
import { readBody } from '../request-body.ts';
import { changesSchema } from '../wire.ts';

// How long the first answer is awaited before the stream opens: a fault in the request is then a problem document, and not an event.
const graceMilliseconds = 50;

/**
 * `POST /v1/changes`: the feed, as server-sent events. An event's data is a `ChangeMessage`, its id the cursor to go on from, in `since` or as
 * `Last-Event-ID`. A feed that fails sends an event `problem`; one whose token runs out just ends, and is to be opened again with a new one.
 */
export function changes({ now = Date.now, closing }: AppOptions): Work {
  return async (c) => {
    const { since, interest } = await readBody(c, changesSchema);
    const end = new AbortController();
    const signals = [end.signal, c.req.raw.signal, ...(closing ? [closing] : [])];
    const messages = c.get('backend').changes({
      since: since ?? c.req.header('Last-Event-ID') ?? null,
      interest,
      signal: AbortSignal.any(signals),
    });
    const source = await opened(messages[Symbol.asyncIterator]());
    const expiry = expiryTimer(c, now, () => end.abort());
    const body = eventStream(source, {
      heartbeatMilliseconds: c.get('limits').heartbeatMilliseconds,
      onFailure: (error) => eventText(JSON.stringify(problemOf(error)), { event: 'problem' }),
      onEnd() {
        clearTimeout(expiry);
        end.abort();
      },
    });
    return answer(c, body, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
  };
}

/** The messages as events, the first of them asked for already: rejects where the feed fails at once. */
async function opened(messages: AsyncIterator<ChangeMessage>): Promise<AsyncIterator<string>> {
  let first: Promise<IteratorResult<ChangeMessage>> | undefined = messages.next();
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([first, new Promise((resolve) => (timer = setTimeout(resolve, graceMilliseconds)))]).finally(() =>
    clearTimeout(timer),
  );
  return {
    async next() {
      const { value, done } = await (first ?? messages.next());
      first = undefined;
      return done
        ? { value: undefined, done }
        : { value: eventText(JSON.stringify(value), { id: value.to }), done: false };
    },
    async return() {
      await messages.return?.();
      return { value: undefined, done: true };
    },
  };
}

// setTimeout takes 31 bits of milliseconds; a token that lives for longer than 24 days is checked at the next connection.
function expiryTimer(
  c: Context<Environment>,
  now: () => number,
  expire: () => void,
): ReturnType<typeof setTimeout> | undefined {
  const { expiresAt } = c.get('session');
  const left = expiresAt === null ? Infinity : expiresAt - now();
  return left < 2 ** 31 ? setTimeout(expire, Math.max(0, left)) : undefined;
}
