export {
  createAuthenticator,
  missingToken,
  type Authenticate,
  type Session,
  type TokenOptions,
} from './authenticate.ts';
export { issueToken } from './issue-token.ts';
