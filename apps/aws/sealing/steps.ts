// The steps of the sealing machine (infra/sealing.ts) by their names. Each may be done twice, and by two executions at once: the record and the
// effect's row decide what counts.
import { z } from 'zod';
import { begin } from './begin.ts';
import { archive, stampSealed } from './deliver.ts';
import { archiveStamp, keep, prove, seal, stamp, timestamp } from './document-steps.ts';
import { finish, putOffSeal } from './ending.ts';
import type { Means } from './means.ts';
import { record } from './record.ts';

const STEPS = {
  begin,
  stamp,
  seal,
  timestamp,
  prove,
  'archive-stamp': archiveStamp,
  keep,
  record,
  archive,
  'stamp-late': stampSealed,
  finish,
  'put-off': putOffSeal,
} as const satisfies Record<string, (means: Means, given: unknown) => Promise<unknown>>;

const schema = z.object({ step: z.enum(Object.keys(STEPS) as [keyof typeof STEPS]), given: z.unknown() });

export async function takeStep(means: Means, event: unknown): Promise<unknown> {
  const { step, given } = schema.parse(event);
  return STEPS[step](means, given);
}
