import { arrayClient, type ArrayClient } from './array-client.ts';

declare global {
  interface Window {
    data: ArrayClient;
  }
}

// The cards as our board takes them, at hand before anything is measured, as they are for the other contenders.
window.data = arrayClient(window.lanes);
