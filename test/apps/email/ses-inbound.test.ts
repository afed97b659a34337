// Mail that Amazon SES took for us: from its queue and its bucket to the very requests that SMTP gives, and on through the gate.
import { describe, expect, onTestFinished, test } from 'vitest';
import { bufferOf } from '#apps/email/raw/blob-bytes.ts';
import { takeSesBatch } from '#apps/email/ses/queue.ts';
import { sesHandler } from '#apps/email/ses/handler.ts';
import type { Blobs, InboundMail } from '#core/ports.ts';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { GOOD_IP, signedMail, unsignedMail } from '#test/support/mail.ts';
import { startS3 } from '#test/support/s3.ts';
import { batchOf, inEnvelope, mailBucket, sesObject, sesReceived, type SesMail } from '#test/support/ses-said.ts';
import { emailKit, OLIVIA, PDF, SIGN } from './kit.ts';

const AT = '2026-11-24T10:00:00.000Z';

type Given = { readonly accept?: (mail: InboundMail) => Promise<'new' | 'seen'>; readonly blobs?: Blobs };

async function queue({ accept, blobs = memoryBlobs() }: Given = {}) {
  const bucket = mailBucket();
  const accepted: InboundMail[] = [];
  const told: string[] = [];
  const take = async (...bodies: readonly (object | string)[]) =>
    takeSesBatch(
      {
        objects: bucket.reader,
        blobs,
        accept:
          accept ??
          (async (mail) => {
            accepted.push(mail);
            return 'new';
          }),
        acceptReport: async () => 'new',
        report: (fault) => told.push(fault instanceof Error ? fault.message : String(fault)),
      },
      batchOf(...bodies),
    );
  return { bucket, blobs, accepted, told, take };
}

async function mail(more: Partial<SesMail> = {}): Promise<SesMail> {
  return {
    id: 'ses1',
    raw: await unsignedMail({ from: OLIVIA, to: SIGN, text: 'Hello' }),
    source: 'olivia@northwind.test',
    recipients: [SIGN],
    ...more,
  };
}

const done = { batchItemFailures: [] };

describe('a mail that SES received', () => {
  test('becomes the request that SMTP would have made, and the bytes that the sender’s server handed over are kept', async () => {
    const { bucket, blobs, accepted, take } = await queue();
    const one = await mail();
    bucket.put(one);
    expect(await take(sesReceived(one))).toEqual(done);
    expect(accepted).toEqual([
      {
        blob: expect.stringMatching(/^inbound\/mail\/[0-9a-f]{64}$/),
        mailFrom: 'olivia@northwind.test',
        recipient: SIGN,
        receivedAt: AT,
        remoteIp: '192.0.2.10',
        helo: 'mail.sender.test',
        provider: { id: 'ses1', virus: 'pass', spam: 'pass', dmarc: 'pass' },
      },
    ]);
    expect(await bufferOf(blobs, accepted[0]?.blob ?? '')).toEqual(one.raw);
  });
  test('comes in once for each recipient of the envelope, and for none that only its header names', async () => {
    const { bucket, accepted, take } = await queue();
    const one = await mail({ recipients: [SIGN, 'R-Abc@In.Countersign.Test', SIGN] });
    bucket.put(one);
    await take(inEnvelope(sesReceived(one)));
    expect(accepted.map(({ recipient }) => recipient)).toEqual([SIGN, 'r-abc@in.countersign.test']);
  });
  test.each([
    ['PASS', 'pass'],
    ['FAIL', 'fail'],
    ['GRAY', 'none'],
    ['PROCESSING_FAILED', 'none'],
    ['DISABLED', 'none'],
  ])('with the verdict %s of SES is known as %s', async (status, verdict) => {
    const { bucket, accepted, take } = await queue();
    const one = await mail({ verdicts: { virus: status, spam: status, dmarc: status } });
    bucket.put(one);
    await take(sesReceived(one));
    expect(accepted[0]?.provider).toEqual({ id: 'ses1', virus: verdict, spam: verdict, dmarc: verdict });
  });
  test('has no connection where the topmost Received is not the one that SES wrote for it', async () => {
    const forged =
      'Received: from good.test (good.test [192.0.2.10]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id other for x; now\r\n';
    const { bucket, accepted, take } = await queue();
    const one = await mail();
    bucket.objects.set('in/ses1', Buffer.concat([Buffer.from(forged), one.raw]));
    await take(sesReceived(one));
    expect(accepted).toMatchObject([{ remoteIp: '', helo: '' }]);
  });
  test.each([
    ['empty', ''],
    ['left out', null],
  ])('with a sender that is %s has an empty one', async (_how, said) => {
    const { bucket, accepted, take } = await queue();
    const one = await mail({ source: '' });
    bucket.put(one);
    await take(JSON.stringify(sesReceived(one)).replace('"source":""', `"source":${JSON.stringify(said)}`));
    expect(accepted).toMatchObject([{ mailFrom: '' }]);
  });
  test('is the same however often the queue gives it, and when the sender’s server sends it again under another id', async () => {
    const kit = await emailKit();
    const { bucket, take } = await queue({ accept: kit.channel.accept });
    const one = await mail();
    const again = { ...one, id: 'ses2', at: '2026-11-24T10:07:00.000Z' };
    bucket.put(one);
    bucket.put(again);
    await take(sesReceived(one), sesReceived(one), sesReceived(again));
    expect(await kit.ports.inbox.pending()).toHaveLength(1);
  });
  test('larger than SES takes is refused and said, and holds up nobody', async () => {
    const { bucket, accepted, told, take } = await queue();
    const large = await mail({ id: 'large', raw: Buffer.alloc(40 * 1024 * 1024 + 1, 'a') });
    const small = await mail();
    bucket.put(large);
    bucket.put(small);
    expect(await take(sesReceived(large), sesReceived(small))).toEqual(done);
    expect(accepted.map(({ provider }) => provider?.id)).toEqual(['ses1']);
    expect(told).toEqual([expect.stringContaining('mail large is larger than')]);
  });
});

