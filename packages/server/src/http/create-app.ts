import { BackendError, InvalidInputError } from '@rapport/core';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { defaultLimits, type AppOptions, type Environment } from './app-options.ts';
import { crossOrigin } from './cross-origin.ts';
import { problemHeaders, problemOf } from './problem.ts';
import { failureEntry, requestLog } from './request-log.ts';
import { aggregate } from './routes/aggregate.ts';
import { changes } from './routes/changes.ts';
import { describe } from './routes/describe.ts';
import { get } from './routes/get.ts';
import { health } from './routes/health.ts';
import { model } from './routes/model.ts';
import { openApi } from './routes/openapi.ts';
import { push } from './routes/push.ts';
import { query } from './routes/query.ts';

/** The port over HTTP: a `fetch` handler that any server runtime takes. */
export function createApp(options: AppOptions): Hono<Environment> {
  const { backendFor, authenticate, origins = [], now = Date.now, log = () => undefined } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const app = new Hono<Environment>();

  const signedIn: MiddlewareHandler<Environment> = async (c, next) => {
    const session = await authenticate(c.req.raw);
    c.set('session', session);
    c.set('backend', backendFor(session.actor));
    await next();
  };
  const small = limitBody(limits.bodyBytes);
  const timed = deadline(limits.requestMilliseconds);

  app.use(
    requestId(),
    requestLog(log, now),
    secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }),
  );
  app.use(crossOrigin(origins));
  app.use(async (c, next) => {
    c.set('limits', limits);
    c.header('Cache-Control', 'no-store');
    await next();
  });

  app.get('/health', health(options));
  app.get('/v1/openapi.json', timed, openApi(options));
  app.get('/v1/describe', timed, signedIn, describe);
  app.post('/v1/query', timed, signedIn, small, query);
  app.post('/v1/aggregate', timed, signedIn, small, aggregate);
  app.post('/v1/get', timed, signedIn, small, get);
  app.post('/v1/push', timed, signedIn, limitBody(limits.pushBytes), push);
  app.post('/v1/changes', signedIn, small, changes(options));
  app.use('/v1/model', timed, signedIn, small);
  app.route('/v1/model', model(options));

  app.notFound((c) =>
    answer(
      c,
      new BackendError('not-found', `There is no ${c.req.method} ${c.req.path}; /v1/openapi.json lists what there is.`),
    ),
  );
  app.onError((error, c) => {
    const response = answer(c, error);
    if (response.status >= 500) log(failureEntry(error, c.get('requestId'), now()));
    return response;
  });
  return app;
}

function answer(c: Context<Environment>, error: unknown): Response {
  const problem = problemOf(error);
  return c.body(JSON.stringify(problem), problem.status, {
    'Content-Type': 'application/problem+json',
    ...problemHeaders(error, problem),
  });
}

function limitBody(maxSize: number): MiddlewareHandler<Environment> {
  const tooLarge = (): never => {
    throw new InvalidInputError(`The body is larger than ${maxSize} bytes; send it in parts.`, [
      { path: [], code: 'too-large', params: { maximum: maxSize } },
    ]);
  };
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return async (c, next) => {
    // A length that is declared is what the server's HTTP parser lets through. Counting would turn each body into a stream first.
    const declared = c.req.header('Transfer-Encoding') === undefined ? c.req.header('Content-Length') : undefined;
    if (declared === undefined) return counted(c, next);
    return Number(declared) <= maxSize ? next() : tooLarge();
  };
}

/** Aborts the backend's work when the caller hangs up or the time is over, and answers then though the work may go on. */
function deadline(milliseconds: number): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const end = new AbortController();
    const { signal: caller } = c.req.raw;
    const hungUp = (): void => end.abort(new DOMException('The caller hung up.', 'AbortError'));
    if (caller.aborted) hungUp();
    // Once is enough, and the listener goes with its request: `AbortSignal.any` costs as much as the rest of this.
    caller.addEventListener('abort', hungUp, { once: true });
    c.set('signal', end.signal);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const reason = new DOMException('The request took too long.', 'TimeoutError');
        end.abort(reason);
        reject(reason);
      }, milliseconds);
    });
    try {
      await Promise.race([next(), over]);
    } finally {
      clearTimeout(timer);
    }
  };
}
