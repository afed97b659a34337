// Alarms of what others see of us: the pages and APIs, our name as a sender of mail, and the backups for the day when all else fails.
import { Duration } from 'aws-cdk-lib';
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Environment } from '../environment.ts';
import { namesOf } from '../store-names.ts';
import type { Watch } from './watch.ts';

/** An API of API Gateway, as whoever made it measures it. */
export type WatchedApi = {
  readonly name: string;
  /** Answers with a status of 500 and above, summed up over five minutes. */
  readonly serverErrors: IMetric;
  /** Milliseconds that all but the slowest hundredth take. */
  readonly latency: IMetric;
};

const FEW = 5;
/** Slack gives up after three seconds, and people before that. */
const SLOW_MS = 2_500;

export function apiWatches(apis: readonly WatchedApi[]): readonly Watch[] {
  return apis.flatMap(({ name, serverErrors, latency }) => [
    {
      id: `5xx-${name}`,
      metric: serverErrors,
      threshold: FEW,
      means: `The API “${name}” answers with server errors: pages do not open, or Slack and Teams deliver in vain. They deliver again.`,
      todo: 'Right after a deployment, go back to the one before. Otherwise look at the alarms of the functions behind it, and at its access log.',
    },
    {
      id: `slow-api-${name}`,
      metric: latency,
      threshold: SLOW_MS,
      periods: [3, 3],
      means: `The API “${name}” takes more than ${SLOW_MS / 1000} seconds for some of its answers. Slack shows an error after three.`,
      todo: 'See in the traces whether functions start too often, or wait for the table or a vendor.',
    },
  ]);
}

/** From 5 % and 0.1 % on Amazon SES looks into an account, and may stop it from sending: heard of well before. */
const MOST_BOUNCES = 0.03;
const MOST_COMPLAINTS = 0.0005;

export function reputationWatches(): readonly Watch[] {
  const rate = (metricName: string) => new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
  const stops = 'From there on Amazon SES may stop this account from sending.';
  return [
    {
      id: 'mail-bounces',
      metric: rate('Reputation.BounceRate'),
      threshold: MOST_BOUNCES,
      silence: 'as-before',
      means: `Three in a hundred mails bounce. ${stops}`,
      todo: 'Find by `countersign trace` which tenant writes to addresses that do not exist, and speak to them; lower their limit meanwhile.',
    },
    {
      id: 'mail-complaints',
      metric: rate('Reputation.ComplaintRate'),
      threshold: MOST_COMPLAINTS,
      silence: 'as-before',
      means: `Five in ten thousand mails are reported as spam. ${stops}`,
      todo: 'Find which tenant writes to people who did not expect it, and lower their limit until it is settled.',
    },
  ];
}

export function backupWatches(environment: Environment): readonly Watch[] {
  const { vault } = namesOf(environment);
  const jobs = (metricName: string, period: Duration) =>
    new Metric({ namespace: 'AWS/Backup', metricName, dimensionsMap: { BackupVaultName: vault }, statistic: 'Sum', period });
  const todo = 'Open the job in AWS Backup: it says why. Start one by hand once it is mended, and see it complete.';
  const failed = { threshold: 1, todo } as const;
  return [
    {
      ...failed,
      id: 'backup-failed',
      metric: jobs('NumberOfBackupJobsFailed', Duration.hours(1)),
      means: 'A backup of the table or the documents failed. The table can still be set back to any second of the last 35 days.',
    },
    {
      id: 'backup-missing',
      metric: jobs('NumberOfBackupJobsCompleted', Duration.days(1)),
      threshold: 0,
      isTooLittle: true,
      periods: [2, 2],
      silence: 'bad',
      means: 'No backup was completed for two days.',
      todo,
    },
    ...(environment.replicaRegion === undefined
      ? []
      : [
          {
            ...failed,
            id: 'backup-copy-failed',
            metric: jobs('NumberOfCopyJobsFailed', Duration.hours(1)),
            means: `A backup was not copied to ${environment.replicaRegion}. It is kept in this region.`,
          },
        ]),
  ];
}
