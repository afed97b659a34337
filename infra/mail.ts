// The stack of mail: our domain at Amazon SES, what becomes of mails that we send, and how mails to us are taken in.
import { Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { MailIdentity } from './mail-identity.ts';
import { MailIn } from './mail-in.ts';
import { configurationSetName } from './mail-names.ts';
import { mailTopic } from './mail-topics.ts';
import type { Common, DataParts, WorkParts } from './parts.ts';

export type MailStackProps = Common & {
  readonly data: DataParts;
  readonly work: Pick<WorkParts, 'queues'>;
  /** Displaces the rule set by which somebody else receives mail in this account and region; also by `--context adopt=true`. */
  readonly adopt?: boolean;
};

/** That a mail was taken says nothing that the answer to sending it did not; who opens and clicks is nobody's business. */
const EVENTS = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.RENDERING_FAILURE,
];

export class MailStack extends Stack {
  readonly functions: readonly IFunction[];

  constructor(scope: Construct, id: string, { environment, bundles, data, work, adopt }: MailStackProps) {
    const { account, region, name, isProduction } = environment;
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${name}): mail that is sent and received`,
      terminationProtection: isProduction,
    });
    const given = { environment, key: data.dataKey, queue: work.queues['mail-in'].queue };
    const events = mailTopic(this, 'mail-events', given);
    const received = mailTopic(this, 'mail-received', given);
    const configurationSet = new ConfigurationSet(this, 'Sent', {
      configurationSetName: configurationSetName(environment),
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    new ConfigurationSetEventDestination(this, 'Told', {
      configurationSet,
      configurationSetEventDestinationName: 'to-queue',
      destination: EventDestination.snsTopic(events),
      events: EVENTS,
    });
    new MailIdentity(this, 'Identity', { environment, configurationSet });
    const isAdopted = adopt ?? ['true', true].includes(this.node.tryGetContext('adopt') as string | boolean);
    const receiving = new MailIn(this, 'Receiving', { environment, bundles, data, topic: received, adopt: isAdopted });
    this.functions = [receiving.switcher.function];
  }
}
