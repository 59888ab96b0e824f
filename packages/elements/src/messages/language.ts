/** The language of the text at a node: the nearest `lang`, through shadow roots; else the reader's own. */
export function languageAt(element: Element): string {
  for (let node: Element | null = element; node; node = parentOf(node)) {
    const language = node.getAttribute('lang');
    if (language && isLocale(language)) return language;
  }
  // A browser that was started without a locale calls it `C`.
  const own = globalThis.navigator?.language;
  return own && isLocale(own) ? own : 'en';
}

function parentOf(node: Element): Element | null {
  const root = node.parentNode;
  return node.assignedSlot ?? node.parentElement ?? (root && 'host' in root ? (root.host as Element) : null);
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

const listeners = new Set<() => void>();
// Made out here: a function made where one listens would keep that one for good.
const tellAll = (): void => listeners.forEach((tell) => tell());
let observer: MutationObserver | undefined;

/** Tells of every change of a `lang` in the document. One observer for all, while somebody listens. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(tellAll);
  if (listeners.size === 1) observer.observe(document, { subtree: true, attributeFilter: ['lang'] });
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}
