// The proof of an act in a chat: the delivery as the platform authenticated it, who the platform said it was, what was pressed or typed, and
// the very card that the person saw; kept as one blob and named by its hash.
import { canonical } from '#core/canonical.ts';
import type { Intent } from '#core/cards/card.ts';
import type { StandingCard } from '#core/messages.ts';
import { enProof } from '#core/phrases/en/proof.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { blobKeys } from '#apps/ports.ts';
import type { ChatPorts } from './chat-ports.ts';
import type { Found } from './finding.ts';
import type { ChatRequest } from './request.ts';
import type { Speaker } from './speaker.ts';

const NAMES = { slack: 'Slack', teams: 'Microsoft Teams' } as const;

/** The card on which it was done, as it stood there. A card of another envelope is not what was seen of this one. */
export async function seenBy(ports: ChatPorts, { platform, did }: ChatRequest, { place }: Found): Promise<StandingCard | undefined> {
  const card = did.on === undefined ? undefined : await ports.cards.at(platform, did.on);
  return card?.tenant === place.tenant && card.envelope === place.envelope ? card : undefined;
}

/** @property meant what the button said, opened: the sealed text is of use to nobody but us */
export type Deed = {
  readonly request: ChatRequest;
  readonly speaker: Speaker;
  readonly meant: Intent;
  readonly seen: StandingCard | undefined;
};

export async function evidenceOf(ports: ChatPorts, { request, speaker, meant, seen }: Deed): Promise<EvidenceRef> {
  const { platform, did, install, user, at, proof } = request;
  const { account, assurance, tenant } = speaker;
  const record = canonical({
    platform,
    install,
    user,
    at,
    proof,
    did: { kind: did.kind, meant: { ...meant }, ...(did.kind === 'press' ? { inputs: did.inputs } : { text: did.text }) },
    on: did.on ?? null,
    account: { ...account },
    assurance,
    seen: seen === undefined ? null : { card: seen.posted.hash, version: seen.version, copy: seen.posted.copy ?? null },
  });
  const reference = ports.sha256(record);
  await ports.blobs.put(blobKeys.evidence(tenant.id, reference), new TextEncoder().encode(record));
  return { kind: platform, reference, proof: sentence(speaker, seen?.posted.hash) };
}

function sentence({ account, email }: Speaker, card: string | undefined): string {
  const { platform, standing, isEmailConfirmed: isConfirmed } = account;
  const isMember = standing === 'member';
  return enProof({ how: 'chat', platform: NAMES[platform], email, isMember, isConfirmed, card: card?.slice(0, 16) ?? null });
}
