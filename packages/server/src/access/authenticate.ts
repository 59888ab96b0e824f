import { BackendError } from '@rapport/core';
import type { Actor } from '@rapport/core/port';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyOptions, type JWTVerifyResult } from 'jose';
import { LRUCache } from 'lru-cache';
import { actorOf } from './claims.ts';

/** Who asks, and until when that is known. */
export interface Session {
  readonly actor: Actor;
  /** Milliseconds since 1970; null for a token without an end. */
  readonly expiresAt: number | null;
}

/** Tells who sends a request. @throws BackendError `unauthenticated`, with what is wrong with the token. */
export type Authenticate = (request: Request) => Promise<Session>;

/** How tokens are checked: by a shared secret (HS256, at least 32 bytes) or by the public keys at an address (asymmetric algorithms alone). */
export type TokenOptions = ({ readonly secret: string } | { readonly keysUrl: URL }) & {
  /** Where given, the token's `iss` has to be it. */
  readonly issuer?: string;
  /** Where given, the token's `aud` has to contain it. */
  readonly audience?: string;
  /** Seconds that clocks may differ; 5 where it is not said. */
  readonly clockTolerance?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/** Checks bearer tokens (RFC 6750): JWTs whose claims name tenant, role and who it is. */
export function createAuthenticator(options: TokenOptions): Authenticate {
  const verify = createVerifier(options);
  const now = options.now ?? Date.now;
  // A signature that held still holds: it is not checked again with every request of a page, but each minute, for keys may be withdrawn.
  const known = new LRUCache<string, { readonly session: Session; readonly until: number }>({ max: 1_000 });
  return async (request) => {
    const token = bearerToken(request.headers.get('Authorization'));
    const held = known.get(token);
    if (held && now() < held.until) return held.session;
    const checks: JWTVerifyOptions = {
      currentDate: new Date(now()),
      clockTolerance: options.clockTolerance ?? 5,
      ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
      ...(options.audience === undefined ? {} : { audience: options.audience }),
    };
    const { payload } = await verify(token, checks).catch((error: unknown) => {
      throw fault(error);
    });
    const session: Session = {
      actor: actorOf(payload),
      expiresAt: payload.exp === undefined ? null : payload.exp * 1_000,
    };
    known.set(token, { session, until: Math.min(session.expiresAt ?? Infinity, now() + verifiedMilliseconds) });
    return session;
  };
}

const verifiedMilliseconds = 60_000;

type Verify = (token: string, checks: JWTVerifyOptions) => Promise<JWTVerifyResult>;

function createVerifier(options: TokenOptions): Verify {
  if ('secret' in options) {
    const key = secretKey(options.secret);
    return (token, checks) => jwtVerify(token, key, { ...checks, algorithms: ['HS256'] });
  }
  const keys = createRemoteJWKSet(options.keysUrl);
  // A public key must never pass for a shared secret: symmetric algorithms are left out.
  const algorithms = [
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ];
  return (token, checks) => jwtVerify(token, keys, { ...checks, algorithms });
}

/** The bytes of a shared secret. @throws RangeError where it is too short to sign with. */
export function secretKey(secret: string): Uint8Array {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < 32)
    throw new RangeError(
      `The secret has ${bytes.length} bytes; HS256 needs at least 32 (RFC 7518, 3.2). Make one: openssl rand -base64 32`,
    );
  return bytes;
}

/** What a request without a token is told. */
export const missingToken = 'The request carries no token. Send "Authorization: Bearer TOKEN".';

function bearerToken(header: string | null): string {
  if (header === null) throw new BackendError('unauthenticated', missingToken);
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined)
    throw new BackendError('unauthenticated', 'The Authorization header is not of the form "Bearer TOKEN".');
  return token;
}

/** A key server that does not answer is no fault of the token's. */
function fault(error: unknown): BackendError {
  if (error instanceof errors.JWTExpired)
    return new BackendError('unauthenticated', 'The token has expired.', { cause: error });
  if (error instanceof errors.JWTClaimValidationFailed)
    return new BackendError('unauthenticated', `The token's claim ${error.claim} does not hold.`, { cause: error });
  if (error instanceof errors.JWKSTimeout)
    return new BackendError('timeout', 'The key server did not answer in time.', { cause: error });
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return new BackendError('unauthenticated', 'The token is not signed with the expected key.', { cause: error });
  if (error instanceof errors.JOSEAlgNotAllowed)
    return new BackendError('unauthenticated', 'The token is signed by an algorithm that is not accepted.', {
      cause: error,
    });
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC')
    return new BackendError('unauthenticated', 'The token is malformed.', { cause: error });
  return new BackendError('offline', 'The key server could not be reached.', { cause: error });
}
