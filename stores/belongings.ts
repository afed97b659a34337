// What belongs to an envelope, or to one seat of it, beside its record: effects, cards, requests, links, blobs. Derived from the stream and the rows
// that it leads to, since nothing else knows: blobs are not listed, and requests came before there was an envelope.
import { eventsOf } from '#core/chain.ts';
import type { Json } from '#core/canonical.ts';
import { belongsTo, type ErasureScope } from '#core/erasure.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, RecipientId, Sha256, TenantId } from '#core/ids.ts';
import type { Blobs, Table, TokenClaim } from '#core/ports.ts';
import type { Commit, Stream } from '#core/record.ts';
import type { Channel } from '#core/terms.ts';
import { cardRows, seatsOf, type KnownCard } from './card-row.ts';
import { requestOf, type Effect } from './effect-row.ts';
import type { Effects } from './effects.ts';
import { requestRows, type RequestRow } from './inbox-row.ts';

export type StoredRequest = { readonly channel: Channel; readonly key: string; readonly request: Json };

/** How the channels call their blobs; the stores do not know what a request says. */
export type BlobNames = {
  readonly presented: (tenant: TenantId, sha256: Sha256) => string;
  readonly original: (tenant: TenantId, sha256: Sha256) => string;
  readonly places: (tenant: TenantId, document: { readonly sha256: Sha256; readonly originalSha256: Sha256 }) => string;
  /** The file, and what may lie beside it. */
  readonly sealed: (tenant: TenantId, sha256: Sha256) => readonly string[];
  /** The raw material of an act, and then what may lie beside it; none where the reference names no blob. */
  readonly evidence: (tenant: TenantId, reference: string) => readonly string[];
  /** The cards that someone saw when they acted, named by the proof of the act. @param proof its text */
  readonly seenIn: (tenant: TenantId, proof: string) => readonly string[];
  readonly ofRequest: (request: StoredRequest) => readonly string[];
};

export type Part = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly stream: Stream;
  readonly scope: ErasureScope;
  /** What was stored later belongs to nobody's question. */
  readonly upTo: number;
};

export type Belongings = {
  readonly events: readonly EnvelopeEvent[];
  readonly effects: readonly Effect[];
  /** All of the envelope: any may name someone. `isAbout`: what it told was told to them, or of them. */
  readonly cards: readonly { readonly card: KnownCard; readonly isAbout: boolean }[];
  readonly requests: readonly RequestRow[];
  readonly links: readonly TokenClaim[];
  /** Presented, original and sealed files: of the whole envelope, never of one seat. Other envelopes may hold the same ones. */
  readonly documents: readonly string[];
  readonly evidence: readonly string[];
  readonly copies: readonly string[];
};

type Sources = { readonly table: Table; readonly effects: Pick<Effects, 'list'>; readonly names: BlobNames };

export async function belongingsOf({ table, effects, names }: Sources, part: Part): Promise<Belongings> {
  const { tenant, envelope, scope } = part;
  const events = eventsIn(part);
  const known = (await effects.list(tenant, envelope)).filter((effect) => isIn(effect, part));
  const cards = await cardsIn(table, part);
  const rows = requestRows(table);
  const found = await Promise.all(requestsIn(part, known).map(async (name) => rows.find(name)));
  return {
    events,
    effects: known,
    cards,
    requests: found.filter((row) => row !== undefined),
    links: linksIn(part),
    documents: scope === null ? documentsIn(tenant, events, names) : [],
    evidence: unique(events.flatMap((event) => ('evidence' in event ? names.evidence(tenant, event.evidence.reference) : []))),
    copies: unique([...known.map(({ copy }) => copy), ...cards.map(({ card, isAbout }) => (isAbout ? card.posted.copy : null))]),
  };
}

type Seen = { readonly tenant: TenantId; readonly evidence: readonly string[] };

