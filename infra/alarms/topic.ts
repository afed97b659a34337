// Where alarms are said, and who hears them. Also heard there: that somebody is about to take one of the two keys away.
import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Environment } from '../environment.ts';
import type { DataParts } from '../parts.ts';

export type TopicProps = { readonly environment: Environment; readonly data: Pick<DataParts, 'dataKey' | 'sealKey'> };

export function alarmTopic(scope: Construct, { environment, data }: TopicProps): Topic {
  const topic = new Topic(scope, 'Topic', {
    topicName: `countersign-${environment.name}-alarms`,
    displayName: `Countersign ${environment.name}`,
    masterKey: data.dataKey,
    enforceSSL: true,
  });
  topic.addSubscription(new EmailSubscription(environment.alarmsTo));
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfOurs',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  watchKeys(scope, topic, data);
  return topic;
}

/**
 * Without the data key everything is lost, without the seal key nothing can be sealed; AWS KMS waits for thirty days before it deletes one.
 * EventBridge hears of it from AWS CloudTrail, of which an account needs a trail for this.
 */
function watchKeys(scope: Construct, topic: Topic, { dataKey, sealKey }: TopicProps['data']): void {
  new Rule(scope, 'KeysAtRisk', {
    description: 'Somebody disables one of the keys, or has it deleted. Ask who and why; cancel the deletion in AWS KMS.',
    eventPattern: {
      source: ['aws.kms'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventName: ['DisableKey', 'ScheduleKeyDeletion'], resources: { ARN: [dataKey.keyArn, sealKey.keyArn] } },
    },
    targets: [new SnsTopic(topic)],
  });
}
