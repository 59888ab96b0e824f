import type { ReactiveControllerHost } from 'lit';
import type { FirstRows } from './first-rows.ts';
import { HeightTree } from './height-tree.ts';
import { measureRows } from './row-places.ts';
import { VirtualRows, type VirtualRowsOptions } from './virtual-rows.ts';

/** Goes on where rows were simply all there: they keep their elements, their places and the focus. */
export function takeOver<Row>(
  first: FirstRows<Row>,
  host: ReactiveControllerHost,
  options: VirtualRowsOptions<Row>,
): VirtualRows<Row> {
  const virtual = new VirtualRows(host, options);
  const { rows } = first;
  const drawn = first.handOver();
  if (!drawn) {
    virtual.rows = rows;
    return virtual;
  }
  const tree = new HeightTree(rows.length, options.estimate);
  measureRows(drawn.elements, rows, tree);
  // Out of the flow, rows give it no height: less of it would scroll the reader up.
  const { spacer } = drawn.stage;
  spacer.style.blockSize = `${spacer.offsetHeight}px`;
  virtual.goOn(drawn, rows, tree);
  return virtual;
}
