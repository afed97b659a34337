// The whole estate of one environment: every stack, and what each takes of the others. What must not be lost is in a stack of its own, which
// the others name and none can take away.
import { Tags, type App, type Stack, type Stage } from 'aws-cdk-lib';
import { BackupStack } from './backup.ts';
import { DataStack } from './data.ts';
import { HttpStack } from './http.ts';
import { MailStack } from './mail.ts';
import { MonitoringStack } from './monitoring.ts';
import type { Common } from './parts.ts';
import { ReplicaStack } from './replica.ts';
import { WorkStack } from './work.ts';

/** By what they are called in the environment, in the order in which they are made. */
export type Estate = Readonly<Record<string, Stack>>;

export function estateOf(app: App | Stage, common: Common): Estate {
  const { environment } = common;
  const id = (part: string) => `Countersign-${environment.name}-${part}`;
  // First the place of the copies: the table and the buckets name what is there.
  const replica = environment.replicaRegion === undefined ? undefined : new ReplicaStack(app, id('Replica'), common);
  const data = new DataStack(app, id('Data'), common);
  if (replica) data.addStackDependency(replica);
  const backup = new BackupStack(app, id('Backup'), { ...common, data });
  const working = new WorkStack(app, id('Work'), { ...common, data });
  const http = new HttpStack(app, id('Http'), { ...common, data });
  const mail = new MailStack(app, id('Mail'), { ...common, data, work: working.parts });
  const apis = [
    {
      name: 'pages',
      serverErrors: http.api.metricServerError({ statistic: 'Sum' }),
      latency: http.api.metricLatency({ statistic: 'p99' }),
    },
    {
      name: 'read',
      serverErrors: http.readApi.metricServerError({ statistic: 'Sum' }),
      latency: http.readApi.metricLatency({ statistic: 'p99' }),
    },
  ];
  const monitoring = new MonitoringStack(app, id('Monitoring'), { environment, data, work: working.parts, apis });
  Tags.of(app).add('countersign:environment', environment.name);
  return { ...(replica && { replica }), data, backup, work: working, http, mail, monitoring };
}
