import { expect, waitFor } from 'storybook/test';

/** The first element in a story's shadow trees that fits a selector and has these words, once it is there. */
export function find(canvas: HTMLElement, selector: string, words = ''): Promise<HTMLElement> {
  const look = (): HTMLElement => {
    const found = [...within(canvas)].find(
      (element) =>
        element.matches(selector) && (element.textContent + (element.getAttribute('aria-label') ?? '')).includes(words),
    );
    expect(found, `${selector} “${words}”`).toBeTruthy();
    return found as HTMLElement;
  };
  return waitFor(look);
}

function* within(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* within(element.shadowRoot);
  }
}
