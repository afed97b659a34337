// What each person has on their desk: one row per person and envelope, folded from the whole stream. A newer version replaces an older one,
// never the other way round; where a person no longer belongs, a tombstone keeps a late writer from bringing the row back.
import { z } from 'zod';
import { eventsOf } from '#core/chain.ts';
import type { Envelope, EnvelopeStatus, Existing, RecipientStatus } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { ERASED } from '#core/personal.ts';
import type { Role } from '#core/terms.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { Item, Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { waitedFor } from '#core/rules/turns.ts';
import { allRows } from './pages.ts';
import { personPartition } from './person-key.ts';
import { brand, readBody } from './row-body.ts';

export type SeatLine = {
  readonly seat: 'sender' | RecipientId;
  readonly role: 'sender' | Role;
  /** null for the sender. */
  readonly status: RecipientStatus | null;
  readonly hasTurn: boolean;
};

export type PersonRow = {
  readonly envelope: EnvelopeId;
  readonly title: string;
  readonly status: EnvelopeStatus;
  /** One person may hold several seats. */
  readonly seats: readonly SeatLine[];
  /** Names of those whose turn it is; for the sender alone, who may know of everyone. */
  readonly waitingFor: readonly string[];
};

type Tombstone = { readonly gone: true };

const rowSchema = z.object({
  envelope: brand<EnvelopeId>(),
  title: z.string(),
  status: brand<EnvelopeStatus>(),
  seats: z.array(
    z.object({
      seat: brand<'sender' | RecipientId>(),
      role: brand<'sender' | Role>(),
      status: brand<RecipientStatus>().nullable(),
      hasTurn: z.boolean(),
    }),
  ),
  waitingFor: z.array(z.string()),
});
const bodySchema: z.ZodType<PersonRow | Tombstone> = z.union([z.object({ gone: z.literal(true) }), rowSchema]);

/**
 * Every row that this state asks for, tombstones included.
 * @param before earlier states: without the rows that each of them asks for as well
 */
export function personItems(stream: Stream, state: Existing, before?: readonly Envelope[]): readonly Item[] {
  const everNamed = new Set(eventsOf(stream).flatMap(({ event }) => addressesIn(event)));
  return [...everNamed].flatMap((email) => {
    const body = bodyFor(email, state);
    if (before?.every((one) => bodyFor(email, one) === body)) return [];
    return [{ pk: personPartition(state.tenant, email), sk: state.id, version: stream.version, body }];
  });
}

function bodyFor(email: string, state: Envelope): string {
  return JSON.stringify((state.status === 'none' ? undefined : rowFor(email, state)) ?? { gone: true });
}

export async function personRows(table: Table, tenant: TenantId, email: string): Promise<readonly PersonRow[]> {
  const rows = (await allRows(table, { pk: personPartition(tenant, email.toLowerCase()) })).map((item) => readBody(bodySchema, item));
  return rows.flatMap((row) => ('gone' in row ? [] : [row]));
}

function rowFor(email: string, state: Existing): PersonRow | undefined {
  const waiting = state.status === 'sent' ? waitedFor(state) : [];
  const isSender = state.sender.email.toLowerCase() === email;
  const seats: SeatLine[] = state.recipients
    .filter((recipient) => recipient.email.toLowerCase() === email && isConcerned(recipient, state))
    .map(({ id, role, status }) => ({ seat: id, role, status, hasTurn: waiting.some((one) => one.id === id) }));
  if (isSender) seats.unshift({ seat: 'sender', role: 'sender', status: null, hasTurn: false });
  if (seats.length === 0) return undefined;
  return {
    envelope: state.id,
    title: state.title,
    status: state.status,
    seats,
    waitingFor: isSender ? waiting.map(({ name }) => name) : [],
  };
}

/** Nobody but the sender hears of a draft, and nobody of a request before it reaches them. */
function isConcerned({ role, askedAt }: Existing['recipients'][number], state: Existing): boolean {
  return askedAt !== undefined || (role === 'cc' && 'sentAt' in state && state.sentAt !== undefined);
}

export function addressesIn(event: EnvelopeEvent): readonly string[] {
  if (event.type !== 'drafted' && event.type !== 'recipient-added' && event.type !== 'recipient-corrected') return [];
  const email = event.type === 'drafted' ? event.senderEmail : event.email;
  return email === ERASED ? [] : [email.toLowerCase()];
}

/** For erasure only: everyone else leaves a tombstone, so that no late writer brings the row back. */
export async function dropPersonRow(table: Table, { tenant, email, envelope }: Desk): Promise<void> {
  await table.delete({ pk: personPartition(tenant, email), sk: envelope });
}

type Desk = { readonly tenant: TenantId; readonly email: string; readonly envelope: EnvelopeId };
