// An effect, its key and its row. The key says what it is about, so that planning twice is planning once, and so that whoever receives
// a repeated message can recognise it.
import { z } from 'zod';
import type { Answer } from '#core/answer.ts';
import type { Channel } from '#core/terms.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { Notification } from '#core/notify.ts';
import { ERASED } from '#core/personal.ts';
import type { Item, Key } from '#core/ports.ts';
import { brand, objectWith, readBody } from './row-body.ts';

export type Job =
  | ({ readonly do: 'tell'; readonly notification: Notification; readonly channel: Channel } & Tried)
  | ({ readonly do: 'answer'; readonly answer: Answer } & Tried)
  /** Makes a posted card show the record, which had come to `version`. `seats`: who reads it, and of whom it speaks. */
  | ({ readonly do: 'card'; readonly version: number; readonly seats: readonly CardSeat[] } & CardPlace)
  /** `event`: the one that asks for the seal, as `version.index`. */
  | { readonly do: 'seal'; readonly event: string }
  /** `event`: the act whose proof is to be time-stamped. */
  | { readonly do: 'stamp'; readonly event: string }
  /** `event`: the `erased` that asks for it. */
  | { readonly do: 'erase'; readonly event: string };

/** Channels on which the person was not reached before this one, in their order. */
type Tried = { readonly tried?: readonly Channel[] | undefined };
export type CardPlace = { readonly channel: Channel; readonly ref: string };
export type CardSeat = 'sender' | RecipientId;

export type NewEffect = {
  readonly key: Key;
  readonly tenant: TenantId;
  /** null for an answer: it may be about no envelope. */
  readonly envelope: EnvelopeId | null;
  readonly job: Job;
};

export type Effect = NewEffect & {
  /** Counts the row's changes; a claim holds as long as it stands. */
  readonly version: number;
  /** `elsewhere`: the person is not reached on this channel; another effect tries the `next`. */
  readonly state: 'pending' | 'done' | 'elsewhere' | 'superseded' | 'dead';
  /** Since it was planned, or put back by a redrive. */
  readonly attempts: number;
  /** How often it was put back after it had died. */
  readonly redriven: number;
  /** Machine time in milliseconds, as are `retryAt` and `doneAt`. */
  readonly leaseUntil: number | null;
  readonly retryAt: number | null;
  readonly doneAt: number | null;
  readonly providerId: string | null;
  /** What threads the next message under this one. */
  readonly threadId: string | null;
  readonly sentText: string | null;
  /** Where among the blobs a copy of what was sent lies. */
  readonly copy: string | null;
  readonly lastError: string | null;
  readonly next: Channel | null;
};

type OfEnvelope = { readonly tenant: TenantId; readonly envelope: EnvelopeId };
type Tell = OfEnvelope & { readonly notification: Notification; readonly channel: Channel };

export function tellEffect({ tenant, envelope, notification, channel }: Tell): NewEffect {
  const { event, to, kind, about } = notification;
  const sk = [sortable(event), to, channel, kind, ...(about === undefined ? [] : [about])].join('#');
  return { key: { pk: envelopePartition(tenant, envelope), sk }, tenant, envelope, job: { do: 'tell', notification, channel } };
}

export function sealEffect({ tenant, envelope, event }: OfEnvelope & { readonly event: string }): NewEffect {
  return { key: { pk: envelopePartition(tenant, envelope), sk: `${sortable(event)}#seal` }, tenant, envelope, job: { do: 'seal', event } };
}

export function stampEffect({ tenant, envelope, event }: OfEnvelope & { readonly event: string }): NewEffect {
  return {
    key: { pk: envelopePartition(tenant, envelope), sk: `${sortable(event)}#stamp` },
    tenant,
    envelope,
    job: { do: 'stamp', event },
  };
}

export function eraseEffect({ tenant, envelope, event }: OfEnvelope & { readonly event: string }): NewEffect {
  return {
    key: { pk: envelopePartition(tenant, envelope), sk: `${sortable(event)}#erase` },
    tenant,
    envelope,
    job: { do: 'erase', event },
  };
}

/**
 * An answer that is about an envelope lies with the envelope's other effects, so that what was sent is found in one place.
 * @param request the inbound request that is answered; `index`: which of its answers, from 0
 */
export function answerEffect(
  answer: Answer,
  request: { readonly channel: Channel; readonly key: string; readonly index: number },
): NewEffect {
  const { tenant, about } = answer;
  const source = `${request.channel}/${request.key}`;
  const sk = `${String(request.index).padStart(3, '0')}#${answer.channel}#${answer.say.kind}`;
  const key = about
    ? { pk: envelopePartition(tenant, about.envelope), sk: `answer#${source}#${sk}` }
    : { pk: `T#${tenant}#FX#${source}`, sk };
  return { key, tenant, envelope: about?.envelope ?? null, job: { do: 'answer', answer } };
}

type OfCard = OfEnvelope & CardPlace & { readonly version: number; readonly round: number; readonly seats: readonly CardSeat[] };

