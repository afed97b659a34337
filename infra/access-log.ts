// Where an API writes down who asked for what: below the other logs, encrypted, and kept as long as they are.
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { retentionOf } from './service-function.ts';
import { namesOf } from './store-names.ts';

type AccessLog = { readonly environment: Environment; readonly key: IKey; readonly name: string };

export function accessLog(scope: Construct, id: string, { environment, key, name }: AccessLog): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName: `${namesOf(environment).logs}/${name}`,
    retention: retentionOf(environment.logDays),
    encryptionKey: key,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
