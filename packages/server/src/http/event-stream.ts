/** One server-sent event. `data` is JSON: it has no line breaks. */
export function eventText(data: string, options: { readonly id?: string; readonly event?: string } = {}): string {
  const lines = [options.event && `event: ${options.event}`, options.id && `id: ${options.id}`, `data: ${data}`];
  return `${lines.filter(Boolean).join('\n')}\n\n`;
}

/** Keeps proxies and readers from taking a quiet feed for a dead one. */
export const heartbeat = ': heartbeat\n\n';

export interface EventStreamOptions {
  readonly heartbeatMilliseconds: number;
  /** The last text before the end where the source fails. */
  readonly onFailure: (error: unknown) => string;
  /** Called once, when the reader has gone or the source has ended. */
  readonly onEnd: () => void;
}

/**
 * Texts as a body that is pulled: the source is asked for the next one only when the reader has taken the last, and while it has none, a heartbeat is
 * sent now and then. A reader that goes away ends the source.
 */
export function eventStream(
  source: AsyncIterator<string>,
  { heartbeatMilliseconds, onFailure, onEnd }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<string>> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= source.next();
        const quiet = new Promise<'quiet'>((resolve) => {
          timer = setTimeout(resolve, heartbeatMilliseconds, 'quiet');
        });
        try {
          const next = await Promise.race([pending, quiet]);
          if (next === 'quiet') return controller.enqueue(encoder.encode(heartbeat));
          pending = undefined;
          if (!next.done) return controller.enqueue(encoder.encode(next.value));
        } catch (error) {
          controller.enqueue(encoder.encode(onFailure(error)));
        } finally {
          clearTimeout(timer);
        }
        onEnd();
        controller.close();
      },
      async cancel() {
        clearTimeout(timer);
        onEnd();
        // What it still answers, or how it fails, is nobody's concern any more.
        pending?.catch(() => undefined);
        await source.return?.().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
