import { expect, fixture, html } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { until } from '../testing/index.ts';
import { FirstRows, loadTakeOver, type VirtualRowsOptions } from './index.ts';

interface Row {
  readonly key: string;
  readonly height: number;
}

const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const aList = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, index) => ({ key: `row ${index}`, height: 30 + (index % 5) * 10 }));
const bounded = 'block-size: 300px; inline-size: 300px; overflow-y: auto';
const show = async (rows: readonly Row[], onRange?: VirtualRowsOptions<Row>['onRange'], style = bounded) => {
  const scroller = await fixture<HTMLElement>(html`<div .style=${style}></div>`);
  const options: VirtualRowsOptions<Row> = {
    key: ({ key }) => key,
    estimate: 64,
    draw: (element, { key, height }) => {
      element.style.blockSize = `${height}px`;
      if (element.textContent !== key) element.innerText = key;
      element.tabIndex = 0;
    },
    ...(onRange ? { onRange } : {}),
  };
  const first = new FirstRows(options);
  first.rows = rows;
  first.attach(scroller);
  return { scroller, options, first };
};
const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const topOf = (element: Element | undefined): number => Math.round(element?.getBoundingClientRect().top ?? Number.NaN);

describe('the first rows of a list', () => {
  it('are all there, and tell which are in view', async () => {
    const seen: (readonly number[])[] = [];
    const { scroller, first } = await show(aList(40), (...range) => seen.push(range));
    expect(scroller.innerText.split('row').length).to.equal(41);
    expect(first.visible).to.deep.equal({ first: 0, last: 6 });
    await until(() => seen.length > 0);
    expect(seen[0]).to.deep.equal([0, 6]);
    first.scrollToRow(20);
    expect(first.visible?.first).to.equal(20);
    first.scrollToRow(20, 'nearest');
    expect(topOf(first.elementOf('row 20'))).to.equal(topOf(scroller));
  });

  it('keep their elements, their places and the focus when what virtualises them takes over', async () => {
    const rows = aList(120);
    const { scroller, options, first } = await show(rows);
    scroller.scrollTop = 2_000;
    const index = first.visible!.first + 1;
    const element = first.elementOf(`row ${index}`)!;
    element.focus({ preventScroll: true });
    const [top, height] = [topOf(element), scroller.scrollHeight];
    const virtual = (await loadTakeOver())(first, host, options);
    await twoFrames();
    expect(virtual.elementOf(`row ${index}`)).to.equal(element);
    expect(document.activeElement).to.equal(element);
    expect([topOf(element), scroller.scrollHeight]).to.deep.equal([top, height]);
    virtual.rows = [{ key: 'new', height: 77 }, ...rows];
    await until(() => scroller.scrollHeight === height + 77);
    expect(topOf(element)).to.equal(top);
    virtual.attach(undefined);
  });

  it('are of very many those in view and as far as somebody goes down', async () => {
    const { scroller, first } = await show(aList(100_000));
    const drawn = () => scroller.querySelectorAll('[tabindex]').length;
    await until(() => first.visible?.last === 6);
    expect(drawn()).to.be.within(8, 20);
    for (let going = 0; going < 5; going++) {
      const before = drawn();
      scroller.scrollTop = scroller.scrollHeight;
      await until(() => drawn() > before);
      expect(drawn() - before).to.be.lessThan(20);
    }
    first.scrollToRow(500);
    expect(topOf(first.elementOf('row 500'))).to.equal(topOf(scroller));
  });

  it('stay where they become very many', async () => {
    const { scroller, first } = await show(aList(140));
    first.scrollToRow(100);
    const [element, place] = [first.elementOf('row 100'), scroller.scrollTop];
    first.rows = aList(400);
    expect(first.elementOf('row 100')).to.equal(element);
    expect([topOf(element), scroller.scrollTop]).to.deep.equal([topOf(scroller), place]);
  });

  it('are all of very many in a scroller that is as high as they are', async () => {
    const { scroller } = await show(aList(160), undefined, 'inline-size: 300px; overflow-y: auto');
    await until(() => scroller.querySelectorAll('[tabindex]').length === 160);
  });

  it('tell which are in view once they come into sight', async () => {
    const seen: (readonly number[])[] = [];
    const { scroller, first } = await show(aList(40), (...range) => seen.push(range), `${bounded}; display: none`);
    await twoFrames();
    expect(first.visible).to.equal(undefined);
    expect(seen).to.deep.equal([]);
    scroller.style.display = '';
    await until(() => seen.length > 0);
    expect(seen[0]).to.deep.equal([0, 6]);
  });

  it('say and draw nothing more once another goes on with them', async () => {
    const seen: (readonly number[])[] = [];
    const { scroller, options, first } = await show(aList(400), (...range) => seen.push(range));
    await until(() => seen.length > 0);
    const takeOver = await loadTakeOver();
    // It would look with the next frame.
    first.rows = aList(401);
    const virtual = takeOver(first, host, options);
    virtual.scrollToRow(400);
    await twoFrames();
    expect(virtual.visible?.last).to.equal(400);
    expect(scroller.querySelectorAll('[tabindex]').length).to.be.lessThan(40);
    expect(seen.at(-1)?.[1]).to.equal(400);
    expect(first.visible).to.equal(undefined);
    virtual.attach(undefined);
  });

  it('give way to those in view alone where they are many', async () => {
    const { scroller, options, first } = await show(aList(400));
    const virtual = (await loadTakeOver())(first, host, options);
    await until(() => scroller.querySelectorAll('[tabindex]').length < 40);
    expect(virtual.visible).to.deep.equal({ first: 0, last: 6 });
    virtual.attach(undefined);
  });
});
