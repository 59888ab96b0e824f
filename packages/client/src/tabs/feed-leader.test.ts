import type { ChangeMessage } from '@rapport/core';
import { describe, expect, it } from 'vitest';
import { aContact, ScriptedBackend, settle, VirtualTime } from '../testing/index.ts';
import { FeedLeader, type Joined } from './feed-leader.ts';
import { MessageRing } from './message-ring.ts';

const inCountry = (value: string) => ({ type: 'contact', where: { field: 'country', op: 'eq', value } as const });

function aLeader() {
  const backend = new ScriptedBackend();
  const time = new VirtualTime();
  const told: { readonly message: ChangeMessage; readonly roster: number }[] = [];
  const answers = new Map<string, Joined>();
  const leader = new FeedLeader({
    own: 'own',
    changes: (asked) => backend.changes(asked),
    environment: time,
    ring: new MessageRing(),
    cursor: null,
    events: {
      tell: (message, roster) => told.push({ message, roster }),
      answer: (window, joined) => answers.set(window, joined),
      broken: () => {},
    },
  });
  const join = async (sender: string, country: string, since: string | null): Promise<Joined | undefined> => {
    leader.join({ sender, request: 1, since, wanted: [inCountry(country)] });
    await time.pass(100);
    return answers.get(sender);
  };
  return { backend, time, leader, told, join };
}

describe('the window that leads (D14)', () => {
  it('asks for what any window wants, in one stream, from one cursor', async () => {
    const { backend, join, told } = aLeader();
    await join('own', 'DE', '0');
    await join('second', 'FR', '0');
    await join('third', 'DE', '0');
    expect(backend.interests).toEqual([
      [expect.objectContaining(inCountry('DE')), expect.objectContaining(inCountry('FR'))],
    ]);
    backend.put(aContact(1, { country: 'FR' }));
    await settle();
    expect(told.map(({ message }) => message)).toMatchObject([{ from: '0', to: '1', changes: [{ op: 'put' }] }]);
  });

  it('leads a window that is behind to where it is, and names what was not listened for on the way', async () => {
    const { backend, join } = aLeader();
    await join('own', 'DE', '0');
    backend.put(aContact(1, { country: 'DE' }));
    await settle();
    expect(await join('second', 'FR', '0')).toMatchObject({
      to: '1',
      messages: [{ from: '0', to: '1' }],
      recheck: [JSON.stringify(['contact', inCountry('FR').where])],
    });
    expect(await join('third', 'FR', 'unheard of')).toMatchObject({ to: '1', messages: [{ kind: 'reset', to: '1' }] });
  });

  it('tells where the present is to who begins there', async () => {
    const { backend, join } = aLeader();
    backend.put(aContact(1, { country: 'DE' }));
    expect(await join('own', 'DE', null)).toMatchObject({ to: '1', messages: [], recheck: [] });
  });

  it('strikes off a window that gives no sign, which can tell by the next message that it was', async () => {
    const { backend, time, leader, told, join } = aLeader();
    await join('own', 'DE', '0');
    const silent = await join('silent', 'FR', '0');
    await join('other', 'DE', '0');
    for (let minutes = 0; minutes < 6; minutes += 1) {
      await time.pass(60_000);
      leader.saw('other');
    }
    await join('another', 'US', '0');
    expect(leader.windows).toEqual(['own', 'other', 'another']);
    backend.put(aContact(1, { country: 'DE' }));
    await settle();
    expect(told).toHaveLength(1);
    expect(told[0]?.roster).not.toBe(silent?.roster);
  });

  it('asks no longer for what a window wants that has crashed', async () => {
    const { backend, time, join } = aLeader();
    await join('own', 'DE', '0');
    await join('crashed', 'FR', '0');
    await time.pass(600_000);
    expect(backend.interests).toEqual([[expect.objectContaining(inCountry('DE'))]]);
  });

  it('says that it tells nobody where the stream broke: who was not told of that asks again', async () => {
    const { backend, leader, join } = aLeader();
    await join('own', 'DE', '0');
    await join('second', 'DE', '0');
    backend.breakStreams();
    await settle();
    expect(leader.windows).toEqual([]);
    await join('second', 'DE', '0');
    expect(leader.windows).toEqual(['own', 'second']);
  });

  it('ends the stream when the last window has left', async () => {
    const { backend, leader, join } = aLeader();
    await join('own', 'DE', '0');
    await join('second', 'DE', '0');
    leader.leave('own');
    await settle();
    expect(backend.openStreams).toBe(1);
    leader.leave('second');
    await settle();
    expect(backend.openStreams).toBe(0);
  });
});
