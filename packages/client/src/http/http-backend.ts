import type { AggregateQuery, Backend, CallOptions, ChangeMessage, Mutation, NamedRef, Query } from '@rapport/core';
import { BackendError } from '@rapport/core/failure';
import { systemEnvironment, type Schedule } from '../environment.ts';
import { attempt } from './attempt.ts';
import { eventStream } from './event-stream.ts';
import { dataOf, errorOf, unanswered } from './problem.ts';
import { TokenSource, type GetToken } from './token.ts';
import {
  aggregateAnswer,
  changeMessage,
  description,
  faultIn,
  getAnswer,
  page,
  pushAnswer,
  type Answer,
} from './wire.ts';

export interface HttpBackendOptions {
  /** Where the backend is, up to and without `/v1`: `https://crm.example`. May be relative to the page. */
  readonly url: string;
  /** Called when a token is first needed, and once for all calls when the backend no longer takes it. */
  readonly getToken: GetToken;
  readonly fetch?: typeof fetch;
  /** IANA name of the calendar for queries that do not name one. */
  readonly timeZone?: string;
  /** Milliseconds until an answer has to be there. Default 30,000. */
  readonly timeout?: number;
  /** How often a call is tried again before it fails. Default 2. */
  readonly retries?: number;
  /** Milliseconds without any sign of life after which the feed is taken for dead; the backend sends one every 15,000. Default 40,000. */
  readonly silence?: number;
  readonly schedule?: Schedule;
  readonly clock?: () => number;
}

/**
 * A backend behind HTTP. Every call may be sent again where nobody answered or the answer asks for it, a push too: mutations are known by their ids, so
 * one that took effect before its answer was lost does not take effect twice.
 */
export function httpBackend({
  url,
  getToken,
  timeZone,
  retries = 2,
  timeout = 30_000,
  silence = 40_000,
  ...given
}: HttpBackendOptions): Backend {
  const { clock, schedule } = systemEnvironment(given);
  const tokens = new TokenSource(getToken);
  const base = url.replace(/\/+$/, '');

  async function send(
    path: string,
    json: unknown,
    { signal, limit, token }: { signal: AbortSignal | undefined; limit: number; token: string | null },
  ): Promise<Response> {
    const headers = {
      accept: 'application/json, text/event-stream, application/problem+json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const body = json === undefined ? {} : { method: 'post', body: JSON.stringify(json) };
    try {
      return await attempt(
        `${base}/v1/${path}`,
        { headers, ...body, credentials: 'omit' },
        { fetch: given.fetch ?? fetch, signal, timeout, limit, clock },
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw unanswered(error);
    }
  }

  /** Sends with the token there is, and once more with a new one where it is not taken any more. */
  async function request(path: string, json: unknown, { signal }: CallOptions, limit = retries): Promise<Response> {
    signal?.throwIfAborted();
    const token = await tokens.current(signal);
    try {
      return await send(path, json, { signal, limit, token });
    } catch (error) {
      if (!(error instanceof BackendError) || error.status !== 401) throw error;
      const renewed = await tokens.renewed(token, signal);
      return send(path, json, { signal, limit, token: renewed });
    }
  }

  async function call<T>(path: string, answer: Answer<T>, json: unknown, options: CallOptions = {}): Promise<T> {
    const response = await request(path, json, options);
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      options.signal?.throwIfAborted();
      throw unanswered(error);
    }
    return parsed(text, answer);
  }

  const zoned = <T extends { readonly timeZone?: string | undefined }>(query: T): T =>
    timeZone === undefined || query.timeZone !== undefined ? query : { ...query, timeZone };

  return {
    describe: (options) => call('describe', description, undefined, options),
    query: (query: Query, options) => call('query', page, zoned(query), options),
    aggregate: (query: AggregateQuery, options) => call('aggregate', aggregateAnswer, zoned(query), options),
    get: (refs: readonly NamedRef[], options) => call('get', getAnswer, { refs }, options),
    push: async (mutations: readonly Mutation[], options) =>
      (await call('push', pushAnswer, { mutations }, options)).results,
    changes: async function* ({ since, interest, signal }): AsyncIterable<ChangeMessage> {
      try {
        const { body } = await request('changes', { since, ...(interest ? { interest } : {}) }, { signal }, 0);
        if (!body) throw new BackendError('protocol', 'The change feed has no body.');
        for await (const { event, data } of eventStream(body, { silence, schedule, signal })) {
          if (event === 'problem') throw errorOf(new Response(null, { status: 500 }), dataOf(data), clock());
          yield parsed(data, changeMessage);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}

function parsed<T>(text: string, { outline }: Answer<T>): T {
  const value = dataOf(text);
  const fault = faultIn(value, outline, 'answer');
  if (fault === undefined) return value as T;
  throw new BackendError(
    'protocol',
    `The backend's answer is not of the protocol, at ${fault}: is this address a Rapport backend?`,
  );
}
