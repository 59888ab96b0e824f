import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { defineConfig, type Connect, type Plugin } from 'vite';

/**
 * Stands for the ERP's own server: it knows who is signed in, and signs a short-lived token for Rapport.
 * `GET /session` gives `{ url, token, account, user }`. `RAPPORT_URL` and `RAPPORT_SECRET` are those of the reference server.
 */
function session(): Plugin {
  const answer: Connect.NextHandleFunction = (request, response, next) => {
    if (request.url !== '/session') return next();
    void open().then(
      (opened) => {
        response.setHeader('content-type', 'application/json');
        response.setHeader('cache-control', 'no-store');
        response.end(JSON.stringify(opened));
      },
      (error: unknown) => next(error),
    );
  };
  return {
    name: 'erp-session',
    configureServer: ({ middlewares }) => void middlewares.use(answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(answer),
  };
}

const url = process.env['RAPPORT_URL'] ?? 'http://127.0.0.1:4000';
/** Who sits at the screen. */
const email = 'marta.lindqvist@fjordlight.example';

let known: string | undefined;

interface Session {
  readonly url: string;
  readonly token: string;
  readonly account: string;
  readonly user?: string;
}

async function open(): Promise<Session> {
  const user = (known ??= await rapportUser());
  const account = `main/${email}`;
  return user === undefined
    ? { url, account, token: await sign({}) }
    : { url, account, token: await sign({ user }), user };
}

/** Whom Rapport knows by the address that the ERP knows; nobody, where it does not answer. */
async function rapportUser(): Promise<string | undefined> {
  const query = { type: 'user', where: { field: 'email', op: 'eq', value: email }, limit: 1 };
  try {
    const response = await fetch(new URL('/v1/query', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${await sign({})}`, 'content-type': 'application/json' },
      body: JSON.stringify(query),
    });
    const { records = [] } = (await response.json()) as { readonly records?: readonly { readonly id: string }[] };
    return records[0]?.id;
  } catch {
    return undefined;
  }
}

async function sign(who: { readonly user?: string }): Promise<string> {
  const secret = process.env['RAPPORT_SECRET'];
  if (!secret) throw new Error('RAPPORT_SECRET is not set: `npm start` sets it for the server and for this page');
  return new SignJWT({ tenant: 'main', role: 'admin', name: 'Marta Lindqvist', ...who })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
}

export default defineConfig({
  plugins: [session()],
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: {
    target: 'es2023',
    rollupOptions: { input: ['index.html', 'sales.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))) },
  },
});