describe('a batch', () => {
  test('gives back what failed and nothing else: an object that is not there yet, a shape that nobody knows', async () => {
    const { bucket, accepted, told, take } = await queue();
    const here = await mail();
    const later = await mail({ id: 'later' });
    bucket.put(here);
    const odd = { ...sesReceived(here), receipt: { recipients: 'not a list' } };
    expect(await take(sesReceived(later), sesReceived(here), odd)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }],
    });
    expect(accepted).toHaveLength(1);
    expect(told).toEqual([expect.stringContaining('no object in/later'), expect.stringContaining('receipt.recipients')]);
    bucket.put(later);
    expect(await take(sesReceived(later))).toEqual(done);
    expect(accepted).toHaveLength(2);
  });
  test('is not held up by what is no message, what asks for a confirmation, or what is of a type to come: it is said and done with', async () => {
    const { accepted, told, take } = await queue();
    const bodies = ['no JSON at all', '[]', inEnvelope({ notificationType: 'AmazingNews' }), inEnvelope('x', 'SubscriptionConfirmation')];
    expect(await take(...bodies)).toEqual(done);
    expect(accepted).toEqual([]);
    expect(told).toEqual([
      'a message of the type none was ignored',
      'a message of the type none was ignored',
      'a message of the type AmazingNews was ignored',
      'SubscriptionConfirmation of arn:aws:sns:eu-west-1:1:in was ignored',
    ]);
  });
  test('keeps silent about what SES says when a rule or a destination is made, and about opens and clicks', async () => {
    const { told, take } = await queue();
    const setup = { ...sesReceived(await mail()) };
    const trial = JSON.parse(JSON.stringify(setup).replaceAll('ses1', 'AMAZON_SES_SETUP_NOTIFICATION')) as object;
    const said = [
      'Successfully validated SNS topic for Amazon SES event publishing.',
      { eventType: 'Open' },
      { eventType: 'Click' },
      { eventType: 'Send' },
    ];
    expect(await take(trial, ...said)).toEqual(done);
    expect(told).toEqual([]);
  });
});

test('a document mailed to the signing address through SES becomes a draft, also when the notification holds only a part of its header', async () => {
  const kit = await emailKit();
  const { bucket, take } = await queue({ accept: kit.channel.accept, blobs: kit.ports.blobs });
  const attachments = [{ filename: 'nda.pdf', content: PDF, contentType: 'application/pdf' }];
  const raw = await signedMail({ from: OLIVIA, to: SIGN, subject: 'NDA', text: 'signers: ines@northwind.test', attachments });
  const one = await mail({ raw, ip: GOOD_IP, headersTruncated: true });
  bucket.put(one);
  await take(inEnvelope(sesReceived(one)));
  const [waiting] = await kit.ports.inbox.pending();
  const claimed = await kit.ports.inbox.claim('email', waiting?.key ?? '');
  const processed = claimed && (await kit.channel.process(claimed.request, claimed.lease));
  expect(processed?.outcome).toMatchObject({ kind: 'done', result: { ok: true } });
});

test('the handler reads the bucket as S3 gives it, and an object that is not there yet goes back to the queue', async () => {
  const server = await startS3();
  onTestFinished(server.close);
  const { client, bucket } = await server.bucket();
  const kit = await emailKit();
  const told: string[] = [];
  const handler = sesHandler(kit.ports, { s3: client, report: (fault) => told.push(fault instanceof Error ? fault.message : '') });
  const one = await mail({ bucket });
  expect(await handler(batchOf(sesReceived(one)))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(told).toEqual([expect.stringMatching(/read the mail in\/ses1 that Amazon SES put into/)]);
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'in/ses1', Body: sesObject(one) }));
  expect(await handler(batchOf(sesReceived(one)))).toEqual(done);
  expect(await kit.ports.inbox.pending()).toHaveLength(1);
});
