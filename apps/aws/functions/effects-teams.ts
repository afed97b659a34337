// Sends messages and cards in Teams.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { estate } from '../estate.ts';
import { teamsOut } from '../teams-out.ts';

const carry = awaitedOnce(async () => {
  const base = await estate();
  const teams = teamsOut(base);
  return carrying(base, teams ? { teams } : {});
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
