// What Amazon SES puts into a bucket and says through a topic, built in the shapes of its guide from a mail and from what became of one.
import { Readable } from 'node:stream';
import { GOOD_IP, signedMail, type Letter } from './mail.ts';

export type Verdicts = { readonly virus?: string; readonly spam?: string; readonly dmarc?: string };

export type SesMail = {
  readonly id: string;
  readonly raw: Buffer;
  readonly source: string;
  /** Of the envelope. */
  readonly recipients: readonly string[];
  readonly ip?: string;
  readonly bucket?: string;
  readonly at?: string;
  readonly verdicts?: Verdicts;
  readonly headersTruncated?: boolean;
};

/** A signed mail that has just come, from the address that its domain sends from. */
export async function arriving(letter: Letter, { id, bucket }: { readonly id: string; readonly bucket: string }): Promise<SesMail> {
  const source = /<(.+)>/.exec(letter.from)?.[1] ?? '';
  return { id, bucket, raw: await signedMail(letter), source, recipients: [String(letter.to)], ip: GOOD_IP, at: new Date().toISOString() };
}

/** The object: the lines of SES on top, then what the sender's server handed over. */
export function sesObject({ id, raw, source, recipients, ip = '192.0.2.10', at = '2026-11-24T10:00:00.000Z' }: SesMail): Buffer {
  const lines = [
    `Return-Path: <${source}>`,
    `Received: from mail.sender.test (mail.sender.test [${ip}])\r\n by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ${id}\r\n for ${recipients[0]};\r\n ${new Date(at).toUTCString()}`,
    'X-SES-Spam-Verdict: PASS',
    'X-SES-Virus-Verdict: PASS',
    'Received-SPF: pass (spfCheck: made up)',
    'Authentication-Results: amazonses.com; dkim=pass header.i=@sender.test;',
    `X-SES-RECEIPT: ${Buffer.from(id).toString('base64')}`,
    `X-SES-DKIM-SIGNATURE: a=rsa-sha256; b=${Buffer.from(`signature of ${id}`).toString('base64')}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), raw]);
}

export function sesReceived(mail: SesMail): object {
  const { id, source, recipients, at = '2026-11-24T10:00:00.000Z', verdicts = {}, headersTruncated = false, bucket = 'mail' } = mail;
  return {
    notificationType: 'Received',
    mail: {
      timestamp: at,
      source,
      messageId: id,
      // By whoever wrote the header: nothing may go by it.
      destination: ['somebody-else@elsewhere.test'],
      headersTruncated,
      headers: [{ name: 'From', value: 'made-up@elsewhere.test' }],
      commonHeaders: { from: ['made-up@elsewhere.test'], to: ['somebody-else@elsewhere.test'] },
    },
    receipt: {
      timestamp: at,
      processingTimeMillis: 42,
      recipients,
      spamVerdict: { status: verdicts.spam ?? 'PASS' },
      virusVerdict: { status: verdicts.virus ?? 'PASS' },
      spfVerdict: { status: 'PASS' },
      dkimVerdict: { status: 'PASS' },
      dmarcVerdict: { status: verdicts.dmarc ?? 'PASS' },
      action: { type: 'S3', bucketName: bucket, objectKey: `in/${id}`, topicArn: 'arn:aws:sns:eu-west-1:1:in' },
    },
  };
}

/** As a subscription without raw delivery hands it on. */
export function inEnvelope(said: object | string, Type = 'Notification'): string {
  const Message = typeof said === 'string' ? said : JSON.stringify(said);
  return JSON.stringify({
    Type,
    MessageId: 'sns-1',
    TopicArn: 'arn:aws:sns:eu-west-1:1:in',
    Message,
    Timestamp: '2026-11-24T10:00:00.000Z',
  });
}

export function batchOf(...bodies: readonly (object | string)[]) {
  return {
    Records: bodies.map((body, at) => ({ messageId: `m${at}`, body: typeof body === 'string' ? body : JSON.stringify(body) })),
  };
}

/** The bucket, as far as it is read. */
export function mailBucket() {
  const objects = new Map<string, Buffer>();
  return {
    put: (mail: SesMail) => void objects.set(`in/${mail.id}`, sesObject(mail)),
    objects,
    reader: {
      async open({ key }: { readonly key: string }): Promise<AsyncIterable<Uint8Array>> {
        const found = objects.get(key);
        if (!found) throw new Error(`There is no object ${key}.`);
        return Readable.from([found.subarray(0, 300), found.subarray(300)]);
      },
    },
  };
}

export type Became = {
  readonly type: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly more?: object;
  /** Identities say `notificationType`, configuration sets `eventType`. */
  readonly by?: 'notificationType' | 'eventType';
};

export function sesBecame({ type, tags = {}, more = {}, by = 'eventType' }: Became): object {
  return {
    [by]: type,
    mail: {
      timestamp: '2026-11-24T10:00:00.000Z',
      source: 'sign@in.test',
      messageId: '0102018f-aaaa-000000',
      destination: ['dana@fabrikam.test'],
      headersTruncated: false,
      tags: {
        'ses:configuration-set': ['countersign'],
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
    ...more,
  };
}
