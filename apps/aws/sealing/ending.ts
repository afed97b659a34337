// How an execution ends: with the effect done, or put off until its next attempt, which the clock starts.
import { z } from 'zod';
import { latePauseMs, patientPauseMs, TimeAwaited } from '#apps/dispatch/late-stamps.ts';
import { putOff } from '#apps/dispatch/put-off.ts';
import { recordSealFailure } from '#apps/dispatch/record-seal.ts';
import { fold } from '#core/fold.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import { leadMessage, readLead } from '../leads.ts';
import type { Means } from './means.ts';
import { claimSchema, failedSchema, type Claim, type Ended } from './work.ts';

/** Where it is done already, by this step or by another execution, what led here is looked at again all the same. */
export async function finish({ stores }: Means, given: unknown): Promise<Ended> {
  const { claim } = z.object({ claim: claimSchema }).parse(given);
  const effect = await stores.effects.renew(claim);
  if (effect) await stores.effects.done(effect, { providerId: 'sealer' });
  return { next: 'notify', lead: leadOf(claim) };
}

/** Three failures are put on record, for people to see; it is tried again all the same, until the effect is dead. */
export async function putOffSeal(means: Means, given: unknown): Promise<Ended> {
  const { claim, fault: said } = failedSchema.parse(given);
  const { stores, ports, machineNow, report, count } = means;
  const { key, tenant, envelope, attempts, at } = claim;
  const effect = await stores.effects.renew(claim);
  if (!effect) return { next: 'end' };
  const state = fold(await stores.ledger.load(tenant, envelope));
  const isSealed = state.status === 'completed' && state.sealing.state === 'sealed';
  const fault = faultOf(said, isSealed ? latePauseMs(attempts) : patientPauseMs(attempts));
  report(fault, `carrying out ${effectName(key)}`);
  await recordSealFailure(ports.commands, { tenant, envelope, at, attempts, fault });
  const left = await putOff({ effects: stores.effects, machineNow, jitter: Math.random }, effect, fault);
  if (left?.state !== 'dead') return { next: 'end' };
  count('DeadEffects');
  return { next: 'notify', lead: leadOf(claim) };
}

type Said = { readonly Error: string; readonly Cause: string };
const ofFunction = z.object({ errorType: z.string(), errorMessage: z.string() });

/** Of a function's own fault Step Functions hands on what Lambda said; of any other, a name and perhaps a sentence. */
function faultOf({ Error: name, Cause: cause }: Said, timeAwaitedMs: number): Error {
  const told = ofFunction.safeParse(parsed(cause));
  if (!told.success) return new Error(`A step of the seal did not end (${name}). ${cause}`.trim());
  const { errorType, errorMessage } = told.data;
  return errorType === TimeAwaited.name ? new TimeAwaited(errorMessage, timeAwaitedMs) : new Error(errorMessage);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function leadOf({ key, lead, redriven, attempts }: Pick<Claim, 'key' | 'lead'> & Pick<Effect, 'redriven' | 'attempts'>) {
  return leadMessage(readLead(JSON.stringify(lead)), `${key.pk} ${key.sk} ${redriven} ${attempts}`);
}
