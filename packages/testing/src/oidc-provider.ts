import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

export type OidcProvider = {
  issuer: string;
  close(): Promise<void>;
};

/** What comes before an address at the provider's sign-in to have it say that the address is not verified. */
export const UNVERIFIED = 'unverified:';

/**
 * A real OpenID Connect provider on loopback with one client. Whoever signs in there with an address, and any password, is that person;
 * the identity token does not hold the address, as with most providers.
 */
export async function startOidcProvider(options: {
  port: number;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}): Promise<OidcProvider> {
  const issuer = `http://127.0.0.1:${options.port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: options.clientId, client_secret: options.clientSecret, redirect_uris: [options.redirectUri] }],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => {
        const email = id.replace(UNVERIFIED, '');
        return { sub: id, email, email_verified: !id.startsWith(UNVERIFIED), name: email.split('@')[0] ?? email };
      },
    }),
  });
  const server = createServer(provider.callback()).listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
