import { BackendError, InvalidInputError, type Query } from '@rapport/core';
import type { Actor, Backend, CallOptions, ChangeMessage } from '@rapport/core/port';
import type { Hono } from 'hono';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAuthenticator, issueToken } from '../access/index.ts';
import type { AppOptions, Environment } from './app-options.ts';
import { createApp } from './create-app.ts';
import type { LogEntry } from './request-log.ts';

const secret = 'a secret that is thirty-two bytes long';
const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const admin: Actor = { tenant: 'main', role: 'admin' };
const agent: Actor = { tenant: 'main', role: 'agent', user: id };
const mutation = {
  id,
  command: 'contact.create',
  at: '2026-03-01T12:00:00.000Z',
  patches: [{ op: 'create', type: 'contact', id, set: { name: 'Ada' } }],
};

/** A backend of which a test says only what it is about. */
function aBackend(parts: Partial<Backend> = {}): Backend {
  const unasked = (): Promise<never> => Promise.reject(new Error('This call was not expected: jane@example.com'));
  return {
    describe: unasked,
    query: unasked,
    aggregate: unasked,
    get: unasked,
    push: unasked,
    changes: () => {
      throw new Error('This call was not expected.');
    },
    ...parts,
  };
}

function rejecting(fault: Error): () => Promise<never> {
  return async () => {
    throw fault;
  };
}

function anApp(parts: Partial<Backend> = {}, options: Partial<AppOptions> = {}): Hono<Environment> {
  return createApp({ backendFor: () => aBackend(parts), authenticate: createAuthenticator({ secret }), ...options });
}

const token = (actor: Actor, lifetimeSeconds = 3_600): Promise<string> =>
  issueToken(actor, { secret, now: Date.now(), lifetimeSeconds });

async function send(
  app: Hono<Environment>,
  path: string,
  body?: unknown,
  init: RequestInit & { readonly actor?: Actor; readonly method?: string } = {},
): Promise<Response> {
  const { actor = agent, headers, ...rest } = init;
  return app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${await token(actor)}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(headers as Record<string, string>),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...rest,
  });
}

afterEach(() => void vi.useRealTimers());

describe('who asks', () => {
  it.each(['/v1/describe', '/v1/query', '/v1/aggregate', '/v1/get', '/v1/push', '/v1/changes', '/v1/model'])(
    '%s needs a token',
    async (path) => {
      const method = path === '/v1/describe' || path === '/v1/model' ? 'GET' : 'POST';
      const response = await anApp().request(path, { method });
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="rapport"');
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 401, code: 'unauthenticated', title: 'Not signed in' });
    },
  );

  it('learns what is wrong with a token', async () => {
    const response = await anApp().request('/v1/describe', {
      headers: { Authorization: `Bearer ${await token(agent, -60)}` },
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe(
      'Bearer realm="rapport", error="invalid_token", error_description="The token has expired."',
    );
  });

  it('is the actor whose backend is asked', async () => {
    const seen: Actor[] = [];
    const app = createApp({
      authenticate: createAuthenticator({ secret }),
      backendFor(actor) {
        seen.push(actor);
        return aBackend({ get: async () => ({ records: [], missing: [], redirects: [] }) });
      },
    });
    expect((await send(app, '/v1/get', { refs: [] })).status).toBe(200);
    expect(seen).toEqual([agent]);
  });
});

