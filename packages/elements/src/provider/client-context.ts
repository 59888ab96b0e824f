import { createContext } from '@lit/context';
import type { Client } from '@rapport/client';

/** How elements find the client of the provider around them. The key is shared by all copies of the package on a page. */
export const clientContext = createContext<Client | undefined>(Symbol.for('rapport.client'));
