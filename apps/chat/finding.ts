// Which envelope a line means, among those that the speaker has to do with. Not theirs and not there are the same; of several none is taken.
import type { Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { Target, Verb } from '#core/grammar/line-intent.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { PersonRow } from '#stores/person-rows.ts';
import type { ChatPorts } from './chat-ports.ts';
import { isInCharge, seatFor } from './seats.ts';
import type { Speaker } from './speaker.ts';

export type Found = { readonly place: Place; readonly state: Existing; readonly version: number };
export type Finding =
  | { readonly found: 'one'; readonly it: Found }
  /** For the speaker to choose from. */
  | { readonly found: 'several'; readonly rows: readonly PersonRow[] }
  | { readonly found: 'none' };

const NONE: Finding = { found: 'none' };
/** Streams that are read at a time. */
const BATCH = 25;

type Asked = { readonly verb: Verb; readonly target: Target | { readonly kind: 'all' } | null; readonly on?: string | undefined };

export async function find(ports: ChatPorts, speaker: Speaker, asked: Asked): Promise<Finding> {
  const { target, verb } = asked;
  if (target?.kind === 'ids') return byIds(ports, speaker, { ids: target.ids, verb });
  if (target?.kind === 'this') return asked.on === undefined ? NONE : byCard(ports, speaker, { on: asked.on, verb });
  const rows = (await ports.desk(speaker.tenant.id, speaker.email)).filter((row) => isOnTheirSide(row, verb));
  if (target?.kind === 'title') return chosen(ports, speaker, { rows: titled(rows, target.title), verb });
  if (target?.kind === 'last') return latest(ports, speaker, { rows, verb });
  return chosen(ports, speaker, { rows: rows.filter((row) => isAbout(row, verb)), verb });
}

/** What a sender does is done with what they sent. */
function isOnTheirSide({ seats }: PersonRow, verb: Verb): boolean {
  return !isInCharge(verb) || seats.some(({ seat }) => seat === 'sender');
}

function titled(rows: readonly PersonRow[], title: string): readonly PersonRow[] {
  const wanted = title.toLowerCase();
  const exact = rows.filter((row) => row.title.toLowerCase() === wanted);
  return exact.length > 0 ? exact : rows.filter((row) => row.title.toLowerCase().includes(wanted));
}

const ANSWERED: readonly PersonRow['seats'][number]['status'][] = ['signed', 'approved', 'acknowledged'];

/** Where nothing is named: what waits for the speaker, what they answered, or for whoever is in charge what is out. */
function isAbout({ status, seats }: PersonRow, verb: Verb): boolean {
  if (isInCharge(verb)) return status === 'sent';
  if (verb === 'status' || verb === 'why' || verb === 'download') return status !== 'voided';
  if (verb === 'withdraw') return status === 'sent' && seats.some((seat) => ANSWERED.includes(seat.status));
  return seats.some((seat) => seat.hasTurn);
}

type Rows = { readonly rows: readonly PersonRow[]; readonly verb: Verb };

async function chosen(ports: ChatPorts, speaker: Speaker, { rows, verb }: Rows): Promise<Finding> {
  const [only, ...others] = rows;
  if (!only) return NONE;
  return others.length > 0 ? { found: 'several', rows } : byIds(ports, speaker, { ids: [only.envelope], verb });
}

/** Rows stand in the order of their ids, which says nothing of time. */
async function latest(ports: ChatPorts, speaker: Speaker, { rows, verb }: Rows): Promise<Finding> {
  let last: Existing | undefined;
  for (let from = 0; from < rows.length; from += BATCH) {
    const loaded = await Promise.all(rows.slice(from, from + BATCH).map(async ({ envelope }) => load(ports, speaker, envelope)));
    for (const one of loaded) if (one && (last === undefined || one.state.draftedAt > last.draftedAt)) last = one.state;
  }
  return last ? byIds(ports, speaker, { ids: [last.id], verb }) : NONE;
}

type Ids = { readonly ids: readonly EnvelopeId[]; readonly verb: Verb; readonly near?: Place['seat'] | undefined };

async function byIds(ports: ChatPorts, speaker: Speaker, { ids, verb, near }: Ids): Promise<Finding> {
  const [id, ...others] = ids;
  if (id === undefined) return NONE;
  if (others.length > 0) {
    const rows = (await ports.desk(speaker.tenant.id, speaker.email)).filter(({ envelope }) => ids.includes(envelope));
    return rows.length === 0 ? NONE : { found: 'several', rows };
  }
  const loaded = await load(ports, speaker, id);
  const seat = loaded && seatFor(loaded.state, speaker, { verb, near });
  if (!loaded || seat === undefined) return NONE;
  return { found: 'one', it: { ...loaded, place: { tenant: speaker.tenant.id, envelope: id, seat } } };
}

/** The card's own envelope, from the seat that it is about if that is the speaker's: others may see a card as well. */
async function byCard(ports: ChatPorts, speaker: Speaker, { on, verb }: { on: string; verb: Verb }): Promise<Finding> {
  const card = await ports.cards.at(speaker.account.platform, on);
  if (card?.tenant !== speaker.tenant.id) return NONE;
  const near = card.shows.as === 'told' ? card.shows.notification.to : undefined;
  return byIds(ports, speaker, { ids: [card.envelope], verb, near });
}

async function load(ports: ChatPorts, { tenant }: Speaker, id: EnvelopeId): Promise<Omit<Found, 'place'> | undefined> {
  const stream = await ports.ledger.load(tenant.id, id);
  const state = fold(stream);
  return state.status === 'none' ? undefined : { state, version: stream.version };
}