describe('what is sent', () => {
  const type = '/v1/query';
  it.each([
    ['no JSON', '{', 400, 'malformed-json'],
    [
      'a filter without its operator',
      { type: 'contact', where: { and: [{ field: 'name', value: 'x' }] } },
      422,
      'invalid_value',
    ],
    ['an unknown key', { type: 'contact', wher: { and: [] } }, 422, 'unrecognized_keys'],
    ['a limit beyond bounds', { type: 'contact', limit: 100_000 }, 422, 'too_big'],
    ['nothing of the sort', [], 422, 'invalid_type'],
    ['JSON nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422, 'too-deep'],
    [
      'a filter nested without end',
      { type: 'contact', where: JSON.parse(`${'{"not":'.repeat(2_000)}{"and":[]}${'}'.repeat(2_000)}`) as unknown },
      422,
      'too-deep',
    ],
  ])('is refused: %s', async (_, body, status, code) => {
    const response = await send(anApp(), type, body);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { code: string; issues: { code: string }[] };
    expect(problem.code).toBe('invalid-input');
    expect(problem.issues.map((issue) => issue.code)).toContain(code);
  });

  it('is told the path of the fault', async () => {
    const response = await send(anApp(), '/v1/query', {
      type: 'contact',
      where: {
        and: [
          { field: 'name', op: 'eq', value: 'x' },
          { field: 'name', op: 'like', value: 'x' },
        ],
      },
    });
    expect(await response.json()).toMatchObject({
      status: 422,
      issues: [{ path: ['where', 'and', 1, 'op'], code: 'invalid_value' }],
    });
  });

  it('has to be JSON by name', async () => {
    const response = await send(
      anApp(),
      '/v1/query',
      { type: 'contact' },
      { headers: { 'Content-Type': 'text/plain' } },
    );
    expect(response.status).toBe(415);
  });

  it('is refused when it is too large, also where its length is not said', async () => {
    const app = anApp({}, { limits: { bodyBytes: 100, pushBytes: 1_000 } });
    const large = JSON.stringify({ type: 'x'.repeat(200) });
    expect((await send(app, '/v1/query', large)).status).toBe(413);
    // By what it says of itself, before it is read; unless it comes in pieces of which nobody said how many.
    const declared = (headers: Record<string, string>): Promise<Response> =>
      send(app, '/v1/query', '{', { headers: { 'Content-Type': 'application/json', ...headers } });
    expect((await declared({ 'Content-Length': '101' })).status).toBe(413);
    expect((await declared({ 'Content-Length': '100' })).status).toBe(400);
    expect((await declared({ 'Content-Length': 'Infinity' })).status).toBe(413);
    const streamed = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      body: streamed,
      duplex: 'half',
      headers: { Authorization: `Bearer ${await token(agent)}`, 'Content-Type': 'application/json' },
    };
    const response = await app.request('/v1/query', init as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      code: 'invalid-input',
      issues: [{ code: 'too-large', params: { maximum: 100 } }],
    });
  });

  it('may not be more mutations than the server takes at once', async () => {
    const response = await send(anApp({}, { limits: { mutations: 1 } }), '/v1/push', {
      mutations: [mutation, mutation],
    });
    expect(await response.json()).toMatchObject({
      status: 422,
      issues: [{ path: ['mutations'], code: 'too-many', params: { maximum: 1 } }],
    });
  });
});

describe('a push', () => {
  const app = anApp({
    push: async (mutations) => mutations.map((one) => ({ id: one.id, status: 'applied', written: [] })),
  });

  it('answers one result per mutation', async () => {
    expect(await (await send(app, '/v1/push', { mutations: [mutation] })).json()).toEqual({
      results: [{ id, status: 'applied', written: [] }],
    });
  });

  it('may carry the id of its only mutation as Idempotency-Key, and no other', async () => {
    expect(
      (await send(app, '/v1/push', { mutations: [mutation] }, { headers: { 'Idempotency-Key': `"${id}"` } })).status,
    ).toBe(200);
    expect(
      (await send(app, '/v1/push', { mutations: [mutation] }, { headers: { 'Idempotency-Key': 'else' } })).status,
    ).toBe(422);
    expect(
      (await send(app, '/v1/push', { mutations: [mutation, mutation] }, { headers: { 'Idempotency-Key': id } })).status,
    ).toBe(422);
  });
});

