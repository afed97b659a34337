// Sends messages and cards in Teams.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { carrying } from '../carrying.ts';
import { teamsHere } from '../teams-here.ts';
import { estate } from '../estate.ts';

const carry = awaitedOnce(async () => {
  const base = await estate();
  const teams = teamsHere(base);
  return carrying(base, teams ? { teams } : {});
});

export const handler = async (batch: SQSEvent) => (await carry())(batch);
