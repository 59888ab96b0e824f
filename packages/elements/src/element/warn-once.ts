const warned = new WeakMap<Element, Set<string>>();

/** Tells a developer of a mistake in the page: once an element and message, and never by throwing. */
export function warnOnce(element: Element, message: string): void {
  const known = warned.get(element) ?? new Set();
  if (known.has(message)) return;
  warned.set(element, known.add(message));
  console.warn(`<${element.localName}> ${message}`);
}
