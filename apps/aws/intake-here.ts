// Looks into files that come in, and seals nothing.
import type { AwsConfig } from '#apps/aws-config.ts';
import { intake } from '#apps/sealer/intake.ts';
import type { Sealer } from '#core/sealing.ts';
import { noSealer } from './no-sealer.ts';

export async function intakeHere(config: AwsConfig): Promise<Sealer> {
  return { ...noSealer(config), intake };
}
