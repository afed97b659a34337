// What was given up and still stands so: why, and what would come of putting it back now. Reads only.
import type { EnvelopeId } from '#core/ids.ts';
import type { Ledger, Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Channel } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import { cardRows, type CardRows } from '#stores/card-row.ts';
import { deadLetters, speaks, type DeadLetter, type DeadRequest } from '#stores/dead-letters.ts';
import { directory } from '#stores/directory.ts';
import type { Effect } from '#stores/effect-row.ts';
import { effects } from '#stores/effects.ts';
import { inbox, type InboxWithAnswers } from '#stores/inbox.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { redriveEffect } from './put-back.ts';
import { stillTrue } from './still-true.ts';

export type Reader = { readonly name: string; readonly email: string; readonly channel: Channel };

export type Dead = {
  readonly letter: DeadLetter;
  /** `close`: it is no longer true, and would be closed unsent. `process`: a request would be carried out from the start. */
  readonly would: 'send' | 'redraw' | 'seal' | 'stamp' | 'erase' | 'process' | 'close';
  /** Who would get it, as the envelope stands now. */
  readonly to: Reader | null;
};

export type DeadFilter = {
  readonly tenant?: string | undefined;
  readonly envelope?: EnvelopeId | undefined;
  readonly kind?: string | undefined;
};

/** Of requests it is not known yet whose they are: a tenant's or an envelope's list has none. */
export async function deadList(table: Table, { tenant, envelope, kind }: DeadFilter): Promise<readonly Dead[]> {
  const stores = storesOf(table);
  const found: Dead[] = [];
  for (const { id } of await directory(table).tenants()) {
    if (tenant !== undefined && tenant !== id) continue;
    for (const letter of await stores.letters.effects(id)) {
      if ((envelope ?? letter.envelope) !== letter.envelope || (kind ?? letter.kind) !== letter.kind) continue;
      const effect = await stores.effects.get(letter.key);
      if (speaks(letter, effect)) found.push({ letter, ...(await outlook(stores, effect)) });
    }
  }
  if (tenant !== undefined || envelope !== undefined || (kind ?? 'request') !== 'request') return found;
  const requests = await stores.letters.requests();
  for (const letter of requests) if (await isGivenUp(stores.inbox, letter)) found.push({ letter, would: 'process', to: null });
  return found;
}

/** Puts it back with fresh attempts and points the dispatcher to it. */
export async function redrive(table: Table, { letter }: Dead): Promise<void> {
  const stores = storesOf(table);
  if (letter.of === 'effect') return redriveEffect(stores, letter);
  await stores.inbox.revive(letter.channel, letter.key);
  await stores.letters.drop(letter);
}

function storesOf(table: Table) {
  // Nothing is claimed here, so no lease is taken or judged.
  const settings = { table, machineNow: Date.now, leaseMs: 0 };
  return {
    ledger: ledger(table),
    cards: cardRows(table),
    letters: deadLetters(table),
    effects: effects(settings),
    inbox: inbox(settings),
    pointers: pointers(settings),
  };
}

async function isGivenUp(requests: InboxWithAnswers, { channel, key, died }: DeadRequest): Promise<boolean> {
  const standing = await requests.standing(channel, key);
  return standing?.state === 'given-up' && standing.version === died;
}

async function outlook(
  { ledger: record, cards }: { ledger: Ledger; cards: Pick<CardRows, 'find'> },
  { job, tenant, envelope }: Effect,
): Promise<Omit<Dead, 'letter'>> {
  if (job.do === 'erase' || job.do === 'stamp') return { would: job.do, to: null };
  if (job.do === 'answer') return { would: 'send', to: { ...job.answer.to, channel: job.answer.channel } };
  const stream = envelope === null ? EMPTY : await record.load(tenant, envelope);
  if (job.do === 'card') {
    const card = envelope === null ? undefined : await cards.find({ ...job, tenant, envelope });
    const isWanted = card && !card.body.isGone && card.body.version < stream.version;
    return { would: isWanted ? 'redraw' : 'close', to: null };
  }
  if (job.do === 'seal') {
    const state = fold(stream);
    if (state.status !== 'completed') return { would: 'close', to: null };
    // What is left to do for a sealed one is the time-stamp that was not to be had.
    return { would: state.sealing.state === 'sealed' ? 'stamp' : 'seal', to: null };
  }
  const state = stillTrue(stream, job.notification);
  if (!state) return { would: 'close', to: null };
  const seat = job.notification.to === 'sender' ? state.sender : state.recipients.find(({ id }) => id === job.notification.to);
  return { would: 'send', to: seat ? { name: seat.name, email: seat.email, channel: job.channel } : null };
}

const EMPTY: Stream = { version: 0, commits: [] };
