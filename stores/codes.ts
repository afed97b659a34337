// One-time codes. A code is derived from a random nonce by a keyed hash when its message is made, so that no row and no backup holds one.
// A row per seat counts tries and issues by conditional writes: whoever races for extra tries loses the write and is counted again.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '#core/chain.ts';
import type { Codes, CodeSeat, Key, Table } from '#core/ports.ts';
import { plus, type Instant } from '#core/time.ts';
import { brand, readBody } from './row-body.ts';
import { isSameSecret } from './same-secret.ts';

const VALID_FOR = { minutes: 10 };
const MOST_WRONG = 5;
const MOST_PER_HOUR = 5;
/** With five tries each, two weeks of guessing come to one chance in a thousand. */
const MOST_PER_DAY = 15;
const MOST_ATTEMPTS = 20;

type Settings = {
  readonly table: Table;
  readonly secret: Uint8Array;
  /** The product's clock. */
  readonly now: () => Instant;
  readonly randomHex: Random;
};

const schema = z.object({
  nonce: z.string(),
  expiresAt: brand<Instant>(),
  /** Wrong tries at this code. */
  wrong: z.int(),
  isUsed: z.boolean(),
  /** When codes were issued within the last day, this one included. */
  issuedAt: z.array(brand<Instant>()),
});
type Row = z.infer<typeof schema>;

export type ErasableCodes = Codes & {
  /** Forgets what was issued to a seat and tried there. */
  drop(seat: CodeSeat): Promise<void>;
};

export function codes({ table, secret, now, randomHex }: Settings): ErasableCodes {
  /** Reads, judges, and writes what the judgement changes; starts again when someone else wrote in between. */
  async function changing<T>(seat: CodeSeat, judge: (row: Row | undefined) => { readonly answer: T; readonly next?: Row }): Promise<T> {
    const key = rowKey(seat);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const item = await table.get(key);
      const { answer, next } = judge(item && readBody(schema, item));
      if (!next) return answer;
      const row = { ...key, version: (item?.version ?? 0) + 1, body: JSON.stringify(next) };
      if (await (item ? table.putIfVersion(row, item.version) : table.putIfAbsent(row))) return answer;
    }
    throw new Error(`Could not count a one-time code of ${seat.seat} in ${seat.envelope}: too many tries at once. Try again.`);
  }

  function codeOf({ tenant, envelope, seat }: CodeSeat, nonce: string): string {
    const hash = createHmac('sha256', secret)
      .update(JSON.stringify(['code', tenant, envelope, seat, nonce]))
      .digest();
    // 64 bits against a million: no code is likelier than another by more than one in 10^13.
    return String(hash.readBigUInt64BE() % 1_000_000n).padStart(6, '0');
  }

  return {
    codeOf,
    drop: async (seat) => table.delete(rowKey(seat)),

    async issue(seat) {
      const nonce = randomHex(16);
      return changing(seat, (row) => {
        const at = now();
        const today = (row?.issuedAt ?? []).filter((issued) => plus(issued, { hours: 24 }) > at);
        const lately = today.filter((issued) => plus(issued, { hours: 1 }) > at);
        if (lately.length >= MOST_PER_HOUR || today.length >= MOST_PER_DAY) return { answer: undefined };
        const expiresAt = plus(at, VALID_FOR);
        return { answer: { nonce, expiresAt }, next: { nonce, expiresAt, wrong: 0, isUsed: false, issuedAt: [...today, at] } };
      });
    },

    async check(seat, typed) {
      const code = typed.replace(/[\s-]/g, '');
      return changing<Awaited<ReturnType<Codes['check']>>>(seat, (row) => {
        if (!row || row.isUsed) return { answer: 'none' };
        if (row.wrong >= MOST_WRONG) return { answer: 'locked' };
        if (now() > row.expiresAt) return { answer: 'expired' };
        // A slip that cannot be a code is no guess, and costs no try.
        if (!/^\d{6}$/.test(code)) return { answer: 'wrong' };
        if (isSameSecret(code, codeOf(seat, row.nonce))) return { answer: 'right', next: { ...row, isUsed: true } };
        const wrong = row.wrong + 1;
        return { answer: wrong >= MOST_WRONG ? 'locked' : 'wrong', next: { ...row, wrong } };
      });
    },
  };
}

function rowKey({ tenant, envelope, seat }: CodeSeat): Key {
  return { pk: `T#${tenant}#CODES#${envelope}`, sk: seat };
}
