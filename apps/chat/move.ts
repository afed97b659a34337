// From what was pressed or handed in to the command that it is. Whether it may is for the rules.
import type { MoveVerb, Place } from '#core/cards/card.ts';
import type { CommandBody } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { RecipientId } from '#core/ids.ts';
import { lastAsker } from '#core/rules/addressing.ts';
import type { EvidenceRef } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { addressOf } from '#apps/address.ts';
import { successorIn } from '#apps/drafting/candidate.ts';
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
  /** When the draft was made that the card showed. */
  readonly draftedAt?: Instant | undefined;
  /** The words that were pressed or typed, for the record. */
  readonly words: string;
};

type OfRecipient = Move & { readonly recipient: RecipientId; readonly reason: string };
/** Kept only for what the record needs proof of. */
type Prove = () => Promise<EvidenceRef>;

/** @returns undefined for what nobody can do from that seat */
export async function bodyOf(ports: ChatPorts, move: Move, prove: Prove): Promise<CommandBody | undefined> {
  const { place, verb } = move;
  const reason = (move.text['reason'] ?? '').trim();
  if (place.seat === 'sender') return BY_SENDER[verb]?.(move, reason);
  const asked = { ...move, recipient: place.seat, reason };
  return verb === 'delegate' ? handOver(ports, asked) : BY_RECIPIENT[verb]?.(asked, prove);
}

const BY_SENDER: { readonly [V in MoveVerb]?: (move: Move, reason: string) => CommandBody } = {
  send: ({ draftedAt }) => ({ type: 'send', ...(draftedAt === undefined ? {} : { draftedAt }) }),
  remind: ({ to }) => ({ type: 'remind', recipient: to ?? null }),
  void: (_move, reason) => ({ type: 'void', reason }),
  resume: () => ({ type: 'resolve', note: '' }),
  comment: ({ to, state, text }) => ({ type: 'comment', from: null, to: to ?? lastAsker(state), text: textIn(text) }),
};

const BY_RECIPIENT: { readonly [V in MoveVerb]?: (move: OfRecipient, prove: Prove) => Promise<CommandBody> } = {
  approve: decided,
  acknowledge: decided,
  decline: objected,
  withdraw: objected,
  dispute: objected,
  comment: async ({ recipient, text }) => ({ type: 'comment', from: recipient, to: null, text: textIn(text) }),
};

async function decided(move: OfRecipient, prove: Prove): Promise<CommandBody> {
  const { recipient, words, verb } = move;
  const type = verb === 'acknowledge' ? verb : 'approve';
  return { type, recipient, fingerprint: seenFingerprint(move), words, evidence: await prove() };
}

async function objected({ recipient, reason, verb }: OfRecipient, prove: Prove): Promise<CommandBody> {
  const type = verb === 'withdraw' || verb === 'dispute' ? verb : 'decline';
  return { type, recipient, reason, evidence: await prove() };
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
  const to = await successorIn(ports, state, { name: '', email, role: seat.role });
  return { type: 'delegate', recipient, to, reason };
}
