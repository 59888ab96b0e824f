import { SignJWT } from 'jose';
import { defineConfig, type Connect, type Plugin } from 'vite';

/**
 * Stands for the ERP's own server: it knows who is signed in, and signs a short-lived token for Rapport.
 * `GET /session` gives `{ url, token }`. `RAPPORT_URL` and `RAPPORT_SECRET` are those of the reference server.
 */
function session(): Plugin {
  const answer: Connect.NextHandleFunction = (request, response, next) => {
    if (request.url !== '/session') return next();
    void sign().then(
      (token) => {
        response.setHeader('content-type', 'application/json');
        response.setHeader('cache-control', 'no-store');
        response.end(JSON.stringify({ url: process.env['RAPPORT_URL'] ?? 'http://127.0.0.1:4000', token }));
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

async function sign(): Promise<string> {
  const secret = process.env['RAPPORT_SECRET'];
  if (!secret) throw new Error('RAPPORT_SECRET is not set: `npm start` sets it for the server and for this page');
  return new SignJWT({ tenant: 'main', role: 'admin', name: 'Order desk' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret));
}

export default defineConfig({
  plugins: [session()],
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: { target: 'es2023' },
});
