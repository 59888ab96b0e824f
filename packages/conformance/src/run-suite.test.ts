import { createMemoryStore } from '@rapport/core/memory';
import { uuidv7, type Backend } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { formatReport, runSuite } from './index.ts';

let ids = 0;
const newId = () =>
  uuidv7(
    1_700_000_000_000 + ids++,
    new Uint8Array(10).map((_, index) => ids >> index),
  );
const now = () => Date.UTC(2026, 10, 21) + ids;
const partner = newId();
const contact = newId();

function memory() {
  const store = createMemoryStore({ clock: now, newId });
  return {
    backend: store.backendFor({ tenant: 'kit', role: 'admin' }),
    others: {
      agent: store.backendFor({ tenant: 'kit', role: 'agent', user: newId() }),
      partner: store.backendFor({ tenant: 'kit', role: 'partner', partner }),
      customer: store.backendFor({ tenant: 'kit', role: 'customer', contact }),
    },
  };
}

describe('the suite', () => {
  it('finds that the backend in memory is compatible', async () => {
    const report = await runSuite({ ...memory(), newId, now });
    expect(report.compatible, formatReport(report)).toBe(true);
    expect(report.findings.filter(({ status }) => status === 'not-claimed')).toEqual([]);
  });

  // Each backend below is broken in one way; the claim that is broken must be the one that fails.
  const broken: Readonly<Record<string, (good: Backend) => Partial<Backend>>> = {
    'filters/operators': (good) => ({
      query: (query) =>
        good.query(
          query.where && 'and' in query.where && JSON.stringify(query.where).includes('"contains"')
            ? { ...query, where: query.where.and[0] }
            : query,
        ),
    }),
    'pages/order': (good) => ({
      query: async (query) => {
        const page = await good.query(query);
        return { ...page, records: page.records.toReversed() };
      },
    }),
    'figures/aggregates': (good) => ({
      aggregate: async (query) => {
        const { rows, partial } = await good.aggregate(query);
        return { rows: rows.slice(0, 3), partial };
      },
    }),
    'writes/idempotency': (good) => ({
      push: (mutations) => good.push(mutations.map((mutation) => ({ ...mutation, id: newId() }))),
    }),
    'records/round-trip': (good) => ({
      get: async (refs) => {
        const answer = await good.get(refs);
        return {
          ...answer,
          records: answer.records.map(
            (record) =>
              Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as typeof record,
          ),
        };
      },
    }),
    'pipelines/rules': (good) => ({
      push: (mutations) => good.push(mutations.map((mutation) => ({ ...mutation, command: 'import.deals' }))),
    }),
    'feed/reset': (good) => ({
      changes: (options) =>
        good.changes({ ...options, since: options.since === 'no-such-cursor' ? null : options.since }),
    }),
    'feed/interest': (good) => ({
      changes: (options) => good.changes({ since: options.since, signal: options.signal }),
    }),
  };
  it.each(Object.entries(broken))('finds a backend out that breaks %s', async (id, breakIt) => {
    const { backend, others } = memory();
    const wrapped: Backend = { ...bound(backend), ...breakIt(backend) };
    const report = await runSuite({ backend: wrapped, others, newId, now, only: id, patience: 1_000 });
    expect(report.findings.map(({ status }) => status)).toEqual(['fails']);
  });

  it('does not hold against a backend what it does not claim', async () => {
    const { backend } = memory();
    const weak: Backend = {
      ...bound(backend),
      describe: async () => ({
        ...(await backend.describe()),
        feed: 'none',
        aggregates: false,
        concurrency: 'none',
        idempotent: false,
        total: 'unknown',
      }),
      aggregate: () => Promise.reject(new Error('There are none.')),
    };
    const report = await runSuite({ backend: weak, newId, now });
    expect(report.compatible, formatReport(report)).toBe(true);
    expect(report.findings.filter(({ status }) => status === 'not-claimed').length).toBeGreaterThan(5);
  });
});

function bound(backend: Backend): Backend {
  return {
    describe: (options) => backend.describe(options),
    query: (query, options) => backend.query(query, options),
    aggregate: (query, options) => backend.aggregate(query, options),
    get: (refs, options) => backend.get(refs, options),
    push: (mutations, options) => backend.push(mutations, options),
    changes: (options) => backend.changes(options),
  };
}
