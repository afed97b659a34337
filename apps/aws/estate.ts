// What every function on AWS starts from: the table, the buckets and the secrets of this installation, read from its environment.
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { AwsConfig } from '#apps/aws-config.ts';
import { awsConfig } from '#apps/config.ts';
import { baseOf, type Base, type BaseParts } from '#apps/world/base.ts';
import type { Sealer } from '#core/sealing.ts';
import { instantOf } from '#core/time.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { noSealer } from './no-sealer.ts';
import { report } from './report.ts';
import { traced } from './traced.ts';
import { readSecrets, type InstallationSecrets } from './secrets.ts';

/** Longer than any function may run, so that whoever holds a lease and is past it is dead. */
export const LEASE_MS = 6 * 60_000;

export type Estate = Base &
  Omit<BaseParts, 'secrets' | 'sealer'> & {
    readonly config: AwsConfig;
    readonly secrets: InstallationSecrets;
    readonly s3: S3Client;
    readonly report: typeof report;
  };

/** @param made by those functions that look into files; the others have no such code in them */
export async function estate(made?: (config: AwsConfig) => Promise<Sealer>): Promise<Estate> {
  const config = awsConfig();
  const secrets = await readSecrets(config.SECRETS_ID);
  const s3 = traced(new S3Client({}));
  const parts = {
    table: dynamoTable({ client: traced(new DynamoDBClient({})), tableName: config.TABLE_NAME }),
    blobs: s3Blobs({
      client: s3,
      bucket: config.DOCUMENTS_BUCKET,
      presignClient: new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
      encryption: config.DATA_KEY_ID === undefined ? undefined : { keyId: config.DATA_KEY_ID },
    }),
    site: siteOf(config),
    clock: () => instantOf(Date.now()),
    machineNow: Date.now,
    sleep: async (ms: number) => sleep(ms),
    // The table's stream wakes whoever turns to it.
    wake: () => undefined,
    running: { as: 'one-of-many', leaseMs: LEASE_MS },
  } as const;
  const base = baseOf({ ...parts, secrets, sealer: (await made?.(config)) ?? noSealer(config) });
  return { ...parts, ...base, config, secrets, s3, report };
}

function siteOf({ PUBLIC_URL, MAIL_DOMAIN }: AwsConfig): BaseParts['site'] {
  return {
    publicUrl: PUBLIC_URL.replace(/\/+$/, ''),
    mailDomain: MAIL_DOMAIN,
    signAddress: `sign@${MAIL_DOMAIN}`,
    isLocal: false,
  };
}