describe('a failure', () => {
  it.each([
    [new BackendError('not-permitted', 'No.'), 403, 'not-permitted'],
    [new BackendError('not-found', 'No.'), 404, 'not-found'],
    [new BackendError('cursor-expired', 'No.'), 410, 'cursor-expired'],
    [new BackendError('unsupported', 'No.'), 501, 'unsupported'],
    [new BackendError('offline', 'No.'), 503, 'offline'],
    [new InvalidInputError('No.', [{ path: ['where', 'field'], code: 'unknown-field' }]), 422, 'invalid-input'],
  ])('of the backend keeps its code: %s', async (error, status, code) => {
    const response = await send(anApp({ query: rejecting(error) }), '/v1/query', { type: 'contact' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ type: `urn:rapport:problem:${code}`, status, code, detail: 'No.' });
  });

  it('says how long to wait', async () => {
    const response = await send(
      anApp({ query: rejecting(new BackendError('rate-limited', 'Slow down.', { retryAfter: 1_500 })) }),
      '/v1/query',
      { type: 'contact' },
    );
    expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '2']);
  });

  it('that nobody foresaw tells the caller nothing, and the log no data', async () => {
    const entries: LogEntry[] = [];
    const response = await send(anApp({}, { log: (entry) => entries.push(entry) }), '/v1/query', { type: 'contact' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('jane');
    expect(JSON.stringify(entries)).not.toContain('jane');
    expect(entries.find(({ event }) => event === 'failure')).toMatchObject({
      name: 'Error',
      id: response.headers.get('X-Request-Id'),
    });
  });

  /** A query whose time is up once it is asked, however long it took until then. It never ends, or fails when it is given up. */
  function overdue(ends: 'never' | 'when given up'): { readonly query: Backend['query']; isGivenUp: boolean } {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = {
      isGivenUp: false,
      query: (_: Query, { signal }: CallOptions = {}) =>
        new Promise<never>((_, reject) => {
          signal?.addEventListener('abort', () => {
            asked.isGivenUp = true;
            if (ends === 'when given up') reject(signal.reason as Error);
          });
          void vi.advanceTimersByTimeAsync(10);
        }),
    };
    return asked;
  }

  it('comes in time: what takes too long is given up', async () => {
    const asked = overdue('never');
    const response = await send(anApp(asked, { limits: { requestMilliseconds: 10 } }), '/v1/query', {
      type: 'contact',
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'timeout' });
    expect(asked.isGivenUp).toBe(true);
  });

  it('is logged once, also where what was given up fails afterwards', async () => {
    const entries: LogEntry[] = [];
    const app = anApp(overdue('when given up'), {
      log: (entry) => entries.push(entry),
      limits: { requestMilliseconds: 10 },
    });
    await send(app, '/v1/query', { type: 'contact' });
    expect(entries.map(({ event, name, status }) => [event, name ?? status])).toEqual([
      ['failure', 'TimeoutError'],
      ['request', 503],
    ]);
  });

  it('is also an address that leads nowhere', async () => {
    const response = await anApp().request('/v2/else');
    expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('the log', () => {
  it('has the route, the status, the tenant and the role, and nothing of whom or what', async () => {
    const entries: LogEntry[] = [];
    let time = 1_000;
    const app = anApp(
      { get: async () => ({ records: [], missing: [], redirects: [] }) },
      { log: (entry) => entries.push(entry), now: () => (time += 7) },
    );
    await send(
      app,
      '/v1/get?q=jane@example.com',
      { refs: [{ type: 'contact', name: { system: 'erp', externalId: 'jane' } }] },
      { actor: { ...agent, name: 'Jane' } },
    );
    expect(entries).toMatchObject([
      { event: 'request', route: '/v1/get', method: 'POST', status: 200, ms: 7, tenant: 'main', role: 'agent' },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/jane|Bearer|01890a5d/i);
  });
});

describe('the browser', () => {
  const app = anApp({}, { origins: ['https://erp.example'] });
  const preflight = (origin: string): Response | Promise<Response> =>
    app.request('/v1/push', {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    });

  it('may call from the pages of configured origins alone', async () => {
    const welcome = await preflight('https://erp.example');
    expect(welcome.headers.get('Access-Control-Allow-Origin')).toBe('https://erp.example');
    expect(welcome.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    expect(welcome.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect((await preflight('null')).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('may read refusals, too', async () => {
    const response = await app.request('/v1/describe', { headers: { Origin: 'https://erp.example' } });
    expect([response.status, response.headers.get('Access-Control-Allow-Origin')]).toEqual([
      401,
      'https://erp.example',
    ]);
  });

  it('may read the headers that say how to go on, and keeps the answers of origins apart', async () => {
    for (const Origin of ['https://erp.example', 'https://evil.example']) {
      const { headers } = await app.request('/v1/describe', { headers: { Origin } });
      expect(headers.get('Access-Control-Expose-Headers')).toBe('Retry-After,WWW-Authenticate,X-Request-Id');
      expect(headers.get('Vary')).toBe('Origin');
      expect(headers.get('Access-Control-Allow-Origin')).toBe(Origin === 'https://erp.example' ? Origin : null);
    }
  });

  it.each([
    ['an answer', '/health', {}],
    ['a refusal', '/v1/describe', {}],
    ['an address that leads nowhere', '/v2/else', {}],
    ['what it asks before it calls', '/v1/push', { method: 'OPTIONS' }],
  ])('is told to run nothing, to guess nothing and to keep nothing: %s', async (_, path, init) => {
    const { headers } = await app.request(path, init);
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('a request', () => {
  const idOf = async (sent: string): Promise<string | null> =>
    (await anApp().request('/health', { headers: { 'X-Request-Id': sent } })).headers.get('X-Request-Id');

  it('keeps the id that its caller gave it, where that has the form of one', async () => {
    expect(await idOf('erp-7_a=')).toBe('erp-7_a=');
    for (const sent of ['', 'no id', '<b>', 'x'.repeat(256)]) expect(await idOf(sent)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('health', () => {
  it('follows the database', async () => {
    expect((await anApp({}, { checkDatabase: () => Promise.resolve() }).request('/health')).status).toBe(200);
    const response = await anApp({}, { checkDatabase: () => Promise.reject(new Error('down')) }).request('/health');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'failing', database: 'failing' });
  });
});

describe('the model of an organisation', () => {
  const kept = new Map<string, unknown>();
  const models: NonNullable<AppOptions['models']> = {
    readExtension: async (tenant) => kept.get(tenant) ?? {},
    async writeExtension(tenant, extension) {
      kept.set(tenant, extension);
    },
  };
  const app = anApp({}, { models });
  const extension = { fields: { contact: { shoeSize: { kind: 'integer' } } } };
  const put = (body: unknown, actor: Actor): Promise<Response> =>
    send(app, '/v1/model', body, { method: 'PUT', actor });

  it('is an admin’s to set and read, for the own tenant', async () => {
    expect((await put(extension, admin)).status).toBe(200);
    expect(await (await send(app, '/v1/model', undefined, { actor: admin })).json()).toEqual(extension);
    expect(
      await (await send(app, '/v1/model', undefined, { actor: { tenant: 'other', role: 'admin' } })).json(),
    ).toEqual({});
  });

  it('is nobody else’s', async () => {
    expect((await put(extension, agent)).status).toBe(403);
    expect((await send(app, '/v1/model', undefined, { actor: agent })).status).toBe(403);
  });

  it('has to hold', async () => {
    expect(await (await put({ fields: { nothing: { size: { kind: 'integer' } } } }, admin)).json()).toMatchObject({
      status: 422,
      issues: [{ code: 'unknown-type' }],
    });
    expect((await put({ fields: { contact: { type: { kind: 'integer' } } } }, admin)).status).toBe(422);
  });
});

describe('the feed', () => {
  const message = (from: number): ChangeMessage => ({
    kind: 'changes',
    from: String(from),
    to: String(from + 1),
    changes: [],
  });
  /** A feed that sends what it is given, and then waits for its end. */
  function aFeed(...messages: ChangeMessage[]): {
    changes: Backend['changes'];
    asked: Parameters<Backend['changes']>[0][];
    taken: number;
  } {
    const feed = {
      asked: [] as Parameters<Backend['changes']>[0][],
      taken: 0,
      async *changes(options: Parameters<Backend['changes']>[0]) {
        feed.asked.push(options);
        for (const one of messages) {
          feed.taken += 1;
          yield one;
        }
        if (!options.signal.aborted) await new Promise((resolve) => options.signal.addEventListener('abort', resolve));
      },
    };
    return feed;
  }
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> =>
    new TextDecoder().decode((await reader.read()).value);
  const readerOf = (response: Response): ReadableStreamDefaultReader<Uint8Array> =>
    (response.body ?? expect.fail('There is no body.')).getReader();

  it('sends messages as events whose id is where to go on from', async () => {
    const response = await send(anApp(aFeed(message(1), message(2))), '/v1/changes', { since: null });
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    const reader = readerOf(response);
    expect(await read(reader)).toBe(`id: 2\ndata: ${JSON.stringify(message(1))}\n\n`);
    expect(await read(reader)).toBe(`id: 3\ndata: ${JSON.stringify(message(2))}\n\n`);
    await reader.cancel();
  });

  it('resumes from the body, else from Last-Event-ID', async () => {
    const feed = aFeed(message(1));
    const app = anApp(feed);
    const interest = [{ id: 'mine', type: 'contact', where: { and: [] } }];
    await (await send(app, '/v1/changes', { since: '7', interest })).body?.cancel();
    await (await send(app, '/v1/changes', {}, { headers: { 'Last-Event-ID': '9' } })).body?.cancel();
    expect(feed.asked.map(({ since, interest: wanted }) => [since, wanted])).toEqual([
      ['7', interest],
      ['9', undefined],
    ]);
  });

  it('ends the backend’s iterator when the reader goes away', async () => {
    const feed = aFeed(message(1));
    const reader = readerOf(await send(anApp(feed), '/v1/changes', {}));
    await read(reader);
    expect(feed.asked[0]?.signal.aborted).toBe(false);
    await reader.cancel();
    expect(feed.asked[0]?.signal.aborted).toBe(true);
  });

  it('takes no more from the backend than the reader takes', async () => {
    const feed = aFeed(...Array.from({ length: 100 }, (_, index) => message(index)));
    const reader = readerOf(await send(anApp(feed), '/v1/changes', {}));
    await read(reader);
    await read(reader);
    expect(feed.taken).toBeLessThanOrEqual(3);
    await reader.cancel();
  });

  it('sends a comment every 15 seconds while nothing happens', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opening = send(anApp(aFeed(message(1))), '/v1/changes', {});
    await vi.advanceTimersByTimeAsync(100);
    const reader = readerOf(await opening);
    await read(reader);
    const quiet = read(reader);
    await vi.advanceTimersByTimeAsync(14_999);
    await expect(Promise.race([quiet, Promise.resolve('silence')])).resolves.toBe('silence');
    await vi.advanceTimersByTimeAsync(1);
    expect(await quiet).toBe(': heartbeat\n\n');
    await reader.cancel();
  });

  it('ends with the token, so that nobody listens on a right that has run out', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const feed = aFeed(message(1));
    const app = anApp(feed);
    const opening = app.request('/v1/changes', {
      method: 'POST',
      body: '{}',
      headers: { Authorization: `Bearer ${await token(agent, 60)}`, 'Content-Type': 'application/json' },
    });
    await vi.advanceTimersByTimeAsync(100);
    const reader = readerOf(await opening);
    await read(reader);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(feed.asked[0]?.signal.aborted).toBe(true);
    await read(reader);
    while (!(await reader.read()).done);
  });

  it('answers a fault in the question with a problem document', async () => {
    const fault = new InvalidInputError('No such field.', [
      { path: ['interest', 0, 'where', 'field'], code: 'unknown-field' },
    ]);
    const changes: Backend['changes'] = () => ({ [Symbol.asyncIterator]: () => ({ next: rejecting(fault) }) });
    const response = await send(anApp({ changes }), '/v1/changes', {});
    expect([response.status, response.headers.get('Content-Type')]).toEqual([422, 'application/problem+json']);
  });

  it('says when it breaks, and ends', async () => {
    const changes = async function* (): AsyncGenerator<ChangeMessage> {
      yield message(1);
      throw new BackendError('offline', 'The database went away.');
    };
    const text = await (await send(anApp({ changes }), '/v1/changes', {})).text();
    expect(text).toContain('event: problem\ndata: {"type":"urn:rapport:problem:offline"');
  });

  it('ends when the server closes', async () => {
    const closing = new AbortController();
    const response = await send(anApp(aFeed(message(1)), { closing: closing.signal }), '/v1/changes', {});
    const rest = response.text();
    closing.abort();
    expect(await rest).toContain('id: 2');
  });
});
