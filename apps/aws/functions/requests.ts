// Runs requests that came in, of every channel, files that come with them included.
import type { SQSEvent } from 'aws-lambda';
import { HOUSE } from '#apps/world/base.ts';
import { awaitedOnce } from '../awaited-once.ts';
import { eachOf } from '../batch.ts';
import { channelsHere } from '../channels-here.ts';
import { estate } from '../estate.ts';
import { following } from '../following.ts';
import { intakeHere } from '../intake-here.ts';
import { readLead } from '../leads.ts';

const follow = awaitedOnce(async () => {
  const base = await estate(intakeHere);
  await base.stores.directory.addTenant(HOUSE);
  return following(base, channelsHere(base));
});

export const handler = async (batch: SQSEvent) => eachOf(batch, async (body) => (await follow())(readLead(body)));
