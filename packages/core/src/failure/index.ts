export { refuse, unreachable, type Refusal, type Result } from './result.ts';
export { isRapportError } from './is-rapport-error.ts';
export {
  BackendError,
  InvalidInputError,
  RapportError,
  backendErrorCodes,
  type BackendErrorCode,
  type Issue,
} from './rapport-error.ts';
