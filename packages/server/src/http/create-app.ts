import { BackendError, InvalidInputError } from '@rapport/core';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answer, standingHeaders } from './answer.ts';
import { defaultLimits, type AppOptions, type Environment } from './app-options.ts';
import { originHeaders, preflight } from './cross-origin.ts';
import { withDeadline } from './deadline.ts';
import { problemHeaders, problemOf } from './problem.ts';
import { requestId } from './request-id.ts';
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
  const { backendFor, authenticate, origins = [], now = Date.now, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const headersFor = originHeaders(origins);
  const app = new Hono<Environment>();

  // What each request goes through is few functions: Hono's way from one to the next costs as much as most of what they do.
  app.use((c, next) => {
    const id = requestId(c);
    c.set('requestId', id);
    c.set('headers', { ...standingHeaders, ...headersFor(c.req.header('Origin')), 'X-Request-Id': id });
    c.set('limits', limits);
    return next();
  });
  if (log) app.use(requestLog(log, now));
  app.options('*', preflight(origins));

  const signIn = async (c: Context<Environment>): Promise<void> => {
    const session = await authenticate(c.req.raw);
    c.set('session', session);
    c.set('backend', backendFor(session.actor));
  };
  const timed: MiddlewareHandler<Environment> = (c, next) => withDeadline(c, limits.requestMilliseconds, next);
  /** Signs in, bounds the body, and gives up in time. */
  const asked = (bytes: number): MiddlewareHandler<Environment> => {
    const bounded = limitBody(bytes);
    return (c, next) =>
      withDeadline(c, limits.requestMilliseconds, async () => {
        await signIn(c);
        await bounded(c, next);
      });
  };
  const small = asked(limits.bodyBytes);
  const smallUntimed = limitBody(limits.bodyBytes);

  app.get('/health', health(options));
  app.get('/v1/openapi.json', timed, openApi(options));
  app.get('/v1/describe', small, describe);
  app.post('/v1/query', small, query);
  app.post('/v1/aggregate', small, aggregate);
  app.post('/v1/get', small, get);
  app.post('/v1/push', asked(limits.pushBytes), push);
  app.post('/v1/changes', async (c, next) => (await signIn(c), smallUntimed(c, next)), changes(options));
  app.use('/v1/model', small);
  app.route('/v1/model', model(options));

  app.notFound((c) =>
    refuse(
      c,
      new BackendError('not-found', `There is no ${c.req.method} ${c.req.path}; /v1/openapi.json lists what there is.`),
    ),
  );
  app.onError((error, c) => {
    const response = refuse(c, error);
    if (response.status >= 500) log?.(failureEntry(error, c.get('requestId'), now()));
    return response;
  });
  return app;
}

function refuse(c: Context<Environment>, error: unknown): Response {
  const problem = problemOf(error);
  return answer(c, JSON.stringify(problem), problem.status, {
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
