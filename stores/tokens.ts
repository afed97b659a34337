// Tokens of reply addresses and page links: derived from the claim by a keyed hash, so that a reminder carries the same one and no record
// needs to hold any. The look-up row holds its SHA-256 only.
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { CROCKFORD } from '#core/ids.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { Item, Key, Table, TokenClaim, Tokens } from '#core/ports.ts';
import { brand, readBody } from './row-body.ts';
import { isSameSecret } from './same-secret.ts';

/** 130 bits from the claim, and 20 more that tell junk from ours without a look-up. 30 characters fit any local part (64, RFC 5321 §4.5.3.1.1). */
const BODY_CHARS = 26;
const CHECK_CHARS = 4;

const MOST_REMEMBERED = 2_000;

export type TokenKey = { readonly kid: string; readonly secret: Uint8Array };

type Settings = {
  readonly table: Table;
  /** The newest first: it makes new tokens. The others keep theirs alive; taking one away ends them. */
  readonly keys: readonly TokenKey[];
};

const row = z.object({
  kid: z.string(),
  claim: z.object({
    tenant: brand<TenantId>(),
    envelope: brand<EnvelopeId>(),
    seat: brand<'sender' | RecipientId>(),
    purpose: z.enum(['reply', 'page']),
    generation: z.int(),
  }),
});

export type RevocableTokens = Tokens & {
  /** Ends a token, whichever key made it. */
  revoke(claim: TokenClaim): Promise<void>;
  /** The look-up rows of a claim that were ever given out. */
  rowsOf(claim: TokenClaim): Promise<readonly Item[]>;
};

/** Made into a key once: doing that costs more than the hash. */
type ReadyKey = { readonly kid: string; readonly secret: KeyObject };

export function tokens({ table, keys: given }: Settings): RevocableTokens {
  const keys = given.map(({ kid, secret }): ReadyKey => ({ kid, secret: createSecretKey(secret) }));
  const [newest, ...older] = keys;
  if (!newest) throw new Error('Could not set up tokens: there is no key. Give at least one.');
  /** Those whose rows are there: every reminder carries the same one. */
  const issued = new Map<string, string>();

  function remember(claim: TokenClaim, token: string): string {
    issued.set(textOf(claim), token);
    const [oldest] = issued.keys();
    if (issued.size > MOST_REMEMBERED && oldest !== undefined) issued.delete(oldest);
    return token;
  }

  return {
    async issue(claim) {
      const known = issued.get(textOf(claim));
      if (known !== undefined) return known;
      for (const key of older) {
        const old = tokenOf(key, claim);
        if (await table.get(rowKey(old))) return remember(claim, old);
      }
      const token = tokenOf(newest, claim);
      await table.putIfAbsent({ ...rowKey(token), version: 1, body: JSON.stringify({ kid: newest.kid, claim }) });
      return remember(claim, token);
    },

    async resolve(text) {
      const token = asWritten(text);
      if (token === undefined || !keys.some((key) => hasCheck(key, token))) return undefined;
      const item = await table.get(rowKey(token));
      if (!item) return undefined;
      const { kid, claim } = readBody(row, item);
      const key = keys.find((each) => each.kid === kid);
      return key && isSameSecret(tokenOf(key, claim), token) ? claim : undefined;
    },

    async revoke(claim) {
      issued.delete(textOf(claim));
      for (const key of keys) await table.delete(rowKey(tokenOf(key, claim)));
    },

    async rowsOf(claim) {
      const rows = await Promise.all(keys.map(async (key) => table.get(rowKey(tokenOf(key, claim)))));
      return rows.filter((row) => row !== undefined);
    },
  };
}

function textOf({ tenant, envelope, seat, purpose, generation }: TokenClaim): string {
  return JSON.stringify(['token', tenant, envelope, seat, purpose, generation]);
}

function tokenOf({ secret }: ReadyKey, claim: TokenClaim): string {
  const body = base32(createHmac('sha256', secret).update(textOf(claim)).digest(), BODY_CHARS);
  return body + checkOf(secret, body);
}

function checkOf(secret: KeyObject, body: string): string {
  return base32(
    createHmac('sha256', secret)
      .update(JSON.stringify(['check', body]))
      .digest(),
    CHECK_CHARS,
  );
}

function hasCheck({ secret }: ReadyKey, token: string): boolean {
  return isSameSecret(checkOf(secret, token.slice(0, BODY_CHARS)), token.slice(BODY_CHARS));
}

/** Mail systems and people change case; people also take O for 0 and I or L for 1. @returns undefined for what cannot be a token. */
function asWritten(text: string): string | undefined {
  const token = text.toLowerCase().replaceAll('o', '0').replace(/[il]/g, '1');
  return /^[0-9a-hjkmnp-tv-z]{30}$/.test(token) ? token : undefined;
}

function rowKey(token: string): Key {
  return { pk: `TK#${createHash('sha256').update(token).digest('hex')}`, sk: 'TOKEN' };
}

/** The first `chars` × 5 bits in Crockford's base32, lower-case. */
function base32(bytes: Uint8Array, chars: number): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: chars }, (_, at) => CROCKFORD.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)))
    .join('')
    .toLowerCase();
}
