const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  'crm-provider': () => import('./provider/define.ts'),
  'crm-contact-card': () => import('./contact-card/define.ts'),
  'crm-deal-board': () => import('./deal-board/define.ts'),
  'crm-deal-card': () => import('./deal-card/define.ts'),
  'crm-forecast': () => import('./forecast/define.ts'),
  'crm-pipeline-report': () => import('./pipeline-report/define.ts'),
  'crm-sync-status': () => import('./sync-status/define.ts'),
  'crm-timeline': () => import('./timeline/define.ts'),
};

/**
 * For pages that only write tags: fetches and registers an element when its tag first appears under `root`, now or later. Returns how to stop.
 * Tags in shadow trees are not seen: call it for those with their shadow root.
 */
export function autoload(root: Document | ShadowRoot | Element = document): () => void {
  const load = (element: Element): void => {
    const loader = loaders[element.localName];
    if (loader && !customElements.get(element.localName)) void loader();
  };
  const names = Object.keys(loaders).join(',');
  const loadWithin = (node: ParentNode): void => node.querySelectorAll(names).forEach(load);
  const observer = new MutationObserver((mutations) => {
    for (const node of mutations.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      load(node);
      loadWithin(node);
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  loadWithin(root);
  return () => observer.disconnect();
}
