// Which envelope a line means, among those that the speaker has to do with. Not theirs and not there are the same; of several none is taken.
import type { Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { Target, Verb } from '#core/grammar/line-intent.ts';
import type { EnvelopeId, RecipientId } from '#core/ids.ts';
import { hasTurn } from '#core/rules/turns.ts';
import { sameAddress } from '#core/rules/answers.ts';
import type { PersonRow } from '#stores/person-rows.ts';
import type { ChatPorts } from './chat-ports.ts';
import type { Speaker } from './speaker.ts';

export type Found = { readonly place: Place; readonly state: Existing; readonly version: number };
export type Finding =
  | { readonly found: 'one'; readonly it: Found }
  /** For the speaker to choose from. */
  | { readonly found: 'several'; readonly rows: readonly PersonRow[] }
  | { readonly found: 'none' };

const NONE: Finding = { found: 'none' };
const MOST_ROWS = 200;

/** What only whoever is in charge of an envelope does. */
const IN_CHARGE: readonly Verb[] = ['remind', 'void', 'resend', 'extend', 'resume', 'reassign', 'correct', 'share'];

type Asked = { readonly verb: Verb; readonly target: Target | { readonly kind: 'all' } | null; readonly on?: string | undefined };

export async function find(ports: ChatPorts, speaker: Speaker, asked: Asked): Promise<Finding> {
  const { target, verb } = asked;
  if (target?.kind === 'ids') return byIds(ports, speaker, { ids: target.ids, verb });
  if (target?.kind === 'this') return asked.on === undefined ? NONE : byCard(ports, speaker, { on: asked.on, verb });
  const rows = (await ports.desk(speaker.tenant.id, speaker.email)).slice(-MOST_ROWS);
  if (target?.kind === 'title') {
    const wanted = target.title.toLowerCase();
    const exact = rows.filter(({ title }) => title.toLowerCase() === wanted);
    return chosen(ports, speaker, {
      rows: exact.length > 0 ? exact : rows.filter(({ title }) => title.toLowerCase().includes(wanted)),
      verb,
    });
  }
  if (target?.kind === 'last') return latest(ports, speaker, { rows, verb });
  return chosen(ports, speaker, { rows: rows.filter((row) => isAbout(row, verb)), verb });
}

/** Where nothing is named: what waits for the speaker, or for whoever is in charge what is out. */
function isAbout({ status, seats }: PersonRow, verb: Verb): boolean {
  if (IN_CHARGE.includes(verb)) return status === 'sent' && seats.some(({ seat }) => seat === 'sender');
  if (verb === 'status' || verb === 'why' || verb === 'download') return status !== 'voided';
  return seats.some((seat) => seat.hasTurn);
}

type Rows = { readonly rows: readonly PersonRow[]; readonly verb: Verb };

async function chosen(ports: ChatPorts, speaker: Speaker, { rows, verb }: Rows): Promise<Finding> {
  const [only, ...others] = rows;
  if (!only) return NONE;
  return others.length > 0 ? { found: 'several', rows } : byIds(ports, speaker, { ids: [only.envelope], verb });
}

async function latest(ports: ChatPorts, speaker: Speaker, { rows, verb }: Rows): Promise<Finding> {
  const loaded = await Promise.all(rows.slice(-20).map(async ({ envelope }) => load(ports, speaker, envelope)));
  const [last] = loaded.flatMap((one) => one ?? []).toSorted((a, b) => (a.state.draftedAt < b.state.draftedAt ? 1 : -1));
  return last ? byIds(ports, speaker, { ids: [last.state.id], verb }) : NONE;
}

async function byIds(ports: ChatPorts, speaker: Speaker, { ids, verb }: { ids: readonly EnvelopeId[]; verb: Verb }): Promise<Finding> {
  const [id, ...others] = ids;
  if (id === undefined) return NONE;
  if (others.length > 0) {
    const rows = await ports.desk(speaker.tenant.id, speaker.email);
    return { found: 'several', rows: rows.filter(({ envelope }) => ids.includes(envelope)) };
  }
  const loaded = await load(ports, speaker, id);
  const seat = loaded && seatFor(loaded.state, speaker, verb);
  if (!loaded || seat === undefined) return NONE;
  return { found: 'one', it: { ...loaded, place: { tenant: speaker.tenant.id, envelope: id, seat } } };
}

/** The card's own envelope; which seat is the speaker's is looked up, since others may see a card as well. */
async function byCard(ports: ChatPorts, speaker: Speaker, { on, verb }: { on: string; verb: Verb }): Promise<Finding> {
  const card = await ports.cards.at(speaker.account.platform, on);
  return card?.tenant === speaker.tenant.id ? byIds(ports, speaker, { ids: [card.envelope], verb }) : NONE;
}

async function load(ports: ChatPorts, { tenant }: Speaker, id: EnvelopeId): Promise<Omit<Found, 'place'> | undefined> {
  const stream = await ports.ledger.load(tenant.id, id);
  const state = fold(stream);
  return state.status === 'none' ? undefined : { state, version: stream.version };
}

/** The seat from which this person would do this; undefined for whoever has nothing to do with the envelope, or does not know of it yet. */
export function seatFor(state: Existing, { email, isAdmin }: Speaker, verb: Verb): 'sender' | RecipientId | undefined {
  const isSender = sameAddress(state.sender.email, email);
  if (IN_CHARGE.includes(verb) || verb === 'send') return isSender || isAdmin ? 'sender' : undefined;
  const wasSent = 'sentAt' in state && state.sentAt !== undefined;
  const seats = wasSent ? state.recipients.filter((one) => sameAddress(one.email, email) && isConcerned(one)) : [];
  const waiting = state.status === 'sent' ? seats.find((one) => hasTurn(state, one)) : undefined;
  const mine = waiting ?? seats.find(({ act }) => act !== undefined) ?? seats[0];
  if (verb === 'status' || verb === 'why') return isSender || (isAdmin && !mine) ? 'sender' : mine?.id;
  return mine?.id ?? (isSender ? 'sender' : undefined);
}

function isConcerned({ askedAt, act, role, closed }: Existing['recipients'][number]): boolean {
  return (askedAt !== undefined || act !== undefined || role === 'cc' || closed !== undefined) && closed?.as !== 'reassigned';
}
