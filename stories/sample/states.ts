import type { Client } from '@rapport/client';
import type { Backend } from '@rapport/core';
import { failing, silent, switchable } from './client.ts';
import { find } from './shadow.ts';

type ClientOf = (backendOf?: (backend: Backend) => Backend) => Client;
interface State {
  readonly args: { readonly client: () => Client };
}

/** The states of an element whose backend does not answer it, or not as it should. */
export function troubles(
  clientOf: ClientOf,
): Readonly<Record<'loading' | 'offline' | 'notSignedIn' | 'notPermitted' | 'failed', State>> {
  const of = (backendOf: (backend: Backend) => Backend): State => ({ args: { client: () => clientOf(backendOf) } });
  return {
    loading: of(silent),
    offline: of(failing('offline')),
    notSignedIn: of(failing('unauthenticated')),
    notPermitted: of(failing('not-permitted')),
    failed: of(failing('server')),
  };
}

const cut = new WeakMap<Client, () => void>();

/** It was shown, then the line broke: what was loaded last stays, and says so. The selector and the words are how one sees that it was there. */
export function stale(
  clientOf: ClientOf,
  tag: string,
  selector: string,
  words: string,
): State & { readonly play: (context: { readonly canvasElement: HTMLElement }) => Promise<void> } {
  return {
    args: {
      client: () => {
        const line = switchable();
        const client = clientOf(line.of);
        cut.set(client, () => (line.isOff = true));
        return client;
      },
    },
    play: async ({ canvasElement }) => {
      await find(canvasElement, selector, words);
      const { client } = canvasElement.querySelector(tag) as HTMLElement & { client: Client };
      cut.get(client)?.();
      await client.live({ type: 'contact' }).refresh();
      await find(canvasElement, '.note', 'Offline');
    },
  };
}

/** How a story shows an element: in a page's language, dark or light, as wide as it is there. */
export interface FrameArgs {
  density: 'comfortable' | 'compact' | undefined;
  client: () => Client;
  dark: boolean;
  lang: string;
  width: number;
}

/** As a story shows its element where it says nothing else. */
export const frameArgs = (client: () => Client, width: number): FrameArgs => ({
  density: undefined,
  client,
  dark: false,
  lang: 'en',
  width,
});

/** The controls of what every story can be shown in. */
export const frameArgTypes = {
  density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
  lang: { control: 'inline-radio', options: ['en', 'de', 'ar'] },
  client: { table: { disable: true } },
} as const;
