// The job with Amazon SES on both ways: mail comes from its bucket as its queue says, and leaves through its interface, which puts a
// Message-ID of its own on everything.
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { sesHandler } from '#apps/email/ses/handler.ts';
import { sesTransport } from '#apps/email/ses/transport.ts';
import { acmeProduct } from '../support/acme-product.ts';
import { fakeSes } from '../support/fake-ses.ts';
import type { Letter } from '../support/mail.ts';
import { contractPdf } from '../support/pdf.ts';
import { startS3 } from '../support/s3.ts';
import { arriving, batchOf, inEnvelope, sesObject, sesReceived } from '../support/ses-said.ts';

const SIGN = 'sign@sign.acme.test';
const OLIVIA = 'Olivia <olivia@acme.test>';
const INES = 'Ines <ines@acme.test>';

test('a mailed contract is sent, signed by reply and sealed through SES both ways, each person’s mails under one another', async () => {
  const ses = await fakeSes();
  const { product, post } = await onSes(ses);
  async function newest(to: string, subject: RegExp) {
    for (const { raw, tags } of ses.took.filter((one) => one.to === to).toReversed()) {
      const mail = await simpleParser(raw);
      if (subject.test(mail.subject ?? '')) return { mail, tags, replyTo: mail.replyTo?.value[0]?.address ?? '' };
    }
    throw new Error(`${to} has no mail about ${String(subject)}`);
  }
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@acme.test', attachments });
  await post({ from: OLIVIA, to: (await newest('olivia@acme.test', /^Draft/)).replyTo, subject: 'Re:', text: 'SEND' });
  const request = await newest('ines@acme.test', /asks you to sign/);
  expect(request.tags).toMatchObject({ tenant: 'acme', envelope: expect.stringMatching(/^CS-/), seat: 'r1' });
  expect(request.tags.effect).toBe(request.mail.headers.get('x-countersign-effect'));
  await post({ from: INES, to: request.replyTo, subject: 'Re:', text: 'I SIGN' });
  expect((await newest('olivia@acme.test', /^Completed/)).mail.attachments).toHaveLength(1);
  const [first, ...later] = ses.took.filter(({ to }) => to === 'ines@acme.test');
  expect(later.length).toBeGreaterThan(0);
  for (const { raw } of later) expect((await simpleParser(raw)).references).toContain(`<${first?.id}@eu-west-1.amazonses.com>`);
  expect(await product.world.ports.inbox.pending()).toEqual([]);
});

async function onSes(ses: Awaited<ReturnType<typeof fakeSes>>) {
  const server = await startS3();
  onTestFinished(server.close);
  const { client: s3, bucket } = await server.bucket();
  const product = await acmeProduct({
    transport: sesTransport({ client: ses.client, region: 'eu-west-1', machineNow: Date.now, sleep: async () => undefined }),
  });
  const handler = sesHandler(product.world.ports, { s3, report: (fault) => expect.fail(String(fault)) });
  let serial = 0;
  async function post(letter: Letter): Promise<void> {
    serial += 1;
    const mail = await arriving(letter, { id: `in${serial}`, bucket });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `in/${mail.id}`, Body: sesObject(mail) }));
    expect(await handler(batchOf(inEnvelope(sesReceived(mail))))).toEqual({ batchItemFailures: [] });
    await product.world.dispatcher.settle();
  }
  return { product, post };
}
