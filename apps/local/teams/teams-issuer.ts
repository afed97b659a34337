// The stand-in for Microsoft's token issuer: a key kept in the demo's folder, its public half published as OpenID metadata, and tokens as the
// Bot Connector attaches them to what it delivers.
import { createHash, createPublicKey, sign } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { keptKey } from '../kept-key.ts';

/** By which a bot tells the channel's tokens from everything else. */
const CHANNEL_ISSUER = 'https://api.botframework.com';
export const OPENID_PATH = '/v1/.well-known/openidconfiguration';
const KEYS_PATH = '/v1/.well-known/keys';
const LIVES_SECONDS = 3_600;

export type TeamsIssuer = {
  /** Serves the metadata and the keys. */
  readonly app: Hono;
  token(claims: { readonly appId: string; readonly serviceUrl: string }): string;
};

const rsaPublic = z.object({ n: z.string(), e: z.string() });

/** @param now the machine's time in milliseconds: whoever checks a token has no other */
export async function teamsIssuer({ dir, now }: { dir: string; now: () => number }): Promise<TeamsIssuer> {
  const privateKey = await keptKey(dir, 'teams-issuer.pem');
  const { n, e } = rsaPublic.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
  const kid = createHash('sha256').update(n).digest('base64url').slice(0, 27);

  const app = new Hono();
  app.get(OPENID_PATH, (context) => {
    const jwks = new URL(KEYS_PATH, context.req.url).href;
    return context.json({ issuer: CHANNEL_ISSUER, jwks_uri: jwks, id_token_signing_alg_values_supported: ['RS256'] });
  });
  // The endorsement says for which channels the key may speak.
  app.get(KEYS_PATH, (context) => context.json({ keys: [{ kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, endorsements: ['msteams'] }] }));

  return {
    app,
    token({ appId, serviceUrl }) {
      const seconds = Math.floor(now() / 1000);
      const header = { alg: 'RS256', typ: 'JWT', kid, x5t: kid };
      const claims = { serviceurl: serviceUrl, nbf: seconds, exp: seconds + LIVES_SECONDS, iss: CHANNEL_ISSUER, aud: appId };
      const signed = `${part(header)}.${part(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
