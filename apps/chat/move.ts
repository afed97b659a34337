// From what was pressed or handed in to the command that it is. Whether it may is for the rules.
import type { MoveVerb, Place } from '#core/cards/card.ts';
import type { CommandBody } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { RecipientId } from '#core/ids.ts';
import { lastAsker } from '#core/rules/addressing.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { addressOf } from '#apps/address.ts';
import { candidateOf } from '#apps/drafting/candidate.ts';
import type { ChatPorts } from './chat-ports.ts';

export type Move = {
  readonly verb: MoveVerb;
  readonly place: Place;
  readonly state: Existing;
  /** As much of the fingerprint as the card carried; without it, the documents as they are. */
  readonly fingerprint?: string | undefined;
  readonly to?: RecipientId | undefined;
  /** By field id. */
  readonly text: Readonly<Record<string, string>>;
  /** The words that were pressed or typed, for the record. */
  readonly words: string;
};

/** @param evidence kept only for what the record needs proof of */
export async function bodyOf(ports: ChatPorts, move: Move, evidence: () => Promise<EvidenceRef>): Promise<CommandBody | undefined> {
  const { place, text } = move;
  return place.seat === 'sender'
    ? ofSender(move)
    : ofRecipient(ports, { ...move, recipient: place.seat, reason: (text['reason'] ?? '').trim() }, evidence);
}

function ofSender({ verb, to, text, state }: Move): CommandBody | undefined {
  switch (verb) {
    case 'send':
      return { type: 'send' };
    case 'remind':
      return { type: 'remind', recipient: to ?? null };
    case 'void':
      return { type: 'void', reason: (text['reason'] ?? '').trim() };
    case 'resume':
      return { type: 'resolve', note: '' };
    case 'comment':
      return { type: 'comment', from: null, to: to ?? lastAsker(state), text: textIn(text) };
    case 'approve':
    case 'acknowledge':
    case 'decline':
    case 'delegate':
    case 'withdraw':
    case 'dispute':
    case 'start':
    case 'change':
    case 'share':
    case 'prefer':
    case 'show':
    case 'list':
      return undefined;
  }
}

type OfRecipient = Move & { readonly recipient: RecipientId; readonly reason: string };

async function ofRecipient(ports: ChatPorts, move: OfRecipient, evidence: () => Promise<EvidenceRef>): Promise<CommandBody | undefined> {
  const { verb, recipient, reason, words, text } = move;
  switch (verb) {
    case 'approve':
    case 'acknowledge':
      return { type: verb, recipient, fingerprint: seenFingerprint(move), words, evidence: await evidence() };
    case 'decline':
    case 'withdraw':
    case 'dispute':
      return { type: verb, recipient, reason, evidence: await evidence() };
    case 'delegate':
      return handOver(ports, move);
    case 'comment':
      return { type: 'comment', from: recipient, to: null, text: textIn(text) };
    case 'send':
    case 'remind':
    case 'void':
    case 'resume':
    case 'start':
    case 'change':
    case 'share':
    case 'prefer':
    case 'show':
    case 'list':
      return undefined;
  }
}

function textIn(text: Move['text']): string {
  return (text['text'] ?? '').trim();
}

/** What the card spoke of: where the documents have changed since, the rules see that it is another. */
function seenFingerprint({ fingerprint, state }: Move): string {
  const current = 'fingerprint' in state ? state.fingerprint : '';
  return fingerprint === undefined || current.startsWith(fingerprint) ? current : fingerprint;
}

async function handOver(ports: ChatPorts, { state, recipient, text, reason }: OfRecipient): Promise<CommandBody | undefined> {
  const seat = state.recipients.find(({ id }) => id === recipient);
  const email = addressOf(text['address'] ?? '');
  if (!seat || email === undefined) return undefined;
  const { tenant, documentClass, amount, origin } = state;
  const under = { tenant, documentClass, amount, policy: await ports.policyOf(tenant) };
  const to = await candidateOf(ports, { name: '', email, role: seat.role, origin: origin.channel }, under);
  return { type: 'delegate', recipient, to, reason };
}
