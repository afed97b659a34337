// The proof of an act in a chat: the delivery as the platform authenticated it, who the platform said it was, and the very card that the
// person saw; kept as one blob and named by its hash.
import { canonical } from '#core/canonical.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { blobKeys } from '#apps/ports.ts';
import type { ChatPorts } from './chat-ports.ts';
import type { ChatRequest } from './request.ts';
import type { Speaker } from './speaker.ts';

const NAMES = { slack: 'Slack', teams: 'Microsoft Teams' } as const;

export async function evidenceOf(ports: ChatPorts, request: ChatRequest, speaker: Speaker): Promise<EvidenceRef> {
  const { platform, did, install, user, at, proof } = request;
  const { account, assurance, tenant } = speaker;
  const seen = did.on === undefined ? undefined : await ports.cards.at(platform, did.on);
  const record = canonical({
    platform,
    install,
    user,
    at,
    proof,
    did: did.kind === 'press' ? { kind: did.kind, inputs: did.inputs } : { kind: did.kind, text: did.text },
    account: { ...account, tenant: account.tenant },
    assurance,
    seen: seen === undefined ? null : { card: seen.posted.hash, version: seen.version, copy: seen.posted.copy ?? null },
  });
  const reference = ports.sha256(record);
  await ports.blobs.put(blobKeys.evidence(tenant.id, reference), new TextEncoder().encode(record));
  return { kind: platform, reference, proof: sentence(speaker, seen?.posted.hash) };
}

function sentence({ account, email }: Speaker, card: string | undefined): string {
  const { platform, standing, isEmailConfirmed } = account;
  const who = standing === 'member' ? 'a full member' : 'not a full member';
  const address = isEmailConfirmed ? 'whose address the platform confirms' : 'whose address the platform does not confirm';
  const shown = card === undefined ? '' : ` The card shown had the fingerprint ${card.slice(0, 16)}.`;
  return `Acted in ${NAMES[platform]} as ${email}, ${who} of the linked organisation ${address}.${shown}`;
}
