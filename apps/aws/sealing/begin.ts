// The first step: claims the effect for this execution and says what there is to do, as the record stands.
import { eventsOf } from '#core/chain.ts';
import type { Completed } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { Stream } from '#core/record.ts';
import type { SealedDocument } from '#core/terms.ts';
import { leadMessage } from '../leads.ts';
import type { Means } from './means.ts';
import { startSchema, type Begun, type Claim, type DocumentWork, type ToDeliver } from './work.ts';

export async function begin(means: Means, given: unknown): Promise<Begun> {
  const { key, lead, tenant, envelope } = startSchema.parse(given);
  const { stores, ports } = means;
  const stream = await stores.ledger.load(tenant, envelope);
  const state = fold(stream);
  // Last: were this step to fail after it, nobody could go on with the claim before it lapses.
  const effect = await stores.effects.claim(key);
  if (!effect) return { next: 'end' };
  const { attempts, redriven } = effect;
  const claim: Claim = { key, lead, tenant, envelope, attempts, redriven, at: ports.clock() };
  if (state.status !== 'completed') return { next: 'finish', claim };
  // Sealed before, and what follows from it may not be done.
  if (state.sealing.state === 'sealed')
    return { next: 'deliver', ...toDeliver({ claim, stream, documents: state.sealing.documents }), isTimeLacking: true };
  // A dispute keeps the seal back; its end asks for it again.
  if (state.disputes.length > 0) return { next: 'finish', claim };
  return { next: 'seal', claim, documents: worksOf(means, { state, claim }) };
}

function worksOf({ sealing: { lasting } }: Means, { state, claim }: { readonly state: Completed; readonly claim: Claim }): DocumentWork[] {
  const { documents, completedAt } = state;
  const level = lasting?.level ?? 'B-B';
  return documents.map(({ id }) => ({ claim, document: id, completedAt, level, lacking: [], next: 'stamp' }));
}

type SealedBy = { readonly claim: Claim; readonly stream: Stream; readonly documents: readonly SealedDocument[] };

export function toDeliver({ claim, stream, documents }: SealedBy): Omit<ToDeliver, 'isTimeLacking'> {
  const { tenant, envelope } = claim;
  const version = sealedAt(stream);
  // Word for word what the table's stream leads to as well, so that the queue takes it once.
  const people = leadMessage({ pointer: { kind: 'commit', tenant, envelope, version } }, String(version));
  return { claim, documents, people };
}

/** The version of the record at which it was sealed. */
export function sealedAt(stream: Stream): number {
  return eventsOf(stream).findLast(({ event }) => event.type === 'sealed')?.version ?? stream.version;
}
