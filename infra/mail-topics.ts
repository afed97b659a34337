// The topics on which Amazon SES tells of mail. Both lead to the one queue, from which a function takes in what is told.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { mailTopicName, type MAIL_TOPICS } from './mail-names.ts';

export type MailTopicProps = {
  readonly environment: Environment;
  readonly key: IKey;
  readonly queue: IQueue;
};

export function mailTopic(scope: Construct, name: (typeof MAIL_TOPICS)[number], { environment, key, queue }: MailTopicProps): Topic {
  const topic = new Topic(scope, `Topic-${name}`, {
    topicName: mailTopicName(environment, name),
    masterKey: key,
    enforceSSL: true,
  });
  // Not by the queue's own construct: that would write this topic into the queue's stack, which knows it by its name already.
  new CfnSubscription(topic, 'ToQueue', { topicArn: topic.topicArn, protocol: 'sqs', endpoint: queue.queueArn, rawMessageDelivery: true });
  return topic;
}
