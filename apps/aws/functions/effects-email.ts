// Sends mails.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { emailOut } from '../email-out.ts';
import { estate } from '../estate.ts';

const carry = awaitedOnce(async () => {
  const base = await estate();
  return carrying(base, { email: emailOut(base) });
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
