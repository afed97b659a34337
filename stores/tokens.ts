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
  /** How often the claim's token was ended before this one. */
  renewal: z.int().optional(),
  isEnded: z.boolean().optional(),
});

export type RevocableTokens = Tokens & {
  /** Ends the tokens of a claim that were given out: none of them leads anywhere any more, and the next that is issued is another one. */
  end(claim: TokenClaim): Promise<void>;
  /** Whether one that was given out still leads to its claim. */
  isLive(claim: TokenClaim): Promise<boolean>;
  /** Takes tokens away without a trace, whichever key made them. */
  revoke(claim: TokenClaim): Promise<void>;
  /** The look-up rows of a claim that were ever given out. */
  rowsOf(claim: TokenClaim): Promise<readonly Item[]>;
};

/** Made into a key once: doing that costs more than the hash. */
type ReadyKey = { readonly kid: string; readonly secret: KeyObject };

export function tokens({ table, keys: given }: Settings): RevocableTokens {
  const keys = given.map(({ kid, secret }): ReadyKey => ({ kid, secret: createSecretKey(secret) }));
  const [first, ...older] = keys;
  if (!first) throw new Error('Could not set up tokens: there is no key. Give at least one.');
  const newest = first;
  /** Those whose rows are there: every reminder carries the same one. */
  const issued = new Map<string, string>();

  function remember(claim: TokenClaim, token: string): string {
    issued.set(textOf(claim), token);
    const [oldest] = issued.keys();
    if (issued.size > MOST_REMEMBERED && oldest !== undefined) issued.delete(oldest);
    return token;
  }

  const { unended, rowsOf } = tokenRows({ table, keys, newest, older });

  return {
    async issue(claim) {
      const known = issued.get(textOf(claim));
      if (known !== undefined) return known;
      return remember(claim, await unended(claim));
    },

    async resolve(text) {
      const token = asWritten(text);
      if (token === undefined || !keys.some((key) => hasCheck(key, token))) return undefined;
      const item = await table.get(rowKey(token));
      if (!item) return undefined;
      const { kid, claim, renewal = 0, isEnded = false } = readBody(row, item);
      const key = keys.find((each) => each.kid === kid);
      return key && !isEnded && isSameSecret(tokenOf(key, claim, renewal), token) ? claim : undefined;
    },

    async revoke(claim) {
      issued.delete(textOf(claim));
      // The last first: an earlier one leads to it, also after a crash in between.
      for (const { pk, sk } of (await rowsOf(claim)).toReversed()) await table.delete({ pk, sk });
    },

    async end(claim) {
      issued.delete(textOf(claim));
      for (const item of await rowsOf(claim)) {
        if (isOver(item)) continue;
        const body = JSON.stringify({ ...readBody(row, item), isEnded: true });
        await table.putIfVersion({ pk: item.pk, sk: item.sk, version: item.version + 1, body }, item.version);
      }
    },

    isLive: async (claim) => (await rowsOf(claim)).some((item) => !isOver(item)),
    rowsOf,
  };
}

type TokenRows = {
  readonly table: Table;
  readonly keys: readonly ReadyKey[];
  readonly newest: ReadyKey;
  readonly older: readonly ReadyKey[];
};

/** The look-up rows of a claim: one of each key, and one more of each after every end. */
function tokenRows({ table, keys, newest, older }: TokenRows) {
  /** The one that is not ended: that of an older key where it was given out, else the newest key's. */
  async function unended(claim: TokenClaim): Promise<string> {
    for (let renewal = 0; ; renewal += 1) {
      const rows = await Promise.all(
        older.map(async (key) => ({ token: tokenOf(key, claim, renewal), item: await found(key, claim, renewal) })),
      );
      const old = rows.find(({ item }) => item !== undefined);
      if (old?.item && !isOver(old.item)) return old.token;
      const token = tokenOf(newest, claim, renewal);
      // An ended one gets a row of the newest key too, so that what comes after it is found once the older key is taken away.
      const body = JSON.stringify({ kid: newest.kid, claim, ...(renewal > 0 && { renewal }), ...(old && { isEnded: true }) });
      const isNew = await table.putIfAbsent({ ...rowKey(token), version: 1, body });
      if (old) continue;
      if (isNew) return token;
      const known = await table.get(rowKey(token));
      if (!known || !isOver(known)) return token;
    }
  }

  async function found(key: ReadyKey, claim: TokenClaim, renewal: number): Promise<Item | undefined> {
    return table.get(rowKey(tokenOf(key, claim, renewal)));
  }

  async function rowsOf(claim: TokenClaim): Promise<readonly Item[]> {
    const all: Item[] = [];
    for (let renewal = 0; ; renewal += 1) {
      const rows = (await Promise.all(keys.map(async (key) => found(key, claim, renewal)))).filter((item) => item !== undefined);
      if (rows.length === 0) return all;
      all.push(...rows);
    }
  }

  return { unended, rowsOf };
}

function textOf({ tenant, envelope, seat, purpose, generation }: TokenClaim, renewal = 0): string {
  return JSON.stringify(['token', tenant, envelope, seat, purpose, generation, ...(renewal > 0 ? [renewal] : [])]);
}

function isOver(item: Item): boolean {
  return readBody(row, item).isEnded === true;
}

function tokenOf({ secret }: ReadyKey, claim: TokenClaim, renewal: number): string {
  const body = base32(createHmac('sha256', secret).update(textOf(claim, renewal)).digest(), BODY_CHARS);
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