/** One for each card and version. After an erasure, or in doubt, a card is drawn anew, also at a version that it had shown: that is another `round`. */
export function cardEffect({ tenant, envelope, channel, ref, version, round, seats }: OfCard): NewEffect {
  const sk = `${cardPrefix({ channel, ref })}${String(version).padStart(6, '0')}${round === 0 ? '' : `~${round}`}`;
  return { key: { pk: envelopePartition(tenant, envelope), sk }, tenant, envelope, job: { do: 'card', channel, ref, version, seats } };
}

export function cardPrefix({ channel, ref }: CardPlace): string {
  return `card#${channel}#${ref}#`;
}

/** The same message on the channel after the one that did not reach its reader; undefined where there is none to try. */
export function onNextChannel({ tenant, envelope, key, job, state, next }: Effect): NewEffect | undefined {
  if (state !== 'elsewhere' || next === null) return undefined;
  if (job.do === 'tell') {
    const { notification, channel, tried = [] } = job;
    const effect = tellEffect({ tenant, envelope: ofEnvelope(envelope, key), notification, channel: next });
    return { ...effect, job: { do: 'tell', notification, channel: next, tried: [...tried, channel] } };
  }
  if (job.do !== 'answer') return undefined;
  const { answer, tried = [] } = job;
  // Where it was asked is a place of that channel alone.
  const { place: _, ...rest } = answer;
  const { channel, say } = answer;
  const sk = `${key.sk.slice(0, -`${channel}#${say.kind}`.length)}${next}#${say.kind}`;
  return { key: { ...key, sk }, tenant, envelope, job: { do: 'answer', answer: { ...rest, channel: next }, tried: [...tried, channel] } };
}

function ofEnvelope(envelope: EnvelopeId | null, key: Key): EnvelopeId {
  if (envelope !== null) return envelope;
  throw new Error(`The effect ${effectName(key)} names no envelope. Its row is damaged; restore it from a backup.`);
}

/** The request that an answer about an envelope answers; undefined for other effects. */
export function requestOf({ sk }: Key): { readonly channel: Channel; readonly key: string } | undefined {
  const [, channel, key] = /^answer#(email|web|slack|teams)\/(.+)#\d{3}#[^#]+#[^#]+$/.exec(sk) ?? [];
  return channel === undefined || key === undefined ? undefined : { channel: channel as Channel, key };
}

/** One text for an effect, the same every time: what a message carries so that a repeat is recognisable. */
export function effectName({ pk, sk }: Key): string {
  return `${pk.replace(/^T#[^#]*#FX#/, '')}#${sk}`;
}

export function envelopePartition(tenant: TenantId, envelope: EnvelopeId): string {
  return `T#${tenant}#FX#${envelope}`;
}

// What a row does not have is null: it is left out, since rows are billed by their bytes.
const text = z.string().nullable().default(null);
const number = z.number().nullable().default(null);
const tried = z.array(brand<Channel>()).optional();
const schema = z.object({
  tenant: brand<TenantId>(),
  envelope: brand<EnvelopeId>().nullable().default(null),
  job: z.discriminatedUnion('do', [
    z.object({ do: z.literal('tell'), notification: objectWith<Notification>('kind', 'to', 'event'), channel: brand<Channel>(), tried }),
    z.object({ do: z.literal('answer'), answer: objectWith<Answer>('to', 'channel', 'tenant', 'say'), tried }),
    z.object({
      do: z.literal('card'),
      channel: brand<Channel>(),
      ref: z.string(),
      version: z.int(),
      seats: z.array(brand<CardSeat>()),
    }),
    z.object({ do: z.literal('seal'), event: z.string() }),
    z.object({ do: z.literal('stamp'), event: z.string() }),
    z.object({ do: z.literal('erase'), event: z.string() }),
  ]),
  state: z.enum(['pending', 'done', 'elsewhere', 'superseded', 'dead']),
  attempts: z.int(),
  // Rows from before there was a redrive lack it.
  redriven: z.int().default(0),
  leaseUntil: number,
  retryAt: number,
  doneAt: number,
  providerId: text,
  threadId: text,
  sentText: text,
  copy: text,
  lastError: text,
  next: brand<Channel>().nullable().default(null),
});

export function bodyOf({ key: _key, version: _version, ...effect }: Effect): string {
  return JSON.stringify(Object.fromEntries(Object.entries(effect).filter(([, value]) => value !== null)));
}

export function readEffect(item: Item): Effect {
  return { ...readBody(schema, item), key: { pk: item.pk, sk: item.sk }, version: item.version };
}

/** Its key still says what it was about. What an answer said is no longer told, so it reads as one that says nothing of anyone. */
export function blanked(effect: Effect): Effect {
  const state = effect.state === 'dead' || effect.state === 'elsewhere' ? 'superseded' : effect.state;
  return { ...effect, job: blankedJob(effect.job), state, threadId: null, sentText: null, copy: null, lastError: null, next: null };
}

function blankedJob(job: Job): Job {
  if (job.do === 'tell') {
    const { text: _text, ...notification } = job.notification;
    return { ...job, notification };
  }
  if (job.do !== 'answer') return job;
  return { do: 'answer', answer: { ...job.answer, to: { name: ERASED, email: ERASED }, say: { kind: 'status' } } };
}

/** `12.0` as `000012.000`: rows lie in the order of their events. */
function sortable(event: string): string {
  const [version = '', index = ''] = event.split('.');
  return `${version.padStart(6, '0')}.${index.padStart(3, '0')}`;
}
