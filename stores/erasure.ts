// Carries out an `erased` event: personal values of one seat, or of the whole envelope, go from everywhere but the leaves' hashes.
// It can stop at any write and begin again: what names a thing goes after the thing, and the record's own values, which name people, go last.
import { eventsOf } from '#core/chain.ts';
import { isWhollyErased, type ErasureScope } from '#core/erasure.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Blobs, Table } from '#core/ports.ts';
import { belongingsOf, documentsIn, seenCards, type BlobNames } from './belongings.ts';
import { blankCard, cardRows, type KnownCard } from './card-row.ts';
import type { ErasableCodes } from './codes.ts';
import { effectName, type Effect } from './effect-row.ts';
import type { Effects } from './effects.ts';
import { eraseRequest, requestRows } from './inbox-row.ts';
import type { EnumerableLedger } from './ledger.ts';
import { addressesIn, dropPersonRow } from './person-rows.ts';
import type { RevocableTokens } from './tokens.ts';

export type ErasureParts = {
  readonly table: Table;
  readonly ledger: EnumerableLedger;
  readonly effects: Pick<Effects, 'list' | 'claim' | 'superseded' | 'blank' | 'get'>;
  readonly tokens: Pick<RevocableTokens, 'revoke'>;
  readonly codes: Pick<ErasableCodes, 'drop'>;
  readonly blobs: Pick<Blobs, 'delete' | 'get'>;
  readonly names: BlobNames;
};

/** @property upTo the version of the `erased` event: what is stored later is not covered */
export type Erasure = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly recipient: ErasureScope;
  readonly upTo: number;
};

/** Person rows that other seats of the same address still need come back with the next projection of the stream. */
export async function erase(parts: ErasureParts, { tenant, envelope, recipient: scope, upTo }: Erasure): Promise<void> {
  const { table, ledger, blobs, names, tokens, codes } = parts;
  const stream = await ledger.load(tenant, envelope);
  const found = await belongingsOf(parts, { tenant, envelope, stream, scope, upTo });
  const seen = await seenCards(parts, { tenant, evidence: found.evidence });
  // First, so that nobody who comes meanwhile gets in.
  for (const link of found.links) await tokens.revoke(link);
  for (const seat of new Set(found.links.map((link) => link.seat))) await codes.drop({ tenant, envelope, seat });
  for (const effect of found.effects) await eraseEffect(parts, effect);
  for (const { card, isAbout } of found.cards) await eraseCard(parts, card, isAbout);
  for (const card of seen) await blobs.delete(card);
  for (const row of found.requests) {
    for (const blob of names.ofRequest(row)) await blobs.delete(blob);
    await eraseRequest(requestRows(table), row);
  }
  for (const blob of [...found.evidence, ...(await unshared(parts, { tenant, envelope, documents: found.documents }))])
    await blobs.delete(blob);
  for (const email of new Set(found.events.flatMap(addressesIn))) await dropPersonRow(table, { tenant, email, envelope });
  await ledger.erase({ tenant, envelope, scope, upTo });
}

async function eraseEffect({ effects, blobs }: ErasureParts, effect: Effect): Promise<void> {
  const ended = effect.state === 'pending' ? await closed(effects, effect) : effect;
  if (ended.copy !== null) await blobs.delete(ended.copy);
  if (await effects.blank(ended)) return;
  throw new Error(`Could not erase the effect ${effectName(effect.key)}: it changed meanwhile. It is tried again.`);
}

/** Where it stands stays known: it is drawn anew from what is left, so that people do not go on seeing what was erased. */
async function eraseCard({ table, blobs }: ErasureParts, card: KnownCard, isAbout: boolean): Promise<void> {
  if (isAbout && card.posted.copy !== undefined) await blobs.delete(card.posted.copy);
  await blankCard(cardRows(table), card, isAbout);
}

/** A message that has not gone out is not sent any more. */
async function closed(effects: ErasureParts['effects'], { key }: Effect): Promise<Effect> {
  const claimed = await effects.claim(key, true);
  if (claimed) await effects.superseded(claimed);
  const now = await effects.get(key);
  if (now && now.state !== 'pending') return now;
  throw new Error(`Could not erase the effect ${effectName(key)}: it is being carried out at this moment. It is tried again.`);
}

type Documents = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly documents: readonly string[] };

/** The same file may have been sent twice; blobs are named by their content, so both envelopes have the same one. */
export async function unshared(
  { ledger, names }: Pick<ErasureParts, 'ledger' | 'names'>,
  { tenant, envelope, documents }: Documents,
): Promise<readonly string[]> {
  if (documents.length === 0) return [];
  const needed = new Set<string>();
  for await (const other of ledger.envelopes(tenant)) {
    if (other === envelope) continue;
    const stream = await ledger.load(tenant, other);
    const events = isWhollyErased(stream) ? [] : eventsOf(stream).map(({ event }) => event);
    for (const document of documentsIn(tenant, events, names)) needed.add(document);
  }
  return documents.filter((document) => !needed.has(document));
}
