// Backups by AWS Backup, apart from the table's own recovery to any second: every day for a month, every month for a year, and a copy of each in
// the second region. Evidence is under lock and copied as it comes, and mail that came in is among the documents: neither is in here.
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { KEEP, lockOf } from './backup-lock.ts';
import type { Common, DataParts } from './parts.ts';
import { namesOf } from './store-names.ts';

export type BackupProps = Common & { readonly data: Pick<DataParts, 'table' | 'documents' | 'dataKey'> };

export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data }: BackupProps) {
    const { account, region, replicaRegion, isProduction } = environment;
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${environment.name}): backups`,
      terminationProtection: isProduction,
    });
    const names = namesOf(environment);
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: names.vault,
      encryptionKey: data.dataKey,
      removalPolicy: RemovalPolicy.RETAIN,
      ...lockOf(environment),
    });
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: names.vault, backupVault: vault });
    const copyTo =
      replicaRegion && this.formatArn({ service: 'backup', region: replicaRegion, resource: `backup-vault:${names.vaultCopy}` });
    const away = copyTo === undefined ? undefined : BackupVault.fromBackupVaultArn(this, 'VaultThere', copyTo);
    for (const [ruleName, deleteAfter, scheduleExpression] of [
      ['daily', KEEP.daily, Schedule.cron({ hour: '2', minute: '20' })],
      ['monthly', KEEP.monthly, Schedule.cron({ day: '1', hour: '3', minute: '20' })],
    ] as const)
      plan.addRule(
        new BackupPlanRule({
          ruleName,
          deleteAfter,
          scheduleExpression,
          ...(away && { copyActions: [{ destinationBackupVault: away, deleteAfter }] }),
        }),
      );
    plan.addSelection('Stored', {
      resources: [BackupResource.fromArn(data.table.tableArn), BackupResource.fromArn(data.documents.bucketArn)],
      role: backupRole(this),
      disableDefaultBackupPolicy: true,
    });
  }
}

function backupRole(scope: Construct): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
    description: 'Backs up the table and the documents; restores nothing',
    managedPolicies: ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup'].map((name) =>
      ManagedPolicy.fromAwsManagedPolicyName(name),
    ),
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM4',
    reason: 'What AWS Backup needs changes with what it can back up: AWS keeps these two policies, and only its service takes the role on.',
  });
  return role;
}
