import { expect } from '@open-wc/testing';
import { LitElement, css, html, render } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { VirtualRows, type VirtualRowsOptions } from './index.ts';

interface Line {
  readonly id: string;
  readonly height: number;
}

class TestLines extends LitElement {
  static override styles = css`
    .scroller {
      block-size: 400px;
      overflow-y: auto;
    }
    .line {
      box-sizing: border-box;
    }
  `;
  rendered = 0;
  readonly options: VirtualRowsOptions<Line> = {
    key: (line) => line.id,
    estimate: 30,
    draw: (element, line) => {
      this.rendered++;
      render(
        html`<div class="line" .style=${`block-size:${line.height}px`}><button>${line.id}</button></div>`,
        element,
      );
    },
  };
  lines = new VirtualRows<Line>(this, this.options);
  override render() {
    return html`<div class="scroller" tabindex="0" ${ref(this.lines.attach)}></div>`;
  }
  get scroller(): HTMLElement {
    return this.renderRoot.querySelector('.scroller') as HTMLElement;
  }
  row(id: string): HTMLElement | undefined {
    return this.lines.elementOf(id);
  }
}
customElements.define('test-virtual-lines', TestLines);

// Heights from 18 to 97 px, in an order without a pattern, far from the estimate.
const lines = (count: number, prefix = 'line'): Line[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, height: 18 + ((index * 7919) % 80) }));
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const placeOf = (element: TestLines, id: string) =>
  (element.row(id)?.getBoundingClientRect().top ?? Number.NaN) - element.scroller.getBoundingClientRect().top;

async function show(rows: readonly Line[]): Promise<TestLines> {
  const element = document.createElement('test-virtual-lines') as TestLines;
  element.lines.rows = rows;
  document.body.append(element);
  await element.updateComplete;
  await frame();
  return element;
}
function firstInView(element: TestLines): string {
  return element.lines.rows[element.lines.visible?.first ?? 0]?.id ?? '';
}
async function scroll(element: TestLines, top: number): Promise<void> {
  element.scroller.scrollTop = top;
  element.scroller.dispatchEvent(new Event('scroll'));
  await frame();
}
function uncovered(element: TestLines): number {
  const view = element.scroller.getBoundingClientRect();
  const shown = element.lines.rows.flatMap((line) => element.row(line.id)?.getBoundingClientRect() ?? []);
  return (
    view.height -
    shown.reduce((sum, row) => sum + Math.max(0, Math.min(row.bottom, view.bottom) - Math.max(row.top, view.top)), 0)
  );
}

