import { waitUntil } from '@open-wc/testing';

/** How long is waited for what is to come, in milliseconds: it ends what hangs, and leaves time to a machine that is busy with other things. */
const patience = 30_000;

/** All elements under a node, through open shadow roots, in the order of the page. */
function* everything(node: ParentNode): Generator<HTMLElement> {
  for (const element of node.querySelectorAll<HTMLElement>('*')) {
    yield element;
    if (element.shadowRoot) yield* everything(element.shadowRoot);
  }
}

const roles: Readonly<Record<string, string>> = {
  button: 'button,[role=button]',
  link: 'a[href]',
  article: '[role=article],article',
  textbox: 'input:not([type]),input[type=email],input[type=tel],input[type=text],textarea',
  searchbox: 'input[type=search]',
  radio: 'input[type=radio]',
  feed: '[role=feed]',
  alert: '[role=alert]',
  status: '[role=status]',
  heading: 'h1,h2,h3',
};

function nameOf(element: HTMLElement): string {
  const labelled = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  const root = element.getRootNode() as ShadowRoot | Document;
  if (labelled.length > 0)
    return labelled
      .map((id) => root.getElementById(id)?.textContent ?? '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
  const label =
    element.getAttribute('aria-label') ??
    (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined);
  return (label ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The shown elements of a role whose name has these words, as a reader or a screen reader would find them. */
export function allByRole(host: HTMLElement, role: string, name: string | RegExp = ''): HTMLElement[] {
  const fits = (text: string): boolean => (typeof name === 'string' ? text.includes(name) : name.test(text));
  return [...everything(host.shadowRoot ?? host)].filter(
    (element) => element.matches(roles[role] ?? role) && element.checkVisibility() && fits(nameOf(element)),
  );
}

export function byRole(host: HTMLElement, role: string, name: string | RegExp = ''): HTMLElement | undefined {
  return allByRole(host, role, name)[0];
}

/** Waits for it. */
export async function findByRole(host: HTMLElement, role: string, name: string | RegExp = ''): Promise<HTMLElement> {
  await until(() => byRole(host, role, name)).catch(() => {
    // What is there instead, in the end.
    throw new Error(`no ${role} “${String(name)}” in: ${textOf(host)}`);
  });
  return byRole(host, role, name)!;
}

/** All the text that is shown. */
export function textOf(host: HTMLElement): string {
  return (host.shadowRoot?.textContent ?? host.textContent ?? '').replace(/\s+/g, ' ');
}

export async function findText(host: HTMLElement, text: string): Promise<void> {
  await until(() => textOf(host).includes(text), `no “${text}”`);
}

/** What has the focus, inside shadow roots, too. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Puts text into a field as typing does. */
export function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Waits until it holds. */
export function until(holds: () => unknown, message = 'it did not come about'): Promise<void> {
  return waitUntil(holds, message, { timeout: patience });
}
