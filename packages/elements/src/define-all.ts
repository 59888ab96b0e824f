import { registerAll } from './register-all.ts';

registerAll();

// So that whoever imports this knows the types of all tags and of their events.
export type * from './index.ts';
