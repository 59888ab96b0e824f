/// <reference types="node" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BackendError, InvalidInputError, type ChangeMessage } from '@rapport/core';
import { afterEach, describe, expect, it } from 'vitest';
import { aContact, idOf } from '../testing/index.ts';
import { httpBackend, type HttpBackendOptions } from './index.ts';

type Handler = (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void;

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A server on this machine that answers each request by the next handler, the last one from then on. */
async function aServer(...handlers: Handler[]) {
  const requests: { path: string; token: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      requests.push({
        path: request.url ?? '',
        token: request.headers.authorization,
        body: text === '' ? undefined : JSON.parse(text),
      });
      const handler = handlers[Math.min(requests.length, handlers.length) - 1];
      handler?.(Object.assign(request, { text }), response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response
      .writeHead(status, { 'content-type': status < 300 ? 'application/json' : 'application/problem+json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const problem = (status: number, code: string, headers?: Record<string, string>, more: object = {}): Handler =>
  json({ type: `urn:rapport:problem:${code}`, title: 't', status, detail: 'Because.', code, ...more }, status, headers);
const page = json({ records: [aContact(1)], next: null, total: { kind: 'unknown' }, cursor: '1' });

const backendAt = (url: string, options: Partial<HttpBackendOptions> = {}) =>
  httpBackend({ url, getToken: () => 'secret', ...options });

/** A stream that a test writes piece by piece. */
function aStream(): { handler: Handler; write: (text: string) => void; end: () => void; opened: Promise<void> } {
  let response: ServerResponse | undefined;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {
    opened,
    handler: (_, answer) => {
      response = answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.flushHeaders();
      open();
    },
    write: (text) => void response?.write(text),
    end: () => void response?.end(),
  };
}
const message = (from: number, records = [aContact(from)]): ChangeMessage => ({
  kind: 'changes',
  from: String(from),
  to: String(from + 1),
  changes: records.map((record) => ({ op: 'put', record })),
});

describe('a call (H1)', () => {
  it('carries the token and the query, and gives the page', async () => {
    const { url, requests } = await aServer(page);
    const answer = await backendAt(`${url}/`, { timeZone: 'Europe/Berlin' }).query({ type: 'contact', limit: 2 });
    expect(answer.records).toEqual([aContact(1)]);
    expect(requests).toEqual([
      { path: '/v1/query', token: 'Bearer secret', body: { type: 'contact', limit: 2, timeZone: 'Europe/Berlin' } },
    ]);
  });

  it.each([
    ['broken JSON', '{"records": ['],
    ['another shape', { records: [{ id: 7 }], next: null, total: { kind: 'unknown' }, cursor: null }],
    ['a page of HTML', '<!doctype html>'],
  ])('is a protocol error where the answer is %s', async (_, body) => {
    const { url } = await aServer(json(body));
    await expect(backendAt(url).query({ type: 'contact' })).rejects.toMatchObject({
      name: 'BackendError',
      code: 'protocol',
    });
  });

  it('rejects with the reason of its signal', async () => {
    const { url } = await aServer(() => {});
    const abort = new AbortController();
    const call = backendAt(url).query({ type: 'contact' }, { signal: abort.signal });
    const reason = new Error('The view is gone.');
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('rejects with the reason of its signal while the token is awaited', async () => {
    const signals: AbortSignal[] = [];
    const abort = new AbortController();
    const call = backendAt('http://127.0.0.1:9', {
      getToken: ({ signal }) => new Promise(() => signals.push(signal)),
    }).describe({ signal: abort.signal });
    abort.abort(new Error('Gone.'));
    await expect(call).rejects.toThrow('Gone.');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('a failure (H2)', () => {
  it.each([
    [403, 'not-permitted'],
    [404, 'not-found'],
    [410, 'cursor-expired'],
    [501, 'unsupported'],
    [500, 'server'],
    [503, 'timeout'],
  ])('%i keeps its code, %s', async (status, code) => {
    const { url } = await aServer(problem(status, code));
    const error: unknown = await backendAt(url, { retries: 0 })
      .query({ type: 'contact' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({ code, status, message: 'Because.' });
  });

  it('names the path of invalid input', async () => {
    const issues = [{ path: ['where', 'and', 2, 'field'], code: 'unknown-field', params: { field: 'x' } }];
    const { url } = await aServer(problem(422, 'invalid-input', {}, { issues }));
    const error: unknown = await backendAt(url)
      .query({ type: 'contact' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ issues });
  });

  it('of a gateway, without a document, is nobody answering', async () => {
    const { url } = await aServer(json('<h1>Bad gateway</h1>', 502));
    await expect(backendAt(url, { retries: 0 }).query({ type: 'contact' })).rejects.toMatchObject({
      code: 'offline',
      retryable: true,
    });
  });

  it('to connect is nobody answering', async () => {
    await expect(backendAt('http://127.0.0.1:9', { retries: 0 }).describe()).rejects.toMatchObject({ code: 'offline' });
  });

  it('to answer in time is a timeout', async () => {
    const { url } = await aServer(() => {});
    await expect(backendAt(url, { retries: 0, timeout: 20 }).describe()).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('trying again (H3)', () => {
  it('waits as long as it is asked to, and sends the same push', async () => {
    const { url, requests } = await aServer(
      problem(429, 'rate-limited', { 'retry-after': '0' }),
      problem(503, 'offline', { 'retry-after': '0' }),
      json({ results: [{ id: idOf(1), status: 'duplicate', written: [] }] }),
    );
    const mutation = {
      id: idOf(1),
      command: 'contact.create',
      at: '2026-01-01T00:00:00.000Z',
      patches: [{ op: 'create' as const, type: 'contact', id: idOf(2), set: { name: 'x' } }],
    };
    expect(await backendAt(url).push([mutation])).toEqual([{ id: idOf(1), status: 'duplicate', written: [] }]);
    expect(requests.map(({ body }) => body)).toEqual([1, 2, 3].map(() => ({ mutations: [mutation] })));
  });

  it('comes after an attempt that nobody answered', async () => {
    const { url, requests } = await aServer(({ socket }) => socket.destroy(), page);
    expect(await backendAt(url).query({ type: 'contact' })).toMatchObject({ records: [aContact(1)] });
    expect(requests.map(({ body }) => body)).toEqual([{ type: 'contact' }, { type: 'contact' }]);
  });

  it('leaves a long wait to the caller', async () => {
    const { url, requests } = await aServer(problem(429, 'rate-limited', { 'retry-after': '60' }));
    await expect(backendAt(url).query({ type: 'contact' })).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfter: 60_000,
    });
    expect(requests).toHaveLength(1);
  });

  it('ends', async () => {
    const { url, requests } = await aServer(problem(503, 'offline', { 'retry-after': '0' }));
    await expect(backendAt(url, { retries: 2 }).query({ type: 'contact' })).rejects.toMatchObject({ code: 'offline' });
    expect(requests).toHaveLength(3);
  });
});

describe('the token (H4)', () => {
  it('is renewed once for all calls that it fails', async () => {
    const { url, requests } = await aServer((request, response) =>
      (request.headers.authorization === 'Bearer new' ? page : problem(401, 'unauthenticated'))(request, response),
    );
    const reasons: string[] = [];
    const backend = backendAt(url, {
      getToken: async ({ reason }) => (reasons.push(reason), reason === 'initial' ? 'old' : 'new'),
    });
    await Promise.all([1, 2, 3].map(() => backend.query({ type: 'contact' })));
    expect(reasons).toEqual(['initial', 'expired']);
    expect(requests.filter(({ token }) => token === 'Bearer new')).toHaveLength(3);
  });

  it('that is not taken even when it is new is told, and asked for again by the next call', async () => {
    const { url } = await aServer(problem(401, 'unauthenticated'));
    const reasons: string[] = [];
    const backend = backendAt(url, { getToken: ({ reason }) => (reasons.push(reason), String(reasons.length)) });
    await expect(backend.query({ type: 'contact' })).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
    await expect(backend.query({ type: 'contact' })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(reasons).toEqual(['initial', 'expired', 'expired']);
  });

  it('that the host can not give is no token, and asked for again', async () => {
    const { url } = await aServer(page);
    let fails = true;
    const backend = backendAt(url, {
      getToken: async () => {
        if (fails) throw new Error('signed out');
        return 'secret';
      },
    });
    await expect(backend.query({ type: 'contact' })).rejects.toMatchObject({ code: 'unauthenticated' });
    fails = false;
    await expect(backend.query({ type: 'contact' })).resolves.toMatchObject({ next: null });
  });

  it('that can not be asked for without a connection is a matter of the connection, and asked for again', async () => {
    const { url } = await aServer(page);
    let isGone = true;
    const backend = backendAt(url, {
      getToken: async () => (isGone ? (await fetch('http://127.0.0.1:1')).text() : 'secret'),
    });
    await expect(backend.query({ type: 'contact' })).rejects.toMatchObject({ code: 'offline' });
    isGone = false;
    await expect(backend.query({ type: 'contact' })).resolves.toMatchObject({ next: null });
  });

  it('may be none', async () => {
    const { url, requests } = await aServer(page);
    await backendAt(url, { getToken: () => null }).query({ type: 'contact' });
    expect(requests[0]?.token).toBeUndefined();
  });
});

describe('the feed (H5)', () => {
  async function opened(options: Partial<HttpBackendOptions> = {}) {
    const stream = aStream();
    const { url, requests } = await aServer(stream.handler);
    const abort = new AbortController();
    const feed = backendAt(url, options).changes({
      since: '5',
      interest: [{ id: 'q1', type: 'contact' }],
      signal: abort.signal,
    });
    const messages = feed[Symbol.asyncIterator]();
    closers.push(() => abort.abort());
    return { stream, requests, abort, messages };
  }

  it('reads messages across the borders of chunks, with either line end, and passes over comments', async () => {
    const { stream, messages, requests } = await opened();
    const first = messages.next();
    await stream.opened;
    const text = `id: 6\r\ndata: ${JSON.stringify(message(5, [aContact(5, { name: 'Žofie 🦊' })]))}\r\n\r\n`;
    stream.write(': heartbeat\n\n');
    for (const byte of text) stream.write(byte);
    expect((await first).value).toEqual(message(5, [aContact(5, { name: 'Žofie 🦊' })]));
    const [second, third] = [messages.next(), messages.next()];
    stream.write(
      `data: ${JSON.stringify(message(6))}\n\nevent: other\ndata: ${JSON.stringify({ kind: 'reset', to: '9' })}\n\n`,
    );
    expect((await second).value).toEqual(message(6));
    expect((await third).value).toEqual({ kind: 'reset', to: '9' });
    expect(requests[0]?.body).toEqual({ since: '5', interest: [{ id: 'q1', type: 'contact' }] });
  });

  it('ends when the signal aborts', async () => {
    const { stream, messages, abort } = await opened();
    const next = messages.next();
    await stream.opened;
    abort.abort();
    expect(await next).toEqual({ value: undefined, done: true });
  });

  it('that falls silent is taken for dead', async () => {
    const timers: (() => void)[] = [];
    const { stream, messages } = await opened({
      schedule: (milliseconds, task) => {
        expect(milliseconds).toBe(40_000);
        timers.push(task);
        return () => void timers.splice(timers.indexOf(task), 1);
      },
    });
    const next = messages.next();
    await stream.opened;
    await expect.poll(() => timers.length).toBe(1);
    timers[0]?.();
    await expect(next).rejects.toMatchObject({ code: 'timeout' });
  });

  it('fails as it is told to', async () => {
    const { stream, messages } = await opened();
    const next = messages.next();
    await stream.opened;
    stream.write(
      'event: problem\ndata: {"type":"t","title":"t","status":410,"detail":"Gone.","code":"cursor-expired"}\n\n',
    );
    await expect(next).rejects.toMatchObject({ code: 'cursor-expired' });
  });

  it('refuses what is no message', async () => {
    const { stream, messages } = await opened();
    const next = messages.next();
    await stream.opened;
    stream.write('data: {"kind":"changes","from":1}\n\n');
    await expect(next).rejects.toMatchObject({ code: 'protocol' });
  });

  it('asks for a new token where the old one is not taken', async () => {
    const stream = aStream();
    const { url } = await aServer(problem(401, 'unauthenticated'), stream.handler);
    const abort = new AbortController();
    const reasons: string[] = [];
    const backend = backendAt(url, { getToken: ({ reason }) => (reasons.push(reason), reason) });
    const messages = backend.changes({ since: null, signal: abort.signal })[Symbol.asyncIterator]();
    const next = messages.next();
    await stream.opened;
    stream.write(`data: ${JSON.stringify(message(1))}\n\n`);
    expect((await next).value).toEqual(message(1));
    expect(reasons).toEqual(['initial', 'expired']);
    abort.abort();
  });
});
