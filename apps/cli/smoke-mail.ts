// A document on its way through an installation, by a mailbox that belongs to the one who tries it: mailed in, made a draft, and cancelled.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { clientFor } from '#apps/email/imap/watch.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { imapIn } from '#apps/mail-config.ts';
import { messageOf } from './arguments.ts';
import type { Finding } from './finding.ts';

export type MailParts = {
  /** With login. */
  readonly mailbox: string;
  readonly relay: string;
  readonly signAddress: string;
};

const PATIENCE_MS = 3 * 60_000;
const LOOK_EVERY_MS = 2_000;

export async function mailFindings({ mailbox, relay, signAddress }: MailParts): Promise<readonly Finding[]> {
  const at = imapIn(mailbox);
  const from = at.user.includes('@') ? at.user : `${at.user}@${at.host}`;
  const title = `Smoke ${randomUUID().slice(0, 8)}`;
  const client = clientFor(at);
  client.on('error', () => undefined);
  const transport = createTransport({ url: relay });
  try {
    await client.connect();
    const document = {
      filename: 'smoke.pdf',
      content: Buffer.from(await contractPdf({ pages: 1, title })),
      contentType: 'application/pdf',
    };
    await transport.sendMail({ from, to: signAddress, subject: title, text: `signers: ${from}`, attachments: [document] });
    const began = Date.now();
    const draft = await arrived(client, at.mailbox, title);
    if (!draft)
      return [{ check: 'Mail', ok: false, say: `no draft of “${title}” came to ${from} within ${PATIENCE_MS / 60_000} minutes. ${LOOK}` }];
    const seconds = Math.round((Date.now() - began) / 1000);
    await transport.sendMail({ from, to: draft.replyTo, subject: `Re: ${title}`, text: 'CANCEL' });
    return [{ check: 'Mail', ok: true, say: `a mailed document became a draft within ${seconds} s, and was cancelled` }];
  } catch (fault) {
    return [{ check: 'Mail', ok: false, say: `it could not be tried: ${messageOf(fault)}. Check --mailbox and --relay.` }];
  } finally {
    transport.close();
    client.close();
  }
}

const LOOK = 'Is the address of a member of an organisation there, is its mail signed (DKIM), and what do the logs of mail say?';

async function arrived(client: ImapFlow, mailbox: string, title: string): Promise<{ readonly replyTo: string } | undefined> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    await client.mailboxOpen(mailbox, { readOnly: true });
    for (const uid of (await client.search({ header: { Subject: title } }, { uid: true })) || []) {
      const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
      const mail = found === false || !found.source ? undefined : await simpleParser(found.source);
      const replyTo = mail?.replyTo?.value[0]?.address;
      if (replyTo !== undefined) return { replyTo };
    }
  }
  return undefined;
}
