import { registerAll } from './register-all.ts';

registerAll();
