// The daily anchor: one hash over the heads of all of a tenant's envelopes, chained from day to day. A chain of an envelope is only
// consistent with itself; an anchor that someone else holds, or has time-stamped, shows that it was not written anew.
//
// The tree is RFC 6962 §2.1 over the heads in the order of the envelopes' ids, hashed as UTF-8 text:
//   leaf = sha256(U+0000 + RFC 8785 `{envelope, head, version}`)      node = sha256(U+0001 + left + right), children in lower-case hex
//   no head at all = sha256('')
// U+0000 and U+0001 are the bytes 0x00 and 0x01 of the RFC, so a leaf is exactly its leaf; a node hashes its children's hex, not their bytes.
import { canonical } from './canonical.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from './ids.ts';

/** The last commit of an envelope as it was anchored. */
export type Head = { readonly envelope: EnvelopeId; readonly version: number; readonly head: Sha256 };

/** What of an anchor is hashed. */
export type AnchorContent = {
  readonly format: 'countersign-anchor/1';
  readonly tenant: TenantId;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  /** The anchor before; null for a tenant's first. */
  readonly previous: Sha256 | null;
  /** How many heads are in the tree. */
  readonly size: number;
  readonly root: Sha256;
};

export type Anchor = AnchorContent & {
  /** sha256 of RFC 8785 of the content. */
  readonly hash: Sha256;
  /** A time-stamp by someone else (RFC 3161, base64) whose imprint is `hash`; null without one. */
  readonly token: string | null;
};

/** The way from a leaf to the root: the other child at each node, from below. */
export type AnchorProof = readonly { readonly side: 'left' | 'right'; readonly hash: Sha256 }[];

type AnchorOf = Pick<AnchorContent, 'tenant' | 'day' | 'previous'> & { readonly heads: readonly Head[] };

export function anchorOf({ tenant, day, previous, heads }: AnchorOf, sha256: HashText): Anchor {
  const content: AnchorContent = { format: 'countersign-anchor/1', tenant, day, previous, size: heads.length, root: rootOf(heads, sha256) };
  return { ...content, hash: sha256(canonical(content)), token: null };
}

/** Of which `hash` is the hash. */
export function hashedText({ hash: _hash, token: _token, ...content }: Anchor): string {
  return canonical(content);
}

export function isAnchorWhole(anchor: Anchor, sha256: HashText): boolean {
  return sha256(hashedText(anchor)) === anchor.hash;
}

export function rootOf(heads: readonly Head[], sha256: HashText): Sha256 {
  return treeOf(leavesOf(heads, sha256), sha256);
}

/** @returns undefined when the envelope is not among the heads. */
export function proofOf(envelope: EnvelopeId, heads: readonly Head[], sha256: HashText): AnchorProof | undefined {
  const at = sorted(heads).findIndex((one) => one.envelope === envelope);
  return at === -1 ? undefined : pathOf(at, leavesOf(heads, sha256), sha256);
}

export function provesHead(proof: AnchorProof, { head, root }: { readonly head: Head; readonly root: Sha256 }, sha256: HashText): boolean {
  const reached = proof.reduce<Sha256>(
    (below, { side, hash }) => (side === 'left' ? nodeOf(hash, below, sha256) : nodeOf(below, hash, sha256)),
    leafOf(head, sha256),
  );
  return reached === root;
}

function leavesOf(heads: readonly Head[], sha256: HashText): readonly Sha256[] {
  return sorted(heads).map((head) => leafOf(head, sha256));
}

function sorted(heads: readonly Head[]): readonly Head[] {
  return heads.toSorted((a, b) => (a.envelope < b.envelope ? -1 : 1));
}

function leafOf({ envelope, version, head }: Head, sha256: HashText): Sha256 {
  return sha256(`\u0000${canonical({ envelope, head, version })}`);
}

function nodeOf(left: Sha256, right: Sha256, sha256: HashText): Sha256 {
  return sha256(`\u0001${left}${right}`);
}

function treeOf(leaves: readonly Sha256[], sha256: HashText): Sha256 {
  const [only] = leaves;
  if (only === undefined) return sha256('');
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeOf(treeOf(leaves.slice(0, split), sha256), treeOf(leaves.slice(split), sha256), sha256);
}

function pathOf(at: number, leaves: readonly Sha256[], sha256: HashText): AnchorProof {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return at < split
    ? [...pathOf(at, left, sha256), { side: 'right', hash: treeOf(right, sha256) }]
    : [...pathOf(at - split, right, sha256), { side: 'left', hash: treeOf(left, sha256) }];
}

/** The largest power of two below a number of leaves. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}
