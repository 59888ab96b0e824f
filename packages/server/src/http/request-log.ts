import { isRapportError } from '@rapport/core';
import { routePath } from 'hono/route';
import type { Work } from './app-options.ts';

/** One line of the log. No bodies, no query strings, no names, no ids of persons: what it says can be kept. */
export interface LogEntry {
  readonly time: string;
  readonly level: 'info' | 'error';
  readonly event: 'request' | 'failure' | 'start' | 'stop';
  readonly [detail: string]: unknown;
}
export type Log = (entry: LogEntry) => void;

/** Writes entries as lines of JSON. */
export function jsonLog(write: (line: string) => unknown): Log {
  return (entry) => void write(`${JSON.stringify(entry)}\n`);
}

/** Logs each request as it is answered: the route's pattern and not its address. */
export function requestLog(work: Work, log: Log, now: () => number): Work {
  return async (c) => {
    const start = now();
    const response = await work(c);
    const actor = c.get('session')?.actor;
    log({
      time: new Date(start).toISOString(),
      level: response.status < 500 ? 'info' : 'error',
      event: 'request',
      id: c.get('requestId'),
      method: c.req.method,
      route: routePath(c, -1) || '/*',
      status: response.status,
      ms: Math.round(now() - start),
      ...(actor ? { tenant: actor.tenant, role: actor.role } : {}),
    });
    return response;
  };
}

/** An unforeseen failure: its kind and where, without its message, which may quote data. */
export function failureEntry(error: unknown, requestId: string, time: number): LogEntry {
  const frames =
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => line.trimStart().startsWith('at '))
          .slice(0, 12)
      : [];
  return {
    time: new Date(time).toISOString(),
    level: 'error',
    event: 'failure',
    id: requestId,
    name: error instanceof Error ? error.name : typeof error,
    ...(isRapportError(error) ? { code: error.code } : codeOf(error)),
    stack: frames.map((line) => line.trim()),
  };
}

// Node's and PostgreSQL's codes (`ECONNREFUSED`, `23505`) say what happened and nothing of whom.
function codeOf(error: unknown): { code?: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
}
