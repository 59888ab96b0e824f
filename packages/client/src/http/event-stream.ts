import { BackendError } from '@rapport/core/failure';
import type { Schedule } from '../environment.ts';
import { eventParser, type ServerEvent } from './event-parser.ts';

/**
 * Reads a body of server-sent events as they come. Ends with the body, or at once when the signal aborts.
 * @throws BackendError `timeout` where nothing came for `silence` milliseconds, not even a comment; `offline` where the connection broke.
 */
export async function* eventStream(
  body: ReadableStream<Uint8Array>,
  {
    silence,
    schedule,
    signal,
  }: { readonly silence: number; readonly schedule: Schedule; readonly signal: AbortSignal },
): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  const parse = eventParser();
  let isSilent = false;
  const stop = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const cancel = schedule(silence, () => {
        isSilent = true;
        stop();
      });
      const { done, value } = await reader.read().finally(cancel);
      if (done) break;
      yield* parse(value);
    }
  } catch (cause) {
    if (!signal.aborted && !isSilent) throw new BackendError('offline', 'The change feed broke off.', { cause });
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
  if (isSilent && !signal.aborted) throw new BackendError('timeout', 'The change feed fell silent.');
}
