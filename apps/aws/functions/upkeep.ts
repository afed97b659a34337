// What is no message: erasures, and time-stamps for proofs.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { estate } from '../estate.ts';
import { sealerHere } from '../sealer-here.ts';
import { webHere } from '../web-here.ts';

const carry = awaitedOnce(async () => {
  const base = await estate(sealerHere);
  return carrying(base, { web: webHere(base) });
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
