/** What stands in a scroller: a spacer as high as all rows, and in it the block of the rows that exist. */
export interface Stage {
  readonly scroller: HTMLElement;
  readonly spacer: HTMLElement;
  readonly block: HTMLElement;
}

/** Sets it with a block in the flow: the spacer is as high as the rows. */
export function setStage(scroller: HTMLElement): Stage {
  const spacer = scroller.ownerDocument.createElement('div');
  const block = scroller.ownerDocument.createElement('div');
  spacer.style.position = 'relative';
  block.style.contain = 'layout style';
  spacer.append(block);
  scroller.append(spacer);
  return { scroller, spacer, block };
}

/** Takes the block out of the flow: it is put where its rows belong, and the spacer is given a height. */
export function liftBlock({ scroller, block }: Stage): void {
  block.style.position = 'absolute';
  block.style.insetInline = '0';
  // The browser's own anchoring would correct a second time what is corrected here.
  scroller.style.overflowAnchor = 'none';
}

/** Whether an element holds the focus, seen from its own tree (a shadow root or the document). */
export function holdsFocus(element: Element): boolean {
  const root = element.getRootNode();
  const focused = root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
  return focused !== null && element.contains(focused);
}
