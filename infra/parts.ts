// What the stacks give each other. A stack takes the parts it needs as properties and shows its own, so that each is made and tested alone.
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStringParameter } from 'aws-cdk-lib/aws-ssm';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Environment } from './environment.ts';
import type { FunctionName } from './functions.ts';

/** Where each function's code lies, made before the stacks are. */
export type Bundles = (name: FunctionName) => string;

export type Common = { readonly environment: Environment; readonly bundles: Bundles };

export type DataParts = {
  readonly table: ITable;
  /** Documents, evidence of acts and copies of what was sent. */
  readonly documents: IBucket;
  /** Into which Amazon SES puts mail. */
  readonly inbound: IBucket;
  /** Sealed documents under lock. */
  readonly evidence: IBucket;
  /** Encrypts table, buckets, queues, logs and topics. */
  readonly dataKey: IKey;
  /** Signs; asymmetric. */
  readonly sealKey: IKey;
  /** apps/aws/secrets.ts says what is in there. */
  readonly secret: ISecret;
  /** PEM of the seal certificate and its issuers, put there by a person. */
  readonly sealCertificate: IStringParameter;
  /** PEM of the authorities to which time-stamps lead. */
  readonly tsaCa: IStringParameter;
};

/** Every queue here is FIFO but `mail-in`. */
export const QUEUES = ['requests', 'follow-ups', 'effects-email', 'effects-slack', 'effects-teams', 'upkeep', 'mail-in'] as const;
export type QueueName = (typeof QUEUES)[number];
/** A queue with the one beside it into which goes what failed again and again. */
export type QueuePair = { readonly queue: IQueue; readonly dead: IQueue };

export type WorkParts = {
  readonly queues: Readonly<Record<QueueName, QueuePair>>;
  /** Other dead letter queues: of the stream, of schedules. */
  readonly otherDead: readonly IQueue[];
  readonly functions: readonly IFunction[];
  readonly sealing: IStateMachine;
};

/** Tells people of alarms. */
export type Alarms = { readonly topic: ITopic };
