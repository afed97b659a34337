// Holds the ledger as it is today against everything that was anchored: a record that was written anew, however consistently, or that is
// gone, no longer has the heads that it had.
import { isAnchorWhole, rootOf } from '#core/anchor.ts';
import { checkStream } from '#core/chain.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from '#core/ids.ts';
import type { Ledger } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { headsAfter, type StoredAnchor } from './anchors.ts';

/** `day`: of the anchor that does not hold, or does not hold any more. */
export type AnchorFault = { readonly day: string; readonly envelope: EnvelopeId | null; readonly why: string };

type Check = { readonly tenant: TenantId; readonly stored: readonly StoredAnchor[]; readonly ledger: Pick<Ledger, 'load'> };

export async function checkAnchors({ tenant, stored, ledger }: Check, sha256: HashText): Promise<readonly AnchorFault[]> {
  const faults = [...faultsInChain(stored, sha256)];
  const streams = new Map<EnvelopeId, { readonly stream: Stream; readonly chain: string }>();
  for (const { anchor, changed } of stored) {
    for (const { envelope, version, head } of changed) {
      const known = streams.get(envelope) ?? (await read(envelope));
      streams.set(envelope, known);
      const why = whyNot(known, { version, head });
      if (why !== undefined) faults.push({ day: anchor.day, envelope, why });
    }
  }
  return faults;

  async function read(envelope: EnvelopeId) {
    const stream = await ledger.load(tenant, envelope);
    return { stream, chain: checkStream(stream, sha256).chain };
  }
}

function faultsInChain(stored: readonly StoredAnchor[], sha256: HashText): readonly AnchorFault[] {
  return stored.flatMap(({ anchor }, at) => {
    const { day, previous, root, size } = anchor;
    const heads = headsAfter(stored.slice(0, at + 1));
    const isChained = previous === (stored[at - 1]?.anchor.hash ?? null);
    if (!isAnchorWhole(anchor, sha256) || !isChained) return [{ day, envelope: null, why: 'The anchor itself was changed.' }];
    return rootOf(heads, sha256) === root && heads.length === size
      ? []
      : [{ day, envelope: null, why: 'The heads that lie with it are not its own.' }];
  });
}

type Read = { readonly stream: Stream; readonly chain: string };

function whyNot({ stream, chain }: Read, anchored: { readonly version: number; readonly head: Sha256 }): string | undefined {
  const commit = stream.commits[anchored.version - 1];
  if (!commit) return `Its record ends at commit ${stream.version}; commit ${anchored.version} was anchored.`;
  if (chain !== 'ok') return `Its chain is ${chain.replace('@', ' at commit ')}.`;
  return commit.hash === anchored.head
    ? undefined
    : `Commit ${anchored.version} is not the one that was anchored; the record was written anew.`;
}
