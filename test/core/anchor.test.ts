// The tree over the heads of a day: anyone with a proof can hold one head against the root, and nothing else passes for it.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchorOf, isAnchorWhole, proofOf, provesHead, rootOf, type Head } from '#core/anchor.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { sha256, TENANT } from '../support/build.ts';
import '../support/properties.ts';

const heads = (many: number): Head[] =>
  Array.from({ length: many }, (_, at) => ({
    envelope: `CS-${String(at).padStart(4, '0')}` as EnvelopeId,
    version: at + 1,
    head: sha256(`head ${at}`),
  }));

describe('the anchor', () => {
  test('is the tree of RFC 6962, its leaves hashed exactly as there', () => {
    const [a, b, c] = heads(3);
    const raw = (...parts: (string | number)[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part));
      return hash.digest('hex');
    };
    const leaf = (one: Head | undefined) => raw(0, `{"envelope":"${one?.envelope}","head":"${one?.head}","version":${one?.version}}`);
    expect(rootOf([], sha256)).toBe(raw(''));
    expect(rootOf(heads(1), sha256)).toBe(leaf(a));
    expect(rootOf(heads(3), sha256)).toBe(raw(1, raw(1, leaf(a), leaf(b)), leaf(c)));
  });

  test('is the same in whatever order the heads come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(heads(20), { minLength: 20 }), (mixed) => rootOf(mixed, sha256) === rootOf(heads(20), sha256)),
    );
  });

  test('proves every head that is in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (many, which) => {
        const all = heads(many);
        const head = all[which % many];
        const proof = head && proofOf(head.envelope, all, sha256);
        return head !== undefined && proof !== undefined && provesHead(proof, { head, root: rootOf(all, sha256) }, sha256);
      }),
    );
  });

  test('proves no other version, hash or envelope', () => {
    const all = heads(11);
    const root = rootOf(all, sha256);
    const [head, other] = [all[4], all[5]];
    if (!head || !other) throw new Error('no heads');
    const proof = proofOf(head.envelope, all, sha256) ?? [];
    for (const wrong of [{ ...head, version: 99 }, { ...head, head: other.head }, { ...head, envelope: other.envelope }, other])
      expect(provesHead(proof, { head: wrong, root }, sha256)).toBe(false);
    expect(proofOf('CS-nowhere' as EnvelopeId, all, sha256)).toBeUndefined();
  });

  test('is chained to the one before, and a change of any of its fields is seen', () => {
    const first = anchorOf({ tenant: TENANT, day: '2026-11-24', previous: null, heads: heads(2) }, sha256);
    const second = anchorOf({ tenant: TENANT, day: '2026-11-25', previous: first.hash, heads: heads(3) }, sha256);
    expect([isAnchorWhole(first, sha256), isAnchorWhole(second, sha256)]).toEqual([true, true]);
    for (const change of [{ day: '2026-11-23' }, { previous: null }, { size: 2 }, { root: first.root }]) {
      expect(isAnchorWhole({ ...second, ...change }, sha256)).toBe(false);
    }
    expect(isAnchorWhole({ ...second, token: 'added later by a time-stamping authority' }, sha256)).toBe(true);
  });
});
