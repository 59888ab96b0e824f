import type { Actor } from '@rapport/core/port';
import { SignJWT } from 'jose';
import { secretKey } from './authenticate.ts';
import { actorOf } from './claims.ts';

/**
 * Makes a token for an actor, signed with a shared secret.
 * @throws BackendError where the actor lacks what its role needs; RangeError where the secret is too short.
 */
export async function issueToken(
  actor: Actor,
  options: {
    readonly secret: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly lifetimeSeconds: number;
    readonly issuer?: string | undefined;
    readonly audience?: string | undefined;
  },
): Promise<string> {
  const seconds = Math.floor(options.now / 1_000);
  const token = new SignJWT({ ...actorOf(actor) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + options.lifetimeSeconds);
  if (options.issuer !== undefined) token.setIssuer(options.issuer);
  if (options.audience !== undefined) token.setAudience(options.audience);
  return token.sign(secretKey(options.secret));
}
