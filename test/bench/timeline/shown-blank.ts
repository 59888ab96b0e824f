import type { Browser, CDPSession, Page } from 'puppeteer-core';

/** Rows are black from top to bottom, and between two of them is nothing: what is not black in a picture of the list is blank. */
const blackRows =
  '.entry, .entry * { background: #000 !important; color: #000 !important; border-color: #000 !important; }';

/** A quarter of the page, which is 1,024 × 900 with a list of 640 × 800 in its corner: pictures that cost little to take. */
const picture = { maxWidth: 256, maxHeight: 225 } as const;

/**
 * Turns the wheel through 50 viewport heights in 3 s, and gives the share of the pictures on the screen in which rows covered under 97 % of the list's
 * height. A browser shows where somebody has scrolled to at once, with the rows that it has by then: blank is what a list has not drawn in time, be it
 * that it draws nothing ahead or that it takes too long. On a machine busy with other things every list takes too long now and then.
 */
export async function shownBlank(browser: Browser, page: Page): Promise<number> {
  const style = await page.addStyleTag({ content: blackRows });
  await page.evaluate(() => window.observer.toTop());
  const pictures = await picturesOf(page, (hand) =>
    hand.send('Input.synthesizeScrollGesture', {
      x: 320,
      y: 400,
      yDistance: -40_000,
      speed: 13_333,
      gestureSourceType: 'mouse',
    }),
  );
  await style.evaluate((element) => element.remove());
  const tool = await browser.newPage();
  const shares = await tool.evaluate(covered, pictures);
  await tool.close();
  return shares.filter((share) => share < 0.97).length / shares.length;
}

/** Every frame that the browser shows while something is done, as PNG in base 64. */
async function picturesOf(page: Page, act: (hand: CDPSession) => Promise<unknown>): Promise<readonly string[]> {
  // Two sessions: one that waits for a gesture's end lets no picture through.
  const [camera, hand] = [await page.createCDPSession(), await page.createCDPSession()];
  const pictures: string[] = [];
  camera.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    void camera.send('Page.screencastFrameAck', { sessionId });
  });
  await camera.send('Page.startScreencast', { format: 'png', ...picture });
  await act(hand);
  await camera.send('Page.stopScreencast');
  await Promise.all([camera.detach(), hand.detach()]);
  return pictures;
}

/** Runs in a page: how much of the list's height is black, in a column through its middle. */
async function covered(pictures: readonly string[]): Promise<readonly number[]> {
  const shares: number[] = [];
  for (const data of pictures) {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const { width, height } = image;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const rows = Math.floor((height * 800) / 900);
    const { data: pixels } = context.getImageData(Math.floor(width * 0.3), 0, 1, rows);
    const black = Array.from({ length: rows }, (_, row) => pixels[row * 4]! < 128).filter(Boolean).length;
    shares.push(black / rows);
  }
  return shares;
}
