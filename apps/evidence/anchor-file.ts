// `anchors.json`: of the daily anchors those that hold a head of this envelope, each with the way from that head up to its root, so that no
// other envelope of the tenant need be known to check it.
import { z } from 'zod';
import { isAnchorWhole, proofOf, provesHead, type Anchor, type AnchorProof, type Head } from '#core/anchor.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from '#core/ids.ts';
import { headsAfter, type StoredAnchor } from '#stores/anchors.ts';

export type Covering = { readonly anchor: Anchor; readonly head: Head; readonly proof: AnchorProof };

const hash = z.custom<Sha256>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const text = <T extends string>() => z.custom<T>((value) => typeof value === 'string');
const schema = z.array(
  z.strictObject({
    anchor: z.strictObject({
      format: z.literal('countersign-anchor/1'),
      tenant: text<TenantId>(),
      day: z.string(),
      previous: hash.nullable(),
      size: z.int(),
      root: hash,
      hash,
      token: z.string().nullable(),
    }),
    head: z.strictObject({ envelope: text<EnvelopeId>(), version: z.int(), head: hash }),
    proof: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash })),
  }),
);

/** Those at which the head had changed: an unchanged one proves nothing more. */
export function coveringAnchors(envelope: EnvelopeId, stored: readonly StoredAnchor[], sha256: HashText): readonly Covering[] {
  return stored.flatMap(({ anchor, changed }, at) => {
    const head = changed.find((one) => one.envelope === envelope);
    const proof = head && proofOf(envelope, headsAfter(stored.slice(0, at + 1)), sha256);
    return head && proof ? [{ anchor, head, proof }] : [];
  });
}

export function readAnchors(content: string): readonly Covering[] | undefined {
  try {
    return schema.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}

export function holdsHead({ anchor, head, proof }: Covering, sha256: HashText): boolean {
  return isAnchorWhole(anchor, sha256) && provesHead(proof, { head, root: anchor.root }, sha256);
}
