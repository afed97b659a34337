// The job as it runs live: mail arrives without any stand-in, signed by the senders' own providers, and leaves through a relay. Only the
// DNS is the test's.
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { acmeProduct, byRelay } from '../support/acme-product.ts';
import { signedMail } from '../support/mail.ts';
import { contractPdf } from '../support/pdf.ts';
import { smtpSink, type Taken } from '../support/smtp-sink.ts';

const SIGN = 'sign@sign.acme.test';
const OLIVIA = 'Olivia <olivia@acme.test>';
const INES = 'Ines <ines@acme.test>';

test('a mailed contract is sent, signed by reply and sealed through real SMTP both ways', async () => {
  const relay = await smtpSink();
  const product = await acmeProduct(byRelay(relay.port));
  async function post(letter: Parameters<typeof signedMail>[0]): Promise<void> {
    const to = String(letter.to);
    const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: /<(.+)>/.exec(letter.from)?.[1] ?? '', to }, raw: await signedMail(letter) });
    transport.close();
    await product.world.dispatcher.settle();
  }
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@acme.test', attachments });
  await post({ from: OLIVIA, to: (await newest(relay.taken, 'olivia@acme.test', /^Draft/)).replyTo, subject: 'Re:', text: 'SEND' });
  const request = await newest(relay.taken, 'ines@acme.test', /asks you to sign/);
  expect(request.text).toContain('https://sign.acme.test/s/');
  expect(request.text).not.toContain('demonstration');
  await post({ from: INES, to: request.replyTo, subject: 'Re:', text: 'I SIGN' });
  expect((await newest(relay.taken, 'olivia@acme.test', /^Completed/)).attachments).toBe(1);
});

async function newest(taken: readonly Taken[], to: string, subject: RegExp) {
  for (const { raw } of taken.filter((mail) => mail.to === to).toReversed()) {
    const mail = await simpleParser(raw);
    if (!subject.test(mail.subject ?? '')) continue;
    return { text: mail.text ?? '', replyTo: mail.replyTo?.value[0]?.address ?? '', attachments: mail.attachments.length };
  }
  throw new Error(`${to} has no mail about ${String(subject)}`);
}
