// How long recovery points are kept, and the lock that keeps them that long.
import { Duration } from 'aws-cdk-lib';
import type { BackupVaultProps } from 'aws-cdk-lib/aws-backup';
import type { Environment } from './environment.ts';

export const KEEP = { daily: Duration.days(35), monthly: Duration.days(366) } as const;

/** In production nobody deletes a recovery point early, not even by mistake. Whoever may administer the vault can still lift the lock. */
export function lockOf({ isProduction }: Pick<Environment, 'isProduction'>): Pick<BackupVaultProps, 'lockConfiguration'> {
  return isProduction ? { lockConfiguration: { minRetention: KEEP.daily, maxRetention: KEEP.monthly } } : {};
}
