// From events to hash-chained commits and back. Anyone with the headers can check the chain; anyone with a leaf can check that leaf.
import { canonical, type Json } from './canonical.ts';
import { audienceOf } from './audience.ts';
import type { EnvelopeEvent, EventType } from './events.ts';
import { ERASED, PERSONAL, WITHHELD } from './personal.ts';
import type { Role } from './terms.ts';
import type { EnvelopeId, HashText, RecipientId, Sha256, TenantId } from './ids.ts';
import type { BesideValue, Commit, CommitHeader, Leaf, PublicRecord, RecordCheck, StoredEvent, Stream } from './record.ts';
import type { Instant } from './time.ts';

/** Hex of that many random bytes. */
export type Random = (bytes: number) => string;

type Fields = { readonly [name: string]: Json | undefined };

/** Version of the leaf format. */
const LEAF_VERSION = 1;

type NewCommit = {
  readonly stream: Stream;
  readonly events: readonly EnvelopeEvent[];
  readonly key: string;
  readonly writer: string;
  readonly recordedAt: Instant;
  readonly roleOf: (recipient: RecipientId) => Role | undefined;
  readonly random: Random;
  readonly sha256: HashText;
};

export function commitOf({ stream, events, key, writer, recordedAt, roleOf, random, sha256 }: NewCommit): Commit {
  const stored = events.map((event) => leafOf(event, { audience: audienceOf(event, roleOf), random, sha256 }));
  const version = stream.version + 1;
  const previous = stream.commits.at(-1)?.hash ?? null;
  const leaves = stored.map((leaf) => sha256(leaf.text));
  return { version, previous, leaves, hash: headerHash({ version, previous, leaves }, sha256), key, writer, recordedAt, stored };
}

export function eventsOf(stream: Stream): StoredEvent[] {
  return stream.commits.flatMap(({ version, stored }) => stored.map((leaf, index) => ({ version, index, event: eventOf(leaf) })));
}

/** What a sealed PDF embeds: all headers, and of the leaves only what everyone concerned may see. */
export function publicRecord(stream: Stream, { envelope, tenant }: { envelope: EnvelopeId; tenant: TenantId }): PublicRecord {
  const headers = stream.commits.map(({ version, previous, leaves, hash }) => ({ version, previous, leaves, hash }));
  const shared = stream.commits.flatMap(({ version, stored }) =>
    stored.flatMap((leaf, index) => (isShared(leaf) ? [{ ...withoutReasons(leaf), version, index }] : [])),
  );
  return { format: 'countersign-record/1', envelope, tenant, headers, shared };
}

/** Recomputes every header, link, shared leaf and personal value; reports the first commit that does not hold. */
export function checkRecord(record: PublicRecord, sha256: HashText): RecordCheck {
  const events = record.shared.length;
  for (const [position, header] of record.headers.entries()) {
    const previous = record.headers[position - 1]?.hash ?? null;
    const isLinked = header.version === position + 1 && header.previous === previous && header.hash === headerHash(header, sha256);
    const leaves = record.shared.filter(({ version }) => version === header.version);
    const isTrue = leaves.every((leaf) => sha256(leaf.text) === header.leaves[leaf.index] && besideHolds(leaf, sha256));
    if (!isLinked || !isTrue) return { events, chain: `broken@${position + 1}` };
  }
  const stray = record.shared.find((leaf) => !record.headers.some(({ version }) => version === leaf.version));
  return { events, chain: stray ? `broken@${stray.version}` : 'ok' };
}

/** The same check over a whole stream, internal leaves included. */
export function checkStream(stream: Stream, sha256: HashText): RecordCheck {
  const all = stream.commits.flatMap(({ version, stored }) => stored.map((leaf, index) => ({ ...leaf, version, index })));
  const record = { format: 'countersign-record/1', envelope: '', tenant: '', headers: stream.commits, shared: all } as const;
  return checkRecord({ ...record, envelope: record.envelope as EnvelopeId, tenant: record.tenant as TenantId }, sha256);
}

type LeafSettings = { readonly audience: 'shared' | 'internal'; readonly random: Random; readonly sha256: HashText };

function leafOf(event: EnvelopeEvent, { audience, random, sha256 }: LeafSettings): Leaf {
  const beside: Record<string, BesideValue> = {};
  const fields = PERSONAL[event.type].reduce<Fields>(
    (before, path) =>
      withField(before, path, (value) => {
        const kept = { value: typeof value === 'string' ? value : '', salt: random(16) };
        const hash = sha256(canonical(kept));
        beside[hash] = kept;
        return { beside: hash };
      }),
    event as unknown as Fields,
  );
  return { text: canonical({ audience, event: fields, nonce: random(16), v: LEAF_VERSION }), beside };
}

function eventOf(leaf: Leaf): EnvelopeEvent {
  const { event } = JSON.parse(leaf.text) as { event: Fields & { type: keyof typeof PERSONAL } };
  const whole = PERSONAL[event.type].reduce<Fields>((before, path) => withField(before, path, (kept) => besideValue(leaf, kept)), event);
  return whole as unknown as EnvelopeEvent;
}

/** A field that came later is not in older events, and reads as empty. */
function besideValue({ beside }: Leaf, kept: Json | undefined): string {
  return kept === undefined ? '' : (beside[(kept as { beside: string }).beside]?.value ?? ERASED);
}

/** A copy in which the field at `a` or `a.b` is changed. */
function withField(fields: Fields, path: string, change: (value: Json | undefined) => Json): Fields {
  const [name = '', rest] = path.split('.');
  const value = fields[name];
  return { ...fields, [name]: rest === undefined ? change(value) : withField(value as Fields, rest, change) };
}

/** Why someone declined or took an act back is for the sender: its salted hash stays, the words and their salt do not leave the tenant. */
function withoutReasons({ text, beside }: Leaf): Leaf {
  const { event } = JSON.parse(text) as { event: Fields & { type: EventType } };
  const hashes = (WITHHELD[event.type] ?? []).map((field) => (event[field] as { readonly beside: string }).beside);
  return { text, beside: Object.fromEntries(Object.entries(beside).filter(([hash]) => !hashes.includes(hash))) };
}

function isShared(leaf: Leaf): boolean {
  return (JSON.parse(leaf.text) as { audience: string }).audience === 'shared';
}

function besideHolds(leaf: Leaf, sha256: HashText): boolean {
  return Object.entries(leaf.beside).every(
    ([hash, kept]) => leaf.text.includes(`{"beside":"${hash}"}`) && sha256(canonical({ value: kept.value, salt: kept.salt })) === hash,
  );
}

function headerHash({ version, previous, leaves }: Omit<CommitHeader, 'hash'>, sha256: HashText): Sha256 {
  return sha256(canonical({ version, previous, leaves }));
}
