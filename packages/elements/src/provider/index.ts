export { clientContext } from './client-context.ts';
export { ClientController, type ClientHost } from './client-controller.ts';
export { setDefaultClient } from './default-client.ts';
export { CrmProvider } from './provider.ts';
