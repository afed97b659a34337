// What seals: a state machine over one function, whose steps it asks for one at a time. Bytes lie in the bucket between steps; what travels is
// who works on what. The effect's row in the table decides who may (apps/aws/sealing), so an execution that is started twice, dies or is
// stopped does no harm: the clock starts another one for the next attempt.
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { CustomerManagedEncryptionConfiguration, DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allowEstate, allowObjects, allowSeal } from './access.ts';
import type { Common, DataParts } from './parts.ts';
import { sealingDefinition } from './sealing-definition.ts';
import { retentionOf, ServiceFunction } from './service-function.ts';
import { sealSettingsOf, settingsOf } from './settings.ts';

export type SealingProps = Common & {
  readonly data: DataParts;
  /** Into which goes what is to be looked at once a seal is done. */
  readonly followUps: IQueue;
};

/** All attempts of one execution together; what takes longer is stopped, and tried again like anything else. */
const LONGEST = Duration.hours(1);

export class Sealing extends Construct {
  readonly machine: StateMachine;
  readonly function: ServiceFunction['function'];

  constructor(scope: Construct, id: string, { environment, bundles, data, followUps }: SealingProps) {
    super(scope, id);
    const settings = {
      ...settingsOf({ environment, data }),
      ...sealSettingsOf({ environment, data }),
      EVIDENCE_BUCKET: data.evidence.bucketName,
    };
    const steps = new ServiceFunction(this, 'Steps', { environment, bundles, name: 'sealing', key: data.dataKey, settings });
    this.function = steps.function;
    allowEstate(steps.role, data);
    allowObjects(steps.role, data.documents, ['GetObject', 'PutObject']);
    // To read as well: whether it is there already is looked at before a large file is sent.
    allowObjects(steps.role, data.evidence, ['GetObject', 'PutObject']);
    allowSeal(steps.role, data);
    allowSign(steps.role, data);

    const stateMachineName = `countersign-${environment.name}-sealing`;
    const logs = new LogGroup(this, 'Log', {
      // Below the name for which the data key serves CloudWatch.
      logGroupName: `/countersign/${environment.name}/sealing-machine`,
      retention: retentionOf(environment.logDays),
      encryptionKey: data.dataKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName,
      comment: 'Seals what is completed, archives it and has people told',
      definitionBody: DefinitionBody.fromChainable(
        sealingDefinition(this, { steps: steps.function, followUps: withoutKey(this, followUps) }),
      ),
      timeout: LONGEST,
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(data.dataKey, Duration.minutes(15)),
    });
    const { role } = this.machine;
    role.addToPrincipalPolicy(
      new PolicyStatement({ sid: 'PutIntoQueue', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [data.dataKey.keyArn] }),
    );
    acceptPatterns(this.machine);
  }
}

/** The task would be given a pattern of the key's actions; it is given the two that it needs. */
function withoutKey(scope: Construct, { queueArn, queueUrl }: IQueue): IQueue {
  return Queue.fromQueueAttributes(scope, 'FollowUps', { queueArn, queueUrl, fifo: true });
}

/** The one function that may. */
function allowSign(role: IRole, { sealKey }: DataParts): void {
  role.addToPrincipalPolicy(new PolicyStatement({ sid: 'Seal', actions: ['kms:Sign'], resources: [sealKey.keyArn] }));
}

function acceptPatterns(machine: StateMachine): void {
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-IAM5',
    reason:
      'Delivery of logs and traces knows no resources to narrow it to; the versions of the one function that seals are named by a pattern below it.',
  });
}
