// What lies in the second region: copies of files and backups, under a key of their own. Made before the rest, which names it. The copy of the
// table and of the secret come with the table and the secret. Only where all tenants' residency permits.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupVault } from 'aws-cdk-lib/aws-backup';
import type { Construct } from 'constructs';
import { lockOf } from './backup-lock.ts';
import { BETWEEN_STEPS } from './buckets.ts';
import { keyOfCopies } from './keys.ts';
import type { Common } from './parts.ts';
import { logBucket, logByPolicy, storeBucket } from './store-bucket.ts';
import { namesOf } from './store-names.ts';

export class ReplicaStack extends Stack {
  constructor(scope: Construct, id: string, { environment }: Common) {
    const { account, replicaRegion: region, isProduction } = environment;
    if (region === undefined) throw new Error(`Could not place copies of ${environment.name}: its file names no replicaRegion.`);
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${environment.name}): copies of files and backups`,
      terminationProtection: isProduction,
    });
    logByPolicy(this);
    const names = namesOf(environment);
    const key = keyOfCopies(this, 'Key', environment);
    const logs = logBucket(this, 'Logs', { name: names.logBucket('copy'), days: environment.logDays });
    storeBucket(this, 'Documents', { name: names.bucketCopy('documents'), key, logs, hasKeyPerFile: true, lifecycle: [BETWEEN_STEPS] });
    storeBucket(this, 'Evidence', { name: names.bucketCopy('evidence'), key, logs, lockedYears: environment.retentionYears });
    new BackupVault(this, 'Vault', {
      backupVaultName: names.vaultCopy,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
      ...lockOf(environment),
    });
  }
}
