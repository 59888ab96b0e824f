import { describe, expect, it } from 'vitest';
import { FakeBrowser, settle, VirtualTime } from '../testing/index.ts';
import { parseTabMessage } from './messages.ts';
import { TabGroup } from './tab-group.ts';

describe('what a window of another version says (D15)', () => {
  it.each([
    undefined,
    null,
    'hello',
    { kind: 'hello' },
    { kind: 'of a later version', sender: 'w' },
    {
      kind: 'told',
      sender: 'w',
      roster: 0,
      message: { kind: 'changes', from: '1', to: '2', changes: [{ op: 'later' }] },
    },
    {
      kind: 'told',
      sender: 'w',
      roster: 0,
      message: { kind: 'changes', from: '1', to: '2', changes: [{ op: 'put', record: {} }] },
    },
    { kind: 'broken', sender: 'w', error: { code: 'of a later version', message: '' } },
  ])('is left alone where this one does not know it: %j', (value) => {
    expect(parseTabMessage(value)).toBeUndefined();
  });

  it('may hold more than this one knows', () => {
    expect(parseTabMessage({ kind: 'leading', sender: 'w', at: null, known: [], more: 1 })).toMatchObject({ at: null });
  });

  it('is heard by nobody, and keeps nobody from being heard', async () => {
    const browser = new FakeBrowser();
    const time = new VirtualTime();
    const [one, other] = ['one', 'other'].map((name) => {
      const { tabs } = browser.open();
      return { tabs, group: new TabGroup(tabs, { schedule: time.schedule, newId: () => name }) };
    });
    const heard: string[] = [];
    other?.group.on('hello', ({ sender }) => heard.push(sender));
    one?.tabs.post({ kind: 'of a later version' });
    one?.tabs.post(undefined);
    one?.group.post({ kind: 'hello' });
    browser.deliverAll();
    await settle();
    expect(heard).toEqual(['one']);
  });
});
