// What seals are made with, in functions that seal or fetch time-stamps: the certificate from the parameter store, the key in AWS KMS.
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getParameter } from '@aws-lambda-powertools/parameters/ssm';
import type { AwsConfig } from '#apps/aws-config.ts';
import { sealConfigWith } from '#apps/config.ts';
import type { Sealing } from '#apps/sealer/seal.ts';
import { sealingParts } from '#apps/sealer/sealing.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { instantOf } from '#core/time.ts';

export async function sealingHere({ SEAL_CERTIFICATE_PARAMETER, TSA_CA_PARAMETER }: AwsConfig): Promise<Sealing> {
  if (SEAL_CERTIFICATE_PARAMETER === undefined)
    throw new Error('Could not seal: SEAL_CERTIFICATE_PARAMETER is not set. Deploy the estate with a seal certificate.');
  const files = {
    SEAL_CERTIFICATE: await fileOf(SEAL_CERTIFICATE_PARAMETER),
    ...(TSA_CA_PARAMETER !== undefined && { TSA_CA: await fileOf(TSA_CA_PARAMETER) }),
  };
  // No authority of its own is ever made here: each of many processes would have another.
  const { authority, lasting } = await sealingParts({
    config: sealConfigWith(files),
    folder: tmpdir(),
    clock: () => instantOf(Date.now()),
  });
  return { authority, ...(lasting && { lasting }), offsetAt };
}

/** The settings name files, as on one machine. */
async function fileOf(parameter: string): Promise<string> {
  const text = await getParameter(parameter).catch((cause: unknown) => {
    throw new Error(`Could not read ${parameter} in the parameter store. Put the PEM there; docs/aws.md says how.`, { cause });
  });
  if (text === undefined) throw new Error(`There is no ${parameter} in the parameter store. Put the PEM there; docs/aws.md says how.`);
  const path = join(tmpdir(), `${parameter.replaceAll(/\W+/g, '-')}.pem`);
  await writeFile(path, text);
  return path;
}
