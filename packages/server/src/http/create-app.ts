import { BackendError, InvalidInputError } from '@rapport/core';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answer } from './answer.ts';
import { defaultLimits, type AppOptions, type Environment, type Work } from './app-options.ts';
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
import { readModel, writeModel } from './routes/model.ts';
import { openApi } from './routes/openapi.ts';
import { push } from './routes/push.ts';
import { query } from './routes/query.ts';

/** The port over HTTP: a `fetch` handler that any server runtime takes. */
export function createApp(options: AppOptions): Hono<Environment> {
  const { backendFor, authenticate, origins = [], now = Date.now, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const headersFor = originHeaders(origins);
  const app = new Hono<Environment>();

  const refused = (c: Context<Environment>, error: unknown): Response => {
    const problem = problemOf(error);
    if (problem.status >= 500) log?.(failureEntry(error, c.get('requestId'), now()));
    return answer(c, JSON.stringify(problem), problem.status, {
      'Content-Type': 'application/problem+json',
      ...problemHeaders(error, problem),
    });
  };
  const answered =
    (work: Work): Work =>
    async (c) => {
      c.set('requestId', requestId(c));
      c.set('headers', headersFor(c.req.header('Origin')));
      c.set('limits', limits);
      try {
        return await work(c);
      } catch (error) {
        return refused(c, error);
      }
    };
  // One function a route, and no middleware: Hono's way from one to the next costs as much as most of what they do.
  const whole = (work: Work): Work => (log ? requestLog(answered(work), log, now) : answered(work));

  const signIn = async (c: Context<Environment>): Promise<void> => {
    const session = await authenticate(c.req.raw);
    c.set('session', session);
    c.set('backend', backendFor(session.actor));
  };
  const timed =
    (work: Work): Work =>
    (c) =>
      withDeadline(c, limits.requestMilliseconds, work);
  const signedIn = (bytes: number, work: Work): Work => {
    const bounded = limitBody(bytes);
    return async (c) => {
      await signIn(c);
      await bounded(c);
      return work(c);
    };
  };
  /** Signs in, bounds the body, and gives up in time. */
  const asked = (work: Work, bytes = limits.bodyBytes): Work => whole(timed(signedIn(bytes, work)));

  app.options('*', whole(preflight(origins)));
  app.get('/health', whole(health(options)));
  app.get('/v1/openapi.json', whole(timed(openApi(options))));
  app.get('/v1/describe', asked(describe));
  app.post('/v1/query', asked(query));
  app.post('/v1/aggregate', asked(aggregate));
  app.post('/v1/get', asked(get));
  app.post('/v1/push', asked(push, limits.pushBytes));
  app.post('/v1/changes', whole(signedIn(limits.bodyBytes, changes(options))));
  app.get('/v1/model', asked(readModel(options)));
  app.put('/v1/model', asked(writeModel(options)));

  app.notFound(
    whole((c) =>
      Promise.reject(
        new BackendError(
          'not-found',
          `There is no ${c.req.method} ${c.req.path}; /v1/openapi.json lists what there is.`,
        ),
      ),
    ),
  );
  // What fails beside a route's own work: the log, say.
  app.onError((error, c) => refused(c, error));
  return app;
}

function limitBody(maxSize: number): (c: Context<Environment>) => Promise<void> | undefined {
  const tooLarge = (): never => {
    throw new InvalidInputError(`The body is larger than ${maxSize} bytes; send it in parts.`, [
      { path: [], code: 'too-large', params: { maximum: maxSize } },
    ]);
  };
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return (c) => {
    // A length that is declared is what the server's HTTP parser lets through. Counting would turn each body into a stream first.
    const declared = c.req.header('Transfer-Encoding') === undefined ? c.req.header('Content-Length') : undefined;
    if (declared === undefined) return counted(c, () => Promise.resolve()) as Promise<void>;
    return Number(declared) <= maxSize ? undefined : tooLarge();
  };
}
