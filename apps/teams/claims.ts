// What a channel token says of itself, read before its signature is checked: whatever does not even claim to be from the channel and for us
// never reaches the kit, which would follow some of it to other issuers and other keys.
import { z } from 'zod';

const headerSchema = z.looseObject({ alg: z.string(), kid: z.string().min(1) });
const claimsSchema = z.looseObject({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string(),
  tid: z.unknown().optional(),
});

type Expected = { readonly issuer: string; readonly appId: string; readonly serviceUrl: string; readonly nowMs: number };
type Judged = { readonly ok: true; readonly proof: Readonly<Record<string, string>> } | { readonly ok: false; readonly why: string };

const SKEW_SECONDS = 300;
const MOST_CHARS = 8 * 1024;

export function judgeClaims(authorization: string | undefined, expected: Expected): Judged {
  if (authorization === undefined || authorization === '') return no('there is no Authorization header');
  if (authorization.length > MOST_CHARS) return no('the Authorization header is too long');
  const token = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization);
  if (!token) return no('the Authorization header is not a bearer token of three parts');
  const header = headerSchema.safeParse(decoded(token[1]));
  const claims = claimsSchema.safeParse(decoded(token[2]));
  if (!header.success || !claims.success) return no('the token lacks what every channel token has');
  const why = fault(header.data, claims.data, expected);
  if (why !== undefined) return no(why);
  const { iss, aud, exp } = claims.data;
  return { ok: true, proof: { issuer: iss, audience: aud, key: header.data.kid, expires: String(exp) } };
}

function fault(
  { alg }: z.output<typeof headerSchema>,
  { iss, aud, exp, nbf, serviceurl, tid }: z.output<typeof claimsSchema>,
  { issuer, appId, serviceUrl, nowMs }: Expected,
): string | undefined {
  const now = nowMs / 1000;
  if (alg !== 'RS256') return 'the token is not signed with RS256';
  // Only an exact issuer: tokens of Entra, with which the emulator signs in, can be had by anyone with an account somewhere.
  if (iss !== issuer) return 'the token is not from the channel';
  if (aud !== appId) return 'the token is for another app';
  if (exp + SKEW_SECONDS < now) return 'the token has expired';
  if (nbf !== undefined && nbf - SKEW_SECONDS > now) return 'the token is not valid yet';
  // The kit remembers the tenant of every token for good, before it checks any signature; the channel's tokens have none.
  if (tid !== undefined) return 'the token names a tenant, as no channel token does';
  return serviceurl === serviceUrl ? undefined : 'the token is for another service URL';
}

function decoded(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function no(why: string): Judged {
  return { ok: false, why: `Not authenticated: ${why}.` };
}
