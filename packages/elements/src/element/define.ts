/** Registers an element as `crm-NAME`, unless the name is taken: two copies of the package on a page do no harm, the first one stays. */
export function define(name: string, element: CustomElementConstructor, options: DefineOptions = {}): void {
  const registry = options.registry ?? globalThis.customElements;
  const tag = `${options.prefix ?? 'crm'}-${name}`;
  if (registry.get(tag)) return;
  // A class can have one name in a registry: a second prefix gets a class of its own.
  registry.define(tag, registry.getName(element) === null ? element : class extends element {});
}

export interface DefineOptions {
  /** What tags begin with; `crm` where it is not said. */
  readonly prefix?: string;
  /** A scoped registry; the page's own where it is not said. */
  readonly registry?: CustomElementRegistry;
}
