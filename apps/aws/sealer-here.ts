// The whole sealer, in functions that look into files as well as fetch time-stamps.
import type { AwsConfig } from '#apps/aws-config.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import type { Sealer } from '#core/sealing.ts';
import { sealingHere } from './sealing-here.ts';

export async function sealerHere(config: AwsConfig): Promise<Sealer> {
  return sealer(await sealingHere(config));
}
