// Looks at envelopes and answers of which something was stored or carried out, plans what follows and passes it on.
import type { SQSEvent } from 'aws-lambda';
import { awaitedOnce } from '../awaited-once.ts';
import { eachOf } from '../batch.ts';
import { estate } from '../estate.ts';
import { following } from '../following.ts';
import { readLead } from '../leads.ts';

const follow = awaitedOnce(async () => following(await estate(), {}));

export const handler = async (batch: SQSEvent) => eachOf(batch, async (body) => (await follow())(readLead(body)));
