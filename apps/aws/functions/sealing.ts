// Takes the steps of sealing, one a call, as the state machine asks for them.
import { s3Blobs } from '#stores/s3-blobs.ts';
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { count } from '../report.ts';
import { sealingHere } from '../sealing-here.ts';
import type { Means } from '../sealing/means.ts';
import { takeStep } from '../sealing/steps.ts';

const means = awaitedOnce(async (): Promise<Means> => {
  const base = await estate();
  const { EVIDENCE_BUCKET: bucket, DATA_KEY_ID: keyId } = base.config;
  const encryption = keyId === undefined ? undefined : { keyId };
  const evidence = bucket === undefined ? undefined : s3Blobs({ client: base.s3, bucket, encryption });
  return { ...base, sealing: await sealingHere(base.config), evidence, count };
});

export const handler = async (event: unknown): Promise<unknown> => takeStep(await means(), event);
