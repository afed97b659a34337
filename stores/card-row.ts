// The rows of a posted card: the card itself with its envelope's others, and a finder that leads from where it stands to it.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EnvelopeId, Sha256, TenantId } from '#core/ids.ts';
import type { Item, Key, Table } from '#core/ports.ts';
import type { CardSource, Posted, StandingCard } from '#core/messages.ts';
import type { Channel } from '#core/terms.ts';
import type { CardPlace, CardSeat } from './effect-row.ts';
import { allRows } from './pages.ts';
import { brand, objectWith, readBody } from './row-body.ts';

type OfEnvelope = { readonly tenant: TenantId; readonly envelope: EnvelopeId };
export type CardName = CardPlace & OfEnvelope;
/** @property round how often it was to be drawn anew at a version that it had shown: after an erasure, or in doubt */
export type KnownCard = StandingCard & { readonly round: number };
export type CardBody = Omit<KnownCard, keyof OfEnvelope> & { readonly leaseUntil: number };
/** `version`: of the row; the card's own is of the record that it shows. */
export type CardRow = { readonly key: Key; readonly version: number; readonly body: CardBody };

export type CardRows = {
  add(card: StandingCard): Promise<void>;
  find(name: CardName): Promise<CardRow | undefined>;
  at(place: CardPlace): Promise<KnownCard | undefined>;
  ofEnvelope(of: OfEnvelope): Promise<readonly KnownCard[]>;
  /** @returns the row's next version; undefined when it is another by now */
  replace(row: CardRow, change: Partial<CardBody>): Promise<number | undefined>;
  /** Again until nobody else writes in between. */
  change(name: CardName, next: (body: CardBody) => Partial<CardBody>): Promise<void>;
};

const MOST_ATTEMPTS = 20;

export function cardRows(table: Table): CardRows {
  async function find(name: CardName): Promise<CardRow | undefined> {
    const item = await table.get(keyOf(name));
    return item && { key: keyOf(name), version: item.version, body: readCard(item) };
  }

  async function replace({ key, version, body }: CardRow, change: Partial<CardBody>): Promise<number | undefined> {
    const item = { ...key, version: version + 1, body: JSON.stringify({ ...body, ...change }) };
    return (await table.putIfVersion(item, version)) ? version + 1 : undefined;
  }

  return {
    find,
    replace,
    async add(card) {
      const { tenant, envelope, ...body } = card;
      const place = placeOf(card);
      // The finder first: a card that is registered is always found.
      await table.putIfAbsent({ ...finderKey(place), version: 1, body: JSON.stringify({ tenant, envelope, ref: place.ref }) });
      await table.putIfAbsent({ ...keyOf(nameOf(card)), version: 1, body: JSON.stringify(body) });
    },
    async at(place) {
      const item = await table.get(finderKey(place));
      if (!item) return undefined;
      const { tenant, envelope } = readBody(finder, item);
      const row = await find({ tenant, envelope, ...place });
      return row && known({ tenant, envelope }, row.body);
    },
    async ofEnvelope(of) {
      return (await allRows(table, { pk: cardPartition(of) })).map((item) => known(of, readCard(item)));
    },
    async change(name, next) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const row = await find(name);
        if (!row || (await replace(row, next(row.body))) !== undefined) return;
      }
      throw new Error(`Could not write the row of a card: others wrote it ${MOST_ATTEMPTS} times in a row. Try again.`);
    },
  };
}

/** An erasure takes off what it told and the copy of what it showed, where it is about them; it is drawn anew in any case. */
export async function blankCard(rows: CardRows, card: KnownCard, isAbout: boolean): Promise<void> {
  await rows.change(nameOf(card), ({ shows, posted, round }) => ({
    ...(isAbout ? { shows: untold(shows), posted: { ref: posted.ref, hash: posted.hash } } : {}),
    version: 0,
    round: round + 1,
  }));
}

/** Whether there is nothing left on it that an erasure would take. */
export function isBlank({ shows, posted }: KnownCard): boolean {
  return posted.copy === undefined && (shows.as !== 'told' || shows.notification.text === undefined);
}

function untold(shows: CardSource): CardSource {
  if (shows.as !== 'told') return shows;
  const { text: _, ...notification } = shows.notification;
  return { as: 'told', notification };
}

/** Who reads it, and of whom it speaks; nobody in particular where it was shared. */
export function seatsOf({ shows }: StandingCard): readonly CardSeat[] {
  if (shows.as !== 'told') return [];
  const { to, about } = shows.notification;
  return about === undefined || about === to ? [to] : [to, about];
}

export function nameOf(card: StandingCard): CardName {
  return { tenant: card.tenant, envelope: card.envelope, ...placeOf(card) };
}

export function known({ tenant, envelope }: OfEnvelope, { leaseUntil: _, ...body }: CardBody): KnownCard {
  return { tenant, envelope, ...body };
}

function placeOf({ channel, posted: { ref } }: Pick<StandingCard, 'channel' | 'posted'>): CardPlace {
  return { channel, ref };
}

const hash = z.custom<Sha256>((value) => typeof value === 'string');
const schema = z.object({
  channel: brand<Channel>(),
  shows: objectWith<CardSource>('as'),
  posted: z.object({ ref: z.string(), hash, copy: z.string().optional() }),
  version: z.int(),
  isGone: z.boolean(),
  round: z.int().default(0),
  leaseUntil: z.number().default(0),
});
const finder = z.object({ tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), ref: z.string() });

function readCard(item: Item): CardBody {
  const { posted, ...body } = readBody(schema, item);
  const { copy, ...rest } = posted;
  const shown: Posted = copy === undefined ? rest : { ...rest, copy };
  return { ...body, posted: shown };
}

function cardPartition({ tenant, envelope }: OfEnvelope): string {
  return `T#${tenant}#CARD#${envelope}`;
}

export function keyOf({ channel, ref, ...of }: CardName): Key {
  return { pk: cardPartition(of), sk: `${channel}#${ref}` };
}

/** By its hash: a reference may be long, and holds ids of people and places. */
function finderKey({ channel, ref }: CardPlace): Key {
  return { pk: `CARD#${channel}#${createHash('sha256').update(ref).digest('hex')}`, sk: 'CARD' };
}
