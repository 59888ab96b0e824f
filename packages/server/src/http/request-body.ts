import { InvalidInputError, type Issue } from '@rapport/core';
import type { Context } from 'hono';
import type * as z from 'zod/mini';
import type { Environment } from './app-options.ts';

/**
 * Reads a JSON body once, under its schema.
 * @throws InvalidInputError with every fault and its path.
 */
export async function readBody<Value>(c: Context<Environment>, schema: z.ZodMiniType<Value>): Promise<Value> {
  const mediaType = c.req.header('Content-Type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new InvalidInputError('Send the body as application/json.', [
      { path: [], code: 'media-type', params: { expected: 'application/json' } },
    ]);
  }
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (cause) {
    throw new InvalidInputError('The body is not JSON.', [{ path: [], code: 'malformed-json' }], { cause });
  }
  // Schemas of trees are recursive: what is nested deeper than any honest request would exhaust the stack.
  if (isDeeper(body, c.get('limits').depth)) {
    throw new InvalidInputError(`The body is nested deeper than ${c.get('limits').depth} levels.`, [
      { path: [], code: 'too-deep', params: { maximum: c.get('limits').depth } },
    ]);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => issuesOf(issue, []));
  throw new InvalidInputError(
    `The body is not what ${c.req.path} takes: ${issues
      .map(({ path, code }) => `${path.join('.') || 'body'} (${code})`)
      .slice(0, 5)
      .join(', ')}.`,
    issues,
  );
}

/** Whether a JSON value is nested deeper than so many levels. It looks no deeper than that. */
export function isDeeper(value: unknown, maximum: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (maximum === 0) return Object.keys(value).length > 0;
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, maximum - 1));
  // What JSON makes inherits no member that would be counted; `Object.values` would make a list of each object.
  for (const name in value) if (isDeeper((value as Readonly<Record<string, unknown>>)[name], maximum - 1)) return true;
  return false;
}

type ZodIssue = z.core.$ZodIssue;

function issuesOf(issue: ZodIssue, base: readonly (string | number)[]): Issue[] {
  const path = [
    ...base,
    ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : (part as string | number))),
  ];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const meant = [...issue.errors].sort((a, b) => strayKeys(a) - strayKeys(b) || depth(b) - depth(a))[0] ?? [];
    if (strayKeys(meant) > 0 || depth(meant) > 0) return meant.flatMap((error) => issuesOf(error, path));
  }
  const params = Object.fromEntries(Object.entries(issue).filter(([name]) => shown.has(name)));
  return [
    {
      path,
      code: issue.code === 'custom' ? issue.message : issue.code,
      ...(Object.keys(params).length > 0 ? { params } : {}),
    },
  ];
}

// Of a union's alternatives the one was meant that knows the most of the keys, and of those the one that went furthest.
const strayKeys = (issues: readonly ZodIssue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
const depth = (issues: readonly ZodIssue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

const shown: ReadonlySet<string> = new Set(['expected', 'keys', 'values', 'minimum', 'maximum', 'format', 'pattern']);
