// The seal comes on record. Of two executions that got here the first one wins, and both go on with the files that the record names.
import { recordSeal } from '#apps/dispatch/record-seal.ts';
import { fold } from '#core/fold.ts';
import { toDeliver } from './begin.ts';
import { held, type Means } from './means.ts';
import { madeSchema, type Recorded } from './work.ts';

export async function record(means: Means, given: unknown): Promise<Recorded> {
  const { claim, made } = madeSchema.parse(given);
  await held(means, claim);
  const { tenant, envelope, at } = claim;
  const documents = made.map(({ isTimeLacking: _, ...document }) => document);
  await recordSeal(means.ports.commands, { tenant, envelope, at, documents });
  const stream = await means.stores.ledger.load(tenant, envelope);
  const state = fold(stream);
  // A dispute came between, and its end asks for the seal again.
  if (state.status !== 'completed' || state.sealing.state !== 'sealed') return { next: 'finish', claim };
  const onRecord = state.sealing.documents;
  const isOurs = onRecord.every(({ sha256 }) => documents.some((one) => one.sha256 === sha256));
  const isTimeLacking = !isOurs || made.some((one) => one.isTimeLacking);
  return { next: 'deliver', ...toDeliver({ claim, stream, documents: onRecord }), isTimeLacking };
}
