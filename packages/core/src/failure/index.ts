export { refuse, unreachable, type Refusal, type Result } from './result.ts';
export {
  BackendError,
  InvalidInputError,
  RapportError,
  backendErrorCodes,
  isRapportError,
  type BackendErrorCode,
  type Issue,
} from './rapport-error.ts';
