import type { CSSResult, LitElement } from 'lit';

/** Adds the styles of a part that came later to those an element has, each once. */
export function addStyles({ renderRoot }: LitElement, ...styles: readonly CSSResult[]): void {
  const root = renderRoot as ShadowRoot;
  const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []);
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...sheets])];
}
