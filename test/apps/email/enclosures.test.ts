// What goes with a mail, at the sizes where it changes: the largest files that are attached still fit into one mail, larger ones are left
// to the page, and the mail leads there.
import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import type { Existing } from '#core/envelope.ts';
import type { Message } from '#core/messages.ts';
import { blobKeys } from '#apps/ports.ts';
import { DOCUMENT, sha256 } from '#test/support/build.ts';
import { emailKit } from './kit.ts';
import { everyMessage } from './letters.ts';

/** What Amazon SES takes by SendRawEmail, in the smaller of its two readings. */
const MOST_MAIL_BYTES = 10_000_000;
const PAGE = /http:\/\/localhost:3000\/s\/[0-9a-z]{30}\n/;
const LARGE = sha256('large');

function documentsOf(envelope: Existing, bytes: number): Existing {
  return { ...envelope, documents: [{ ...DOCUMENT, sha256: LARGE, bytes }] };
}

function sealedOf(envelope: Existing, bytes: number): Existing {
  if (envelope.status !== 'completed' || envelope.sealing.state !== 'sealed') throw new Error(`${envelope.id} is not sealed.`);
  return { ...envelope, sealing: { ...envelope.sealing, documents: [{ document: DOCUMENT.id, sha256: LARGE, bytes, pages: 4 }] } };
}

function messageOf(kind: string, changed: (envelope: Existing) => Existing): Message {
  const message = everyMessage().find(([name]) => name === kind)?.[1];
  if (!message || !('notification' in message)) throw new Error(`No notification of kind ${kind}.`);
  return { ...message, envelope: changed(message.envelope) };
}

async function sent(message: Message, bytes: number) {
  const { ports, channel, outbox } = await emailKit();
  const { tenant } = message;
  const file = Buffer.alloc(bytes, 0xff);
  for (const key of [blobKeys.presented(tenant.id, LARGE), blobKeys.sealed(tenant.id, LARGE)]) await ports.blobs.put(key, file);
  await channel.outbound.deliver(message);
  const raw = Buffer.from(outbox.at(-1)?.raw ?? []);
  const { attachments, text = '' } = await simpleParser(raw);
  return { files: attachments.map(({ content }) => content.length), text, bytes: raw.length };
}

const CASES = [
  ['a request to sign', 'sign-request', documentsOf, 5 * 1024 * 1024],
  ['a request to approve', 'approve-request', documentsOf, 5 * 1024 * 1024],
  ['the sealed document', 'completed', sealedOf, 7_000_000],
] as const;

it.each(CASES)(
  '%s carries a file of the largest size, and the mail is one that is taken everywhere',
  async (_what, kind, changed, most) => {
    const mail = await sent(
      messageOf(kind, (envelope) => changed(envelope, most)),
      most,
    );
    expect(mail.files).toEqual([most]);
    expect(mail.bytes).toBeLessThan(MOST_MAIL_BYTES);
  },
);

it.each(CASES)('%s leads to the page for a file of one byte more, which does not come with it', async (_what, kind, changed, most) => {
  const mail = await sent(
    messageOf(kind, (envelope) => changed(envelope, most + 1)),
    most + 1,
  );
  expect(mail.files).toEqual([]);
  expect(mail.text).toMatch(PAGE);
});
