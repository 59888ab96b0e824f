import { expect, nextFrame } from '@open-wc/testing';
import { render } from 'lit';
import type { MessagesController } from '../messages/index.ts';
import { until } from '../testing/index.ts';
import { foreignMessage } from './foreign-message.ts';

const words = { text: (key: string) => key } as unknown as MessagesController;

describe('a foreign message', () => {
  let place: HTMLElement;
  const errors: string[] = [];
  const heard = (event: ErrorEvent): void => void errors.push(event.message);

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
    errors.length = 0;
    addEventListener('error', heard);
  });

  afterEach(() => {
    removeEventListener('error', heard);
    place.remove();
  });

  async function show(body: string): Promise<HTMLIFrameElement> {
    render(
      foreignMessage(body, false, words, () => {}),
      place,
    );
    const frame = place.querySelector('iframe')!;
    await until(() => frame.contentDocument?.body?.textContent?.includes('Words'), 'the frame is empty');
    return frame;
  }

  it('is as high as what it says', async () => {
    const frame = await show('<p style="height: 300px">Words</p>');
    await until(() => frame.offsetHeight > 300, 'the frame does not fit');
    expect(frame.offsetHeight).to.be.below(400);
  });

  it('leaves nothing behind that fails once it is taken out', async () => {
    const frame = await show('<p>Words</p>');
    await until(() => frame.offsetHeight > 20, 'the frame does not fit');
    await nextFrame();
    place.remove();
    for (let count = 0; count < 5; count++) await nextFrame();
    expect(errors).to.deep.equal([]);
  });
});
