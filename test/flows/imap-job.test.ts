// The job with an ordinary mailbox as the way in and a relay as the way out: no port of ours is open to mail, and the mail domain has no
// more than one mailbox, whose owner gets what comes behind a plus sign as well.
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { acmeProduct, byRelay } from '../support/acme-product.ts';
import { imapServer } from '../support/imap-server.ts';
import { signedMail } from '../support/mail.ts';
import { contractPdf } from '../support/pdf.ts';
import { smtpSink, type Taken } from '../support/smtp-sink.ts';

const SIGN = 'sign@sign.acme.test';
const OLIVIA = 'Olivia <olivia@acme.test>';
const INES = 'Ines <ines@acme.test>';

test('a mailed contract is sent, signed by reply and sealed through a polled mailbox with one address', async () => {
  const [relay, imap] = [await smtpSink(), await imapServer()];
  await acmeProduct({ ...byRelay(relay.port), mailbox: imap.at, isPlusAddressed: true });
  async function post(letter: Parameters<typeof signedMail>[0]): Promise<void> {
    const from = /<(.+)>/.exec(letter.from)?.[1] ?? '';
    const top = `Return-Path: <${from}>\r\nDelivered-To: ${SIGN}\r\nReceived: by the mail server\r\n`;
    imap.arrives(Buffer.concat([Buffer.from(top), await signedMail(letter)]), new Date());
  }
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@acme.test', attachments });
  const draft = await mailTo(relay.taken, 'olivia@acme.test', /^Draft/);
  expect(draft.replyTo).toMatch(/^sign\+r-[0-9a-z]+@sign\.acme\.test$/);
  await post({ from: OLIVIA, to: draft.replyTo, subject: 'Re:', text: 'SEND' });
  await post({ from: INES, to: (await mailTo(relay.taken, 'ines@acme.test', /asks you to sign/)).replyTo, subject: 'Re:', text: 'I SIGN' });
  expect((await mailTo(relay.taken, 'olivia@acme.test', /^Completed/)).attachments).toBe(1);
  expect([imap.folder('INBOX').length, imap.folder('Countersign').length]).toEqual([0, 3]);
});

/** Waits for it: the mailbox is looked into, and mail is sent, in their own time. */
async function mailTo(taken: readonly Taken[], to: string, subject: RegExp) {
  const sought = async () => {
    const mails = await Promise.all(taken.filter((mail) => mail.to === to).map(async ({ raw }) => simpleParser(raw)));
    return mails.find((mail) => subject.test(mail.subject ?? ''));
  };
  await expect.poll(sought, { timeout: 20_000 }).toBeDefined();
  const mail = await sought();
  return { replyTo: mail?.replyTo?.value[0]?.address ?? '', attachments: mail?.attachments.length ?? 0 };
}
