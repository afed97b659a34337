// Brings someone a message through its channel, if it is still true. A card that was posted for it is registered before anything is
// recorded as done; where the channel does not reach the person, the next one is found.
import { NO_ENVELOPE, type Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Ledger } from '#core/ports.ts';
import type { CardSource, Message, Outbound, Receipt, StandIn } from '#core/messages.ts';
import type { Notification } from '#core/notify.ts';
import type { Channel } from '#core/terms.ts';
import { languageOf } from '#core/views/facts.ts';
import type { Absences } from '#stores/absences.ts';
import type { Cards } from '#stores/cards.ts';
import { effectName, tellEffect, type Job } from '#stores/effect-row.ts';
import { digestOf, type DigestParts } from './digest.ts';
import { stillTrue } from './still-true.ts';

export type NextChannel = (tenant: TenantId, email: string, after: Channel) => Promise<Channel | undefined>;

export type BringParts = {
  readonly ledger: Ledger;
  readonly outbound: Partial<Record<Channel, Outbound>>;
  readonly cards: Cards;
  readonly nextChannel: NextChannel;
  readonly digest: DigestParts;
  readonly absences: Pick<Absences, 'at'>;
};

export type Outcome =
  | Exclude<Receipt, { readonly outcome: 'elsewhere' }>
  | { readonly outcome: 'elsewhere'; readonly next: Channel; readonly why: string }
  | 'superseded';

type About = Pick<Message, 'effect' | 'attempt' | 'tenant'>;
type Answering = {
  readonly job: Extract<Job, { do: 'answer' }>;
  readonly about: About;
  readonly envelope: EnvelopeId | null;
};

export async function bringAnswer(parts: BringParts, { job, about, envelope }: Answering): Promise<Outcome> {
  const { answer, tried = [] } = job;
  const stream = envelope === null ? undefined : await parts.ledger.load(about.tenant.id, envelope);
  const state = stream ? fold(stream) : NO_ENVELOPE;
  const isAbout = stream !== undefined && state.status !== 'none';
  const message: Message = { ...about, answer, ...(isAbout ? { envelope: state, version: stream.version } : {}) };
  const language = isAbout && answer.say.kind === 'shared' ? languageOf(state, answer.about?.seat ?? 'sender') : undefined;
  const receipt = await outboundOf(parts, answer.channel).deliver(message);
  // Other answers say how it was when they were asked for.
  if (isAbout && language !== undefined)
    await register(parts, { receipt, message, state, channel: answer.channel, shows: { as: 'shared', language } });
  return onwards(parts, { receipt, about, email: answer.to.email, tried: [...tried, answer.channel] });
}

type Telling = Omit<Answering, 'job' | 'envelope'> & { readonly job: Extract<Job, { do: 'tell' }>; readonly envelope: EnvelopeId };

export async function bringNotification(parts: BringParts, { job, about, envelope }: Telling): Promise<Outcome> {
  const { notification, channel, tried = [] } = job;
  const tenant = about.tenant.id;
  const stream = await parts.ledger.load(tenant, envelope);
  const state = stillTrue(stream, notification);
  if (!state) return 'superseded';
  // On whichever channel it arrives in the end, it is one reminder of the day.
  const [first = channel] = tried;
  const effect = effectName(tellEffect({ tenant, envelope, notification, channel: first }).key);
  const alsoWaits = await digestOf(parts.digest, { state, stream, notification, effect });
  if (alsoWaits === 'joined') return 'superseded';
  const standIn = await standInFor(parts, state, notification);
  const message = { ...about, notification, envelope: state, version: stream.version, alsoWaits, ...(standIn && { standIn }) };
  const receipt = await outboundOf(parts, channel).deliver(message);
  await register(parts, { receipt, message, state, channel, shows: { as: 'told', notification } });
  const seat = notification.to === 'sender' ? state.sender : state.recipients.find(({ id }) => id === notification.to);
  return onwards(parts, { receipt, about, email: seat?.email, tried: [...tried, channel] });
}

/** Whoever is away may have named someone; before their turn that would have been followed, now it is for the sender to say. */
async function standInFor({ absences, digest }: BringParts, state: Existing, { kind, about }: Notification): Promise<StandIn | undefined> {
  const away = kind === 'away' ? state.recipients.find(({ id }) => id === about) : undefined;
  return away && (await absences.at(state.tenant, away.email, digest.now()))?.to;
}

type Posting = {
  readonly receipt: Receipt;
  readonly message: Pick<Message, 'attempt' | 'version'>;
  readonly state: Existing;
  readonly channel: Channel;
  readonly shows: CardSource;
};

async function register({ cards }: BringParts, { receipt, message, state, channel, shows }: Posting): Promise<void> {
  if (receipt.outcome !== 'accepted' || !receipt.card) return;
  const { tenant, id: envelope } = state;
  // What is found again after a failure was posted by an earlier attempt, and may show an earlier version.
  const version = message.attempt === 1 ? (message.version ?? 0) : 0;
  await cards.add({ tenant, envelope, channel, shows, posted: receipt.card, version, isGone: false });
}

type Unreached = {
  readonly receipt: Receipt;
  readonly about: About;
  readonly email: string | undefined;
  readonly tried: readonly Channel[];
};

async function onwards(parts: BringParts, { receipt, about, email, tried }: Unreached): Promise<Outcome> {
  if (receipt.outcome !== 'elsewhere') return receipt;
  const { why } = receipt;
  const next = email === undefined ? undefined : await untried(parts, { tenant: about.tenant.id, email, tried });
  return next === undefined ? { outcome: 'undeliverable', why } : { outcome: 'elsewhere', next, why };
}

type Asked = { readonly tenant: TenantId; readonly email: string; readonly tried: readonly Channel[] };

/** Never one twice, and none that is not running here but mail, which waits until it is configured. */
async function untried({ nextChannel, outbound }: BringParts, { tenant, email, tried }: Asked): Promise<Channel | undefined> {
  const seen = new Set(tried);
  let at = tried.at(-1);
  while (at !== undefined) {
    const next = await nextChannel(tenant, email, at);
    const isNew = next !== undefined && !seen.has(next);
    if (isNew && (next === 'email' || outbound[next])) return next;
    if (next !== undefined) seen.add(next);
    at = isNew ? next : undefined;
  }
  return seen.has('email') ? undefined : 'email';
}

export function outboundOf({ outbound }: Pick<BringParts, 'outbound'>, channel: Channel): Outbound {
  const found = outbound[channel];
  if (found) return found;
  throw new Error(`No ${channel} channel is running here, so a message for it waits. Start the product with ${channel} configured.`);
}
