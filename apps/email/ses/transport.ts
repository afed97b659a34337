// Sends through Amazon SES. What becomes of a message afterwards SES tells by events, which find their envelope by the tags set here.
import { GetSendQuotaCommand, SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { MailTransport } from '#core/ports.ts';
import { sesFault } from './fault.ts';
import { sesPace } from './pace.ts';
import { tagValue } from './tags.ts';

export type SesSettings = {
  /** Made with `maxAttempts: 1`: a second attempt may be a second mail, so it is the effect's to count. */
  readonly client: SESClient;
  readonly region: string;
  /** What sends events; without one nothing is heard of bounces but by mail. */
  readonly configurationSet?: string | undefined;
  readonly machineNow: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

/** Of `SendRawEmail`, headers and encoding included. */
const MOST_BYTES = 10 * 1024 * 1024;

export function sesTransport({ client, region, configurationSet, machineNow, sleep }: SesSettings): MailTransport {
  const quota = async () => (await client.send(new GetSendQuotaCommand({}))).MaxSendRate ?? 0;
  const turn = sesPace({ quota, machineNow, sleep });
  return {
    async send({ from, to, raw, tags }) {
      if (raw.byteLength > MOST_BYTES) {
        throw new Error(
          `Could not send a mail of ${raw.byteLength} bytes by Amazon SES, which takes ${MOST_BYTES}. Enclose less, or link to it.`,
        );
      }
      await turn();
      const command = new SendRawEmailCommand({
        Source: from,
        Destinations: [to],
        RawMessage: { Data: raw },
        ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
        Tags: Object.entries(tags).map(([Name, value]) => ({ Name, Value: tagValue(value) })),
      });
      const { MessageId } = await client.send(command).catch((cause: unknown) => {
        throw sesFault(cause);
      });
      if (MessageId === undefined) throw new Error('Amazon SES took a mail without naming it. It is tried again.');
      return { providerId: MessageId, wireMessageId: wireMessageId(MessageId, region) };
    },
  };
}

/** SES puts its own Message-ID on every mail; us-east-1, its first region, leaves itself out of it. */
export function wireMessageId(id: string, region: string): string {
  return `<${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
}
