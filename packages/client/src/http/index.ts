export { httpBackend, type HttpBackendOptions } from './http-backend.ts';
export type { GetToken, TokenRequest } from './token.ts';
