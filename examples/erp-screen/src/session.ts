import type { GetToken } from '@rapport/client/http';

/** What the ERP's own server says to whoever is signed in: where Rapport is, a short-lived token for it, and who one is there. */
interface Session {
  readonly url: string;
  readonly token: string;
  /** The ERP's own name for who is signed in. */
  readonly account: string;
  /** The id of the user in Rapport; missing where Rapport knows nobody of that name. */
  readonly user?: string;
}

async function readSession(signal?: AbortSignal): Promise<Session> {
  const response = await fetch('/session', { ...(signal ? { signal } : {}) });
  if (!response.ok) throw new Error(`The ERP's server answered ${response.status} for /session.`);
  return (await response.json()) as Session;
}

/** Signs the page in to Rapport: its address, and how it gets tokens. A token is kept until Rapport says that it is no longer good. */
export async function signIn(): Promise<Omit<Session, 'token'> & { readonly getToken: GetToken }> {
  const { token: first, ...rest } = await readSession();
  let token = first;
  return {
    ...rest,
    getToken: async ({ reason, signal }) => {
      if (reason !== 'initial') ({ token } = await readSession(signal));
      return token;
    },
  };
}
