import { isRapportError } from '@rapport/core';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator, issueToken, type Session } from './index.ts';

const secret = 'a secret that is thirty-two bytes long';
const now = Date.parse('2026-03-01T12:00:00.000Z');
const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const other = '01890a5d-ac96-774b-bcce-b302099a8058';
const bearer = (token: string): Request =>
  new Request('http://rapport.test/', { headers: { Authorization: `Bearer ${token}` } });
const sign = (claims: Record<string, unknown>, key = secret): Promise<string> =>
  new SignJWT({ exp: now / 1_000 + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(key));

async function faultOf(session: Promise<Session>): Promise<string> {
  try {
    await session;
  } catch (error) {
    if (isRapportError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('a token signed with the shared secret', () => {
  const authenticate = createAuthenticator({ secret, now: () => now });

  it('names the actor, and when that ends', async () => {
    const token = await issueToken(
      { tenant: 'main', role: 'agent', user: id, name: 'Ada' },
      { secret, now, lifetimeSeconds: 60 },
    );
    expect(await authenticate(bearer(token))).toEqual({
      actor: { tenant: 'main', role: 'agent', user: id, name: 'Ada' },
      expiresAt: now + 60_000,
    });
  });

  it('gives a role its own id alone', async () => {
    const token = await sign({ tenant: 'main', role: 'customer', contact: id, user: other, partner: other });
    expect((await authenticate(bearer(token))).actor).toEqual({ tenant: 'main', role: 'customer', contact: id });
  });

  it('lets an admin be a machine without a user', async () => {
    expect((await authenticate(bearer(await sign({ tenant: 'main', role: 'admin' })))).actor).toEqual({
      tenant: 'main',
      role: 'admin',
    });
  });

  it.each([
    ['agent', 'user'],
    ['partner', 'partner'],
    ['customer', 'contact'],
  ])('refuses the role %s without %s', async (role, name) => {
    expect(await faultOf(authenticate(bearer(await sign({ tenant: 'main', role }))))).toBe(
      `unauthenticated: The token does not say who it is for: the role ${role} needs "${name}".`,
    );
  });

  it.each([
    ['no tenant', { role: 'admin' }, /"tenant" is missing/],
    ['a tenant that is no name', { role: 'admin', tenant: "main' or 1=1" }, /"tenant" is missing or malformed/],
    ['an unknown role', { role: 'root', tenant: 'main' }, /"role" has to be one of/],
    ['an id that is none', { role: 'agent', tenant: 'main', user: '*' }, /"user" is missing or malformed/],
    ['a role of another type', { role: ['admin'], tenant: 'main' }, /"role" has to be one of/],
  ])('refuses %s', async (_, claims, fault) => {
    expect(await faultOf(authenticate(bearer(await sign(claims))))).toMatch(fault);
  });

  it('refuses what is expired, signed otherwise, unsigned, not yet valid or no token at all', async () => {
    const claims = { tenant: 'main', role: 'admin' };
    expect(await faultOf(authenticate(bearer(await sign({ ...claims, exp: now / 1_000 - 6 }))))).toMatch(/expired/);
    expect(await faultOf(authenticate(bearer(await sign({ ...claims, nbf: now / 1_000 + 60 }))))).toMatch(/claim nbf/);
    expect(
      await faultOf(authenticate(bearer(await sign(claims, 'another secret of thirty-two bytes or more')))),
    ).toMatch(/not signed with the expected key/);
    expect(await faultOf(authenticate(bearer(new UnsecuredJWT(claims).encode())))).toMatch(/unauthenticated/);
    expect(await faultOf(authenticate(bearer('nonsense')))).toMatch(/malformed/);
    expect(await faultOf(authenticate(new Request('http://rapport.test/')))).toMatch(/carries no token/);
    expect(
      await faultOf(authenticate(new Request('http://rapport.test/', { headers: { Authorization: 'Basic YTpi' } }))),
    ).toMatch(/not of the form/);
  });

  it('bears with clocks that differ by 5 seconds', async () => {
    expect(
      await faultOf(authenticate(bearer(await sign({ tenant: 'main', role: 'admin', exp: now / 1_000 - 4 })))),
    ).toBe('accepted');
  });

  it('holds the token to its issuer and audience', async () => {
    const strict = createAuthenticator({ secret, issuer: 'https://id.example', audience: 'rapport', now: () => now });
    const claims = { tenant: 'main', role: 'admin', iss: 'https://id.example', aud: ['rapport'] };
    expect(await faultOf(strict(bearer(await sign(claims))))).toBe('accepted');
    expect(await faultOf(strict(bearer(await sign({ ...claims, iss: 'https://evil.example' }))))).toMatch(/claim iss/);
    expect(await faultOf(strict(bearer(await sign({ ...claims, aud: 'else' }))))).toMatch(/claim aud/);
  });

  it('needs a secret of 32 bytes', () => {
    expect(() => createAuthenticator({ secret: 'short' })).toThrow(/at least 32/);
  });
});

describe('a token signed by a key server', () => {
  let keys: CryptoKeyPair;
  let url: URL;
  const server = createServer();
  beforeAll(async () => {
    keys = (await generateKeyPair('ES256')) as CryptoKeyPair;
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] });
    server.on('request', (_, response) => response.setHeader('Content-Type', 'application/json').end(published));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  });
  afterAll(() => void server.close());

  it('is checked with its public keys', async () => {
    const token = await new SignJWT({ tenant: 'main', role: 'partner', partner: id })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(keys.privateKey);
    expect(await createAuthenticator({ keysUrl: url })(bearer(token))).toEqual({
      actor: { tenant: 'main', role: 'partner', partner: id },
      expiresAt: null,
    });
  });

  it('is refused when it is signed with a secret instead', async () => {
    const token = await sign({ tenant: 'main', role: 'admin' }, JSON.stringify(await exportJWK(keys.publicKey)));
    expect(await faultOf(createAuthenticator({ keysUrl: url, now: () => now })(bearer(token)))).toMatch(
      /unauthenticated/,
    );
  });

  it('is nobody’s fault while the key server is away', async () => {
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(keys.privateKey);
    expect(await faultOf(createAuthenticator({ keysUrl: new URL('http://127.0.0.1:1/keys') })(bearer(token)))).toMatch(
      /^offline: /,
    );
  });
});
