// Tokens: the same claim gives the same token, what people do to it on the way is forgiven, and junk costs nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { TokenClaim } from '#core/ports.ts';
import { tokens } from '#stores/tokens.ts';
import { ENVELOPE, r, TENANT } from '../support/build.ts';
import { countingTable } from '../support/counting-table.ts';
import { storeKit } from '../support/store-kit.ts';

const OLD = { kid: '2025', secret: Buffer.from('the secret of last year') };
const NEW = { kid: '2026', secret: Buffer.from('the secret of this year') };
const CLAIM: TokenClaim = { tenant: TENANT, envelope: ENVELOPE, seat: r(1), purpose: 'reply', generation: 1 };

function kit() {
  const counting = countingTable(storeKit().table);
  return { ...counting, tokens: tokens({ table: counting.table, keys: [NEW] }) };
}

describe('a token', () => {
  it('is the same every time, 30 characters, and leads back to its claim', async () => {
    const { tokens: issued } = kit();
    const token = await issued.issue(CLAIM);
    expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{30}$/);
    expect(await issued.issue({ ...CLAIM })).toBe(token);
    expect(await issued.resolve(token)).toEqual(CLAIM);
  });

  it('differs for every part of the claim', async () => {
    const { tokens: issued } = kit();
    const claims: TokenClaim[] = [
      CLAIM,
      { ...CLAIM, tenant: 'fabrikam' as TenantId },
      { ...CLAIM, envelope: 'CS-00000-00000' as EnvelopeId },
      { ...CLAIM, seat: 'sender' },
      { ...CLAIM, purpose: 'page' },
      { ...CLAIM, generation: 2 },
    ];
    expect(new Set(await Promise.all(claims.map((claim) => issued.issue(claim)))).size).toBe(claims.length);
  });

  it('is read in any case, and with O for 0 and I or L for 1', async () => {
    const { tokens: issued } = kit();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }),
        async (generation, how) => {
          const token = await issued.issue({ ...CLAIM, generation });
          const retyped = [...token].map(
            (char, at) => [char, char.toUpperCase(), { 0: 'O', 1: 'lI'.charAt(at % 2) }[char] ?? char][how[at] ?? 0],
          );
          expect(await issued.resolve(retyped.join(''))).toEqual({ ...CLAIM, generation });
        },
      ),
    );
  });

  it('is stored nowhere: its row knows a hash only', async () => {
    const { table, bare } = storeKit();
    const written: string[] = [];
    const spying = {
      ...table,
      putIfAbsent: async (item: Parameters<typeof table.putIfAbsent>[0]) => {
        written.push(JSON.stringify(item));
        return bare.putIfAbsent(item);
      },
    };
    const token = await tokens({ table: spying, keys: [NEW] }).issue(CLAIM);
    expect(written).toHaveLength(1);
    expect(written.join().toLowerCase()).not.toContain(token);
  });

  it('of which any character was changed is refused, and so is junk, without a look-up', async () => {
    const { tokens: issued, counts, reset } = kit();
    const token = await issued.issue(CLAIM);
    reset();
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === '7' ? '8' : '7';
      expect(await issued.resolve(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    for (const junk of ['', 'x', token.slice(1), `${token}0`, ` ${token}`, 'u'.repeat(30), '0'.repeat(30), `${token.slice(0, 29)}\u0130`]) {
      expect(await issued.resolve(junk)).toBeUndefined();
    }
    expect(counts.get + counts.queryPartition).toBe(0);
  });

  it('that was never issued here is unknown, however right it looks', async () => {
    const elsewhere = await kit().tokens.issue(CLAIM);
    const { tokens: issued, counts } = kit();
    expect(await issued.resolve(elsewhere)).toBeUndefined();
    expect(counts.get).toBe(1);
  });
});

describe('keys of tokens', () => {
  it('may be joined by a newer one: known claims keep their token, new claims get the newer key', async () => {
    const { table } = storeKit();
    const before = await tokens({ table, keys: [OLD] }).issue(CLAIM);
    const both = tokens({ table, keys: [NEW, OLD] });
    expect(await both.issue(CLAIM)).toBe(before);
    expect(await both.resolve(before)).toEqual(CLAIM);
    const later = { ...CLAIM, generation: 2 };
    expect(await both.issue(later)).toBe(await tokens({ table, keys: [NEW] }).issue(later));
  });

  it('end their tokens when they are taken away', async () => {
    const { table } = storeKit();
    const before = await tokens({ table, keys: [OLD] }).issue(CLAIM);
    expect(await tokens({ table, keys: [NEW] }).resolve(before)).toBeUndefined();
    expect(() => tokens({ table, keys: [] })).toThrow(/no key/);
  });
});

describe('a token that is ended', () => {
  it('leads nowhere any more, also after it is asked for again, and the next one is another', async () => {
    const { table } = storeKit();
    const issued = tokens({ table, keys: [NEW] });
    const first = await issued.issue(CLAIM);
    expect(await issued.isLive(CLAIM)).toBe(true);
    await issued.end(CLAIM);
    await issued.end(CLAIM);
    expect([await issued.resolve(first), await issued.isLive(CLAIM)]).toEqual([undefined, false]);
    const second = await tokens({ table, keys: [NEW] }).issue(CLAIM);
    expect(second).not.toBe(first);
    expect([await issued.resolve(first), await issued.resolve(second)]).toEqual([undefined, CLAIM]);
    expect(await tokens({ table, keys: [NEW] }).issue(CLAIM)).toBe(second);
    await issued.end(CLAIM);
    expect([await issued.resolve(second), await issued.isLive(CLAIM)]).toEqual([undefined, false]);
    expect(await issued.rowsOf(CLAIM)).toHaveLength(2);
    await issued.revoke(CLAIM);
    expect(await issued.rowsOf(CLAIM)).toEqual([]);
  });

  it('of an older key is followed by one of the newest, which is found once the older key is gone', async () => {
    const { table } = storeKit();
    const old = await tokens({ table, keys: [OLD] }).issue(CLAIM);
    const both = tokens({ table, keys: [NEW, OLD] });
    await both.end(CLAIM);
    expect(await both.resolve(old)).toBeUndefined();
    const next = await both.issue(CLAIM);
    const without = tokens({ table, keys: [NEW] });
    expect([await without.issue(CLAIM), await without.isLive(CLAIM)]).toEqual([next, true]);
    await without.end(CLAIM);
    expect(await without.resolve(next)).toBeUndefined();
  });

  it('that was never given out needs no end', async () => {
    const { tokens: issued, counts } = kit();
    await issued.end(CLAIM);
    expect([await issued.isLive(CLAIM), counts.putIfVersion]).toEqual([false, 0]);
  });
});
