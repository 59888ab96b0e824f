import type { Context } from 'hono';
import type { Environment } from './app-options.ts';

/** What an answer says in its headers, by their names. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/**
 * What every answer says to browsers: run nothing, guess nothing, show it in no frame and keep it nowhere.
 * Written out and never a `Headers`: to fill one by name and to read it out again in order costs a server more than to read a question.
 */
export const standingHeaders: AnswerHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
};

/** An answer, with the headers that every answer to its request has. */
export function answer(
  c: Context<Environment>,
  body: string | ReadableStream<Uint8Array>,
  status: number,
  headers: AnswerHeaders,
): Response {
  return new Response(body, {
    status,
    headers: { ...c.get('headers'), 'X-Request-Id': c.get('requestId'), ...headers },
  });
}

const json = { 'Content-Type': 'application/json' };

/** A value as the answer. */
export function answerJson(c: Context<Environment>, value: unknown, status = 200): Response {
  return answer(c, JSON.stringify(value), status, json);
}
