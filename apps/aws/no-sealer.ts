// The sealer of functions that do not look into files: they take them in unseen, and leave them to those that have the time.
import type { AwsConfig } from '#apps/aws-config.ts';
import type { Sealer } from '#core/sealing.ts';

/** It says all the same whether time-stamps are to be fetched: that decides what follows from an act. */
export function noSealer({ TSA_URLS = '' }: Pick<AwsConfig, 'TSA_URLS'>): Sealer {
  return { intake: elsewhere, seal: elsewhere, ...(TSA_URLS !== '' && { stampHash: elsewhere }) };
}

/** A request that ends here stays stored, and is taken up by the function that can. */
async function elsewhere(): Promise<never> {
  throw new Error('This function does not look into files. What asked for it stays stored for the one that does.');
}
