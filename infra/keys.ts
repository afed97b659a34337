// The two keys. The data key encrypts what is stored and passed on, and is renewed every year by AWS KMS. The seal key signs sealed documents and
// can do nothing else; its public half stands in the seal certificate, so it is never renewed without a new certificate.
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { configurationSetName, RULE_NAME, ruleSetName } from './mail-names.ts';
import { namesOf } from './store-names.ts';

/** Time in which somebody notices that a key is about to be deleted. Without the data key everything is lost, backups included. */
const PENDING = Duration.days(30);

/** To encrypt and to read again; spelt out, since patterns of actions would take in whatever AWS adds to them. */
const USE = ['kms:GenerateDataKey', 'kms:Decrypt'] as const;

export class Keys extends Construct {
  readonly data: Key;
  readonly seal: Key;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const names = namesOf(environment);
    this.data = new Key(this, 'Data', {
      alias: names.dataKeyAlias,
      description: `Encrypts what Countersign (${environment.name}) stores and passes on`,
      enableKeyRotation: true,
      pendingWindow: PENDING,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const statement of servicesOf(Stack.of(this), environment)) this.data.addToResourcePolicy(statement);
    // Its policy is the one of AWS KMS: this account's IAM decides, and there only the function that seals is given `kms:Sign`.
    this.seal = new Key(this, 'Seal', {
      alias: names.sealKeyAlias,
      description: `Seals documents of Countersign (${environment.name}); its public half is in the seal certificate`,
      keySpec: environment.seal.keySpec === 'RSA_3072' ? KeySpec.RSA_3072 : KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      // Cannot be changed later: where there is a second region, the same key can be had there after a disaster, for the same certificate.
      multiRegion: environment.replicaRegion !== undefined,
      pendingWindow: PENDING,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** The copies' key. Only AWS services that copy use it, each by a role of its own, until somebody moves there. */
export function keyOfCopies(scope: Construct, id: string, environment: Environment): Key {
  return new Key(scope, id, {
    alias: namesOf(environment).dataKeyCopyAlias,
    description: `Encrypts copies of what Countersign (${environment.name}) stores`,
    enableKeyRotation: true,
    pendingWindow: PENDING,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** AWS services that have no role of ours when they use the data key, each for what is ours alone. */
function servicesOf(stack: Stack, environment: Environment): readonly PolicyStatement[] {
  const { region, account } = stack;
  const { logs } = namesOf(environment);
  const ofMail = (resource: string, resourceName: string) => stack.formatArn({ service: 'ses', resource, resourceName });
  const ours = { StringEquals: { 'aws:SourceAccount': account } };
  return [
    new PolicyStatement({
      sid: 'LogsOfOurs',
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: [...USE, 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: `log-group:${logs}/*` }) },
      },
    }),
    new PolicyStatement({
      sid: 'LogsOfTheMachine',
      // What the state machine logs is under the key until it is delivered.
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: ours,
    }),
    new PolicyStatement({
      sid: 'MailThatCameIn',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: [...USE],
      resources: ['*'],
      conditions: {
        ...ours,
        ArnEquals: {
          'aws:SourceArn': [
            ofMail('receipt-rule-set', `${ruleSetName(environment)}:receipt-rule/${RULE_NAME}`),
            ofMail('configuration-set', configurationSetName(environment)),
          ],
        },
      },
    }),
    new PolicyStatement({
      sid: 'NewsOnTopicsAndQueues',
      // Topics to queues, alarms and failed backups to topics, rules to queues.
      principals: ['sns', 'cloudwatch', 'backup', 'events'].map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: [...USE],
      resources: ['*'],
      conditions: ours,
    }),
  ];
}
