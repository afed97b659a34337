// What an erasure would take, in numbers and kinds: to be looked at before it is done. Reads only, and says nothing of what it finds.
import { belongsTo, type ErasureScope } from '#core/erasure.ts';
import { eventsOf } from '#core/chain.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Blobs } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { aboutOf } from './dead-letters.ts';
import { belongingsOf, seenCards } from './belongings.ts';
import { isBlank } from './card-row.ts';
import { blanked, bodyOf } from './effect-row.ts';
import { unshared, type ErasureParts } from './erasure.ts';
import { isRequestErased } from './inbox-row.ts';
import type { RevocableTokens } from './tokens.ts';

type Counts = Readonly<Record<string, number>>;

export type Inventory = {
  /** Personal values on the record, by the event they stand in. */
  readonly values: Counts;
  /** Messages whose text or reader goes, by what they told; and what else posted cards hold. */
  readonly messages: Counts;
  /** Of these, those that have not gone out: they are not sent any more. */
  readonly unsent: number;
  readonly requests: number;
  readonly links: number;
  readonly files: number;
};

type Parts = Pick<ErasureParts, 'table' | 'ledger' | 'effects' | 'names'> & {
  readonly tokens: Pick<RevocableTokens, 'rowsOf'>;
  readonly blobs: Pick<Blobs, 'get' | 'head'>;
};
type Asked = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly recipient: ErasureScope };

export async function erasureInventory(parts: Parts, { tenant, envelope, recipient: scope }: Asked): Promise<Inventory> {
  const { ledger, tokens, blobs, names } = parts;
  const stream = await ledger.load(tenant, envelope);
  const found = await belongingsOf(parts, { tenant, envelope, stream, scope, upTo: stream.version });
  const effects = found.effects.filter((effect) => effect.state === 'pending' || bodyOf(blanked(effect)) !== bodyOf(effect));
  const cards = found.cards.filter(({ card, isAbout }) => isAbout && !isBlank(card));
  const requests = found.requests.filter((row) => !isRequestErased(row));
  const links = await Promise.all(found.links.map(async (link) => (await tokens.rowsOf(link)).length));
  const documents = await unshared(parts, { tenant, envelope, documents: found.documents });
  const seen = await seenCards(parts, { tenant, evidence: found.evidence });
  const keys = new Set([...seen, ...documents, ...found.evidence, ...found.copies, ...found.requests.flatMap(names.ofRequest)]);
  const files = await Promise.all([...keys].map(async (key) => blobs.head(key)));
  return {
    values: valuesIn(stream, scope),
    messages: tally([...effects.map((effect) => aboutOf(effect).kind), ...cards.map(() => 'card')]),
    unsent: effects.filter(({ state }) => state === 'pending').length,
    requests: requests.length,
    links: links.reduce((sum, each) => sum + each, 0),
    files: files.filter((head) => head !== undefined).length,
  };
}

export function isNothing({ values, messages, requests, links, files }: Inventory): boolean {
  return Object.keys(values).length + Object.keys(messages).length + requests + links + files === 0;
}

function valuesIn(stream: Stream, scope: ErasureScope): Counts {
  return tally(
    eventsOf(stream).flatMap(({ version, index, event }) => {
      const leaf = stream.commits[version - 1]?.stored[index];
      return leaf && belongsTo(event, scope) ? Object.keys(leaf.beside).map(() => event.type) : [];
    }),
  );
}

function tally(kinds: readonly string[]): Counts {
  return Object.fromEntries(
    Map.groupBy(kinds, (kind) => kind)
      .entries()
      .map(([kind, all]) => [kind, all.length]),
  );
}
