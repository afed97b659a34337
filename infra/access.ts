// What a function may do, statement by statement, with no action that it never calls. Each statement names who needs it: a role is given
// those that its code uses and no others.
import { Effect, Policy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Validations } from 'aws-cdk-lib';
import type { DataParts } from './parts.ts';

/** To read and write what is stored under the key, through the services that hold it. */
const USE_KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

export function allowKey(role: IRole, key: IKey): void {
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'UseDataKey', actions: USE_KEY, resources: [key.keyArn] }));
}

/** The record: rows of every tenant, since one function serves them all; the key of a row begins with its tenant. */
function allowTable(role: IRole, { table }: DataParts): void {
  const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'];
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'Record', actions, resources: [table.tableArn] }));
}

function allowSecret(role: IRole, { secret }: DataParts): void {
  const actions = ['secretsmanager:GetSecretValue'];
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'Secrets', actions, resources: [secret.secretArn] }));
}

/** What every function needs that starts from the estate (apps/aws/estate.ts), but for files. */
export function allowEstate(role: IRole, data: DataParts): void {
  allowTable(role, data);
  allowSecret(role, data);
  allowKey(role, data.dataKey);
}

type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

/** Without the right to list, S3 says of an object that is not there that it is forbidden, and not that it is not there. */
export function allowObjects(role: IRole, bucket: IBucket, actions: readonly ObjectAction[]): void {
  const policy = policyOf(role, bucket.node.id, [
    new PolicyStatement({ sid: 'Objects', actions: actions.map((one) => `s3:${one}`), resources: [bucket.arnForObjects('*')] }),
    new PolicyStatement({ sid: 'IsThere', actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ]);
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5',
    reason: 'Objects are named by what they hold, so that which ones a function needs is not known before: all of this one bucket.',
  });
}

export function allowSeal(role: IRole, { sealCertificate, tsaCa }: DataParts): void {
  const resources = [sealCertificate.parameterArn, tsaCa.parameterArn];
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'SealCertificate', actions: ['ssm:GetParameter'], resources }));
}

export function allowSend(role: IRole, queues: readonly IQueue[]): void {
  const resources = queues.map(({ queueArn }) => queueArn);
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'PassOn', actions: ['sqs:SendMessage'], resources }));
}

export function allowStart(role: IRole, { stateMachineArn }: IStateMachine): void {
  const actions = ['states:StartExecution'];
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'StartSealing', actions, resources: [stateMachineArn] }));
}

/** For actions of services that know no resources to narrow them to. @param why the reason, for whoever reviews it */
export function allowAnywhere(role: IRole, { id, actions, why }: { id: string; actions: readonly string[]; why: string }): void {
  const policy = policyOf(role, id, [new PolicyStatement({ sid: id, effect: Effect.ALLOW, actions: [...actions], resources: ['*'] })]);
  Validations.of(policy).acknowledge({ id: 'AwsSolutions-IAM5', reason: why });
}

/** Apart from the role's own, so that what is accepted in it is accepted nowhere else. */
function policyOf(role: IRole, id: string, statements: readonly PolicyStatement[]): Policy {
  return new Policy(role, `May${id}`, { roles: [role], statements: [...statements] });
}