describe('VirtualRows', () => {
  afterEach(() => document.querySelectorAll('test-virtual-lines').forEach((element) => element.remove()));

  it('has elements for little more than what is in view', async () => {
    const element = await show(lines(10_000));
    expect(element.scroller.querySelectorAll('.line').length).to.be.lessThan(40);
    expect(uncovered(element)).to.be.lessThan(1);
  });

  it('covers the viewport wherever it is scrolled to', async () => {
    const element = await show(lines(10_000));
    for (const top of [1, 399, 5_000, 200_000, 199_500, 10_000_000, 40]) {
      await scroll(element, top);
      expect(uncovered(element), `at ${top}`).to.be.lessThan(1);
    }
  });

  it('does not move the reader when rows come in above', async () => {
    const rows = lines(2_000);
    const element = await show(rows);
    await scroll(element, 20_000);
    const id = firstInView(element);
    const before = placeOf(element, id);
    element.lines.rows = [...lines(37, 'new'), ...rows];
    await frame();
    expect(Math.abs(placeOf(element, id) - before)).to.be.at.most(1);
  });

  it('measures rows to the pixel however far down they are', async () => {
    const element = await show(lines(300_000).map((line) => ({ ...line, height: line.height + 0.4 })));
    element.lines.scrollToRow(290_000);
    await frame();
    // So far down Firefox scrolls by whole pixels.
    const rounded = CSS.supports('-moz-appearance', 'none') ? 1.1 : 0.2;
    for (const step of [150, 250, 350, 450, 120]) {
      const id = element.lines.rows[element.lines.visible!.last]!.id;
      const before = placeOf(element, id);
      await scroll(element, element.scroller.scrollTop + step);
      expect(placeOf(element, id)).to.be.closeTo(before - step, rounded);
    }
  });

  it('does not take a reader back who scrolled in the same moment in which rows come in', async () => {
    const rows = lines(2_000);
    const element = await show(rows);
    element.scroller.scrollTop = 20_000;
    element.lines.rows = [...lines(37, 'new'), ...rows];
    await frame();
    expect(element.scroller.scrollTop).to.be.greaterThan(20_000);
  });

  it('does not move the reader when rows above are filtered out or come back', async () => {
    const rows = lines(2_000);
    const element = await show(rows);
    await scroll(element, 20_000);
    const id = firstInView(element);
    const before = placeOf(element, id);
    element.lines.rows = rows.filter((row, index) => row.id === id || index % 3 !== 0);
    await frame();
    expect(Math.abs(placeOf(element, id) - before)).to.be.at.most(1);
    element.lines.rows = rows;
    await frame();
    expect(Math.abs(placeOf(element, id) - before)).to.be.at.most(1);
  });

  it('does not move the reader when a row above grows', async () => {
    const element = await show(lines(2_000));
    await scroll(element, 20_000);
    const index = element.lines.visible?.first ?? 0;
    const id = element.lines.rows[index + 1]?.id ?? '';
    const before = placeOf(element, id);
    const above = element.row(element.lines.rows[index - 1]?.id ?? '')?.querySelector<HTMLElement>('.line');
    expect(above).to.exist;
    if (above) above.style.blockSize = '300px';
    await frame();
    expect(Math.abs(placeOf(element, id) - before)).to.be.at.most(1);
  });

  it('brings a row to the place that is asked for, to the pixel', async () => {
    const element = await show(lines(5_000));
    element.lines.scrollToRow(2_500, 'start');
    await frame();
    expect(Math.abs(placeOf(element, 'line-2500'))).to.be.at.most(1);
    element.lines.scrollToRow(4_999, 'end');
    await frame();
    expect(Math.abs(placeOf(element, 'line-4999') + (element.lines.rows[4_999]?.height ?? 0) - 400)).to.be.at.most(1);
  });

  it('keeps a row with the focus while it is scrolled away, and puts it back in order', async () => {
    const element = await show(lines(5_000));
    const button = element.row('line-2')?.querySelector('button');
    button?.focus();
    const above = placeOf(element, 'line-2');
    await scroll(element, 50_000);
    expect(element.shadowRoot?.activeElement).to.equal(button);
    // Where it would be if all rows were there, for whoever comes back to it.
    expect(placeOf(element, 'line-2')).to.be.closeTo(above - element.scroller.scrollTop, 1);
    await scroll(element, 0);
    expect(element.shadowRoot?.activeElement).to.equal(button);
    const order = [...element.scroller.querySelectorAll('button')].slice(0, 4).map((node) => node.textContent);
    expect(order).to.deep.equal(['line-0', 'line-1', 'line-2', 'line-3']);
  });

  it('renders a changed row and leaves the others alone', async () => {
    const rows = lines(1_000);
    const element = await show(rows);
    element.rendered = 0;
    element.lines.rows = rows.map((row, index) => (index === 3 ? { ...row, height: 200 } : row));
    await frame();
    expect(element.rendered).to.equal(1);
    expect(element.row('line-3')?.getBoundingClientRect().height).to.equal(200);
  });

  it('draws a row anew that was touched, and none that is out of view', async () => {
    const element = await show(lines(1_000));
    element.rendered = 0;
    element.lines.touch('line-3');
    element.lines.touch('line-900');
    expect(element.rendered).to.equal(1);
    element.lines.touchAll();
    expect(element.rendered).to.be.greaterThan(5).and.lessThan(45);
  });

  it('renders a row that only moved anew where rows show their place, and not where they do not', async () => {
    for (const [showsPlace, times] of [
      [true, 20],
      [false, 1],
    ] as const) {
      const element = document.createElement('test-virtual-lines') as TestLines;
      element.lines = new VirtualRows<Line>(element, { ...element.options, showsPlace });
      const rows = lines(20);
      element.lines.rows = rows.slice(1);
      document.body.append(element);
      await element.updateComplete;
      await frame();
      element.rendered = 0;
      element.lines.rows = rows;
      await frame();
      expect(element.rendered).to.equal(times);
      expect(placeOf(element, 'line-1') - placeOf(element, 'line-0')).to.equal(rows[0]!.height);
      element.remove();
    }
  });

  it('lays lists out together that come up together, however many they are', async () => {
    const elements = Array.from({ length: 6 }, () => document.createElement('test-virtual-lines') as TestLines);
    for (const element of elements) element.lines.rows = lines(500);
    document.body.append(...elements);
    await Promise.all(elements.map((element) => element.updateComplete));
    await frame();
    for (const element of elements) expect(uncovered(element)).to.be.lessThan(1);
  });

  it('keeps its place when it is taken out of the document and put back', async () => {
    const element = await show(lines(2_000));
    await scroll(element, 20_000);
    const id = firstInView(element);
    element.remove();
    document.body.append(element);
    await frame();
    expect(firstInView(element)).to.equal(id);
  });

  it('grows with its rows up to its height, without a loop of observers', async () => {
    const loops: string[] = [];
    const listen = (event: ErrorEvent): void => void loops.push(event.message);
    window.addEventListener('error', listen);
    const element = await show(lines(3));
    element.scroller.style.blockSize = 'auto';
    element.scroller.style.maxBlockSize = '400px';
    await frame();
    const line = element.row('line-0')!.querySelector<HTMLElement>('.line')!;
    for (const height of [60, 120, 500, 30]) {
      line.style.blockSize = `${height}px`;
      await frame();
      await frame();
      const rows = element.lines.rows.reduce((sum, { id }) => sum + element.row(id)!.getBoundingClientRect().height, 0);
      expect(element.scroller.getBoundingClientRect().height).to.be.closeTo(Math.min(400, rows), 1);
    }
    window.removeEventListener('error', listen);
    expect(loops).to.deep.equal([]);
  });

  it('shows nothing for no rows, and everything for a few', async () => {
    const element = await show([]);
    expect(element.scroller.querySelectorAll('.line').length).to.equal(0);
    element.lines.rows = lines(100);
    await frame();
    expect(element.scroller.querySelectorAll('.line').length).to.equal(100);
  });
});
