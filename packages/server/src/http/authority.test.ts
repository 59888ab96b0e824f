import { createMemoryStore } from '@rapport/core/memory';
import { uuidv7 } from '@rapport/core/model';
import type { Actor, ChangeMessage, MutationResult } from '@rapport/core/port';
import { describe, expect, it } from 'vitest';
import { createAuthenticator, issueToken } from '../access/index.ts';
import { createApp } from './create-app.ts';

const secret = 'a secret that is thirty-two bytes long';
let counter = 0;
const newId = (): string => uuidv7((counter += 1), Uint8Array.of(counter));
const at = '2026-03-01T12:00:00.000Z';

/** An app over records in memory, and what each actor calls it with. */
function anApp() {
  const store = createMemoryStore({ clock: () => Date.parse(at), newId });
  const app = createApp({
    backendFor: (actor) => store.backendFor(actor),
    authenticate: createAuthenticator({ secret }),
  });
  const send = async (actor: Actor, path: string, body?: unknown): Promise<Response> =>
    app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${await issueToken(actor, { secret, now: Date.now(), lifetimeSeconds: 600 })}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const answer = async <T>(actor: Actor, path: string, body?: unknown): Promise<T> =>
    (await send(actor, path, body)).json() as Promise<T>;
  const create = async (
    actor: Actor,
    type: string,
    set: Record<string, unknown>,
    id = newId(),
  ): Promise<{ id: string; result: MutationResult | undefined }> => {
    const mutations = [{ id: newId(), command: `${type}.create`, at, patches: [{ op: 'create', type, id, set }] }];
    const { results } = await answer<{ results: MutationResult[] }>(actor, '/v1/push', { mutations });
    return { id, result: results[0] };
  };
  return { send, answer, create };
}

const admin: Actor = { tenant: 'main', role: 'admin' };
const customer = (contact: string): Actor => ({ tenant: 'main', role: 'customer', contact });

/** The messages of a feed as they come; ends the feed with the last one asked for. */
async function messages(response: Response, count: number): Promise<ChangeMessage[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read: ChangeMessage[] = [];
  while (reader && read.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    const events = (text + value).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '));
      if (data) read.push(JSON.parse(data.slice(6)) as ChangeMessage);
    }
  }
  await reader?.cancel();
  return read;
}

describe('the port over HTTP', () => {
  it('answers what each role may see, and nothing else (A9, A10)', async () => {
    const { answer, create } = anApp();
    const own = await create(admin, 'contact', { name: 'Ada', notes: 'pays late', 'externalIds.erp': '1' });
    const other = await create(admin, 'contact', { name: 'Bo', 'externalIds.erp': '2' });
    const refs = [own, other].map(({ id }) => ({ type: 'contact', name: { id } }));
    const page = await answer<{ records: object[]; total: object }>(customer(own.id), '/v1/query', {
      type: 'contact',
      total: true,
    });
    expect(page).toMatchObject({
      records: [{ name: 'Ada', hidden: expect.arrayContaining(['notes']) as string[] }],
      total: { kind: 'exact', value: 1 },
    });
    expect(JSON.stringify(page)).not.toContain('pays late');
    expect(await answer(customer(own.id), '/v1/get', { refs })).toMatchObject({
      records: [{ id: own.id }],
      missing: [refs[1]],
    });
    expect(
      await answer(admin, '/v1/get', { refs: [{ type: 'contact', name: { system: 'erp', externalId: '2' } }] }),
    ).toMatchObject({ records: [{ id: other.id }] });
  });

  it('answers a refusal as a result, and a fault in the question as a problem', async () => {
    const { send, answer, create } = anApp();
    const { id } = await create(admin, 'contact', { name: 'Ada' });
    expect((await create(customer(id), 'deal', { name: 'Cheap' })).result).toMatchObject({
      status: 'refused',
      refusal: { code: 'not-permitted' },
    });
    expect((await create(admin, 'contact', {})).result).toMatchObject({
      status: 'refused',
      refusal: { code: 'required', field: 'name' },
    });
    const response = await send(customer(id), '/v1/query', {
      type: 'contact',
      where: { field: 'notes', op: 'eq', value: 'x' },
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'invalid-input', issues: [{ code: 'unknown-field' }] });
    expect((await send(admin, '/v1/query', { type: 'nothing' })).status).toBe(422);
    expect(await answer(admin, '/v1/describe')).toMatchObject({ protocol: 1, feed: 'live' });
  });

  it('knows a mutation that is sent again (A2)', async () => {
    const { answer } = anApp();
    const mutation = {
      id: newId(),
      command: 'contact.create',
      at,
      patches: [{ op: 'create', type: 'contact', id: newId(), set: { name: 'Ada' } }],
    };
    const send = (one: object): Promise<{ results: MutationResult[] }> =>
      answer(admin, '/v1/push', { mutations: [one] });
    expect((await send(mutation)).results).toMatchObject([{ status: 'applied' }]);
    expect((await send(mutation)).results).toMatchObject([{ status: 'duplicate' }]);
    expect((await send({ ...mutation, command: 'contact.make' })).results).toMatchObject([
      { status: 'refused', refusal: { code: 'mutation-id-reused' } },
    ]);
  });

  it('sends what happens from then on, and on resuming what was missed (A12)', async () => {
    const { send, create } = anApp();
    const { id } = await create(admin, 'contact', { name: 'Before' });
    const feed = messages(await send(admin, '/v1/changes', { since: null }), 2);
    const first = await create(admin, 'contact', { name: 'First' });
    const [start, then] = await feed;
    expect(start).toMatchObject({ kind: 'changes', changes: [] });
    expect(then).toMatchObject({
      kind: 'changes',
      from: start?.to,
      changes: [{ op: 'put', record: { id: first.id } }],
    });
    const second = await create(admin, 'contact', { name: 'Second' });
    await create(customer(id), 'ticket', { subject: 'Help', statusCategory: 'new', requester: id });
    const resumed = await messages(
      await send(admin, '/v1/changes', { since: then?.to, interest: [{ id: 'people', type: 'contact' }] }),
      1,
    );
    expect(resumed).toMatchObject([
      { kind: 'changes', from: then?.to, changes: [{ op: 'put', record: { id: second.id } }] },
    ]);
    expect(await messages(await send(admin, '/v1/changes', { since: 'of another history' }), 1)).toMatchObject([
      { kind: 'reset' },
    ]);
  });
});
