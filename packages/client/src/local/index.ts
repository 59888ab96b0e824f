export { localBackend, type LocalBackend, type LocalBackendOptions } from './local-backend.ts';