/** A card that was drawn anew since may be named by nothing but the proof of an act that was done on it. */
export async function seenCards(
  { blobs, names }: { readonly blobs: Pick<Blobs, 'get'>; readonly names: Pick<BlobNames, 'seenIn'> },
  { tenant, evidence }: Seen,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const key of evidence) {
    const content = await blobs.get(key);
    if (content) seen.push(...names.seenIn(tenant, Buffer.concat(await Array.fromAsync(content)).toString('utf8')));
  }
  return unique(seen);
}

export function documentsIn(tenant: TenantId, events: readonly EnvelopeEvent[], names: BlobNames): readonly string[] {
  return unique(
    events.flatMap((event) => {
      if (event.type === 'sealed') return event.documents.flatMap(({ sha256 }) => names.sealed(tenant, sha256));
      if (event.type !== 'document-added' && event.type !== 'document-filled') return [];
      return [names.presented(tenant, event.sha256), names.original(tenant, event.originalSha256), names.places(tenant, event)];
    }),
  );
}

function eventsIn({ stream, scope, upTo }: Part): readonly EnvelopeEvent[] {
  return eventsOf(stream).flatMap(({ version, event }) => (version <= upTo && belongsTo(event, scope) ? [event] : []));
}

function isIn({ job, state }: Effect, { scope, upTo }: Part): boolean {
  if (job.do === 'erase') return false;
  if (job.do === 'answer') return scope === null || job.answer.about?.seat === scope;
  if (job.do === 'seal' || job.do === 'stamp') return scope === null && state !== 'pending';
  // One that waits says nothing yet, and will show what is left.
  if (job.do === 'card') return state !== 'pending' && job.version <= upTo && (scope === null || job.seats.includes(scope));
  const { event, to, about } = job.notification;
  // What was said of someone is theirs as well: their reasons and questions stand in it.
  return Number(event.split('.')[0]) <= upTo && (scope === null || to === scope || about === scope);
}

async function cardsIn(table: Table, { tenant, envelope, scope }: Part): Promise<Belongings['cards']> {
  const cards = await cardRows(table).ofEnvelope({ tenant, envelope });
  return cards.map((card) => ({ card, isAbout: scope === null || seatsOf(card).includes(scope) }));
}

const CHANNELS: readonly string[] = ['email', 'web', 'slack', 'teams'] satisfies readonly Channel[];

/** Those that became commits, and those that were answered about the envelope. */
function requestsIn({ stream, scope, upTo }: Part, effects: readonly Effect[]): readonly Pick<RequestRow, 'channel' | 'key'>[] {
  const recorded = stream.commits.filter(({ version }) => version <= upTo).flatMap((commit) => requestBehind(commit, scope));
  const answered = effects.flatMap(({ key }) => requestOf(key) ?? []);
  return [...new Map([...recorded, ...answered].map((name) => [`${name.channel}#${name.key}`, name])).values()];
}

function requestBehind(commit: Commit, scope: ErasureScope): readonly Pick<RequestRow, 'channel' | 'key'>[] {
  const events = eventsOf({ version: commit.version, commits: [commit] });
  const first = events.find(({ event }) => scope === null || event.by.seat === scope);
  const via = first?.event.by.via;
  return isChannel(via) ? [{ channel: via, key: commit.key }] : [];
}

function isChannel(text: string | undefined): text is Channel {
  return text !== undefined && CHANNELS.includes(text);
}

/** Every link that any mail to these seats may have carried. */
export function linksIn({ tenant, envelope, stream, scope }: Omit<Part, 'upTo'>): readonly TokenClaim[] {
  const state = fold(stream);
  if (state.status === 'none') return [];
  const seats: { readonly id: 'sender' | RecipientId; readonly generation: number }[] = [
    { id: 'sender', generation: 0 },
    ...state.recipients,
  ];
  return seats
    .filter(({ id }) => scope === null || id === scope)
    .flatMap(({ id, generation }) =>
      Array.from({ length: generation + 1 }, (_, each) =>
        (['reply', 'page'] as const).map((purpose) => ({ tenant, envelope, seat: id, purpose, generation: each })),
      ).flat(),
    );
}

function unique(names: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== null && name !== undefined))];
}
