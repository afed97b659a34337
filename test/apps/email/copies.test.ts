// The copy that is kept of a sent mail: named by the receipt, so that it can be erased, and kept of nothing else.
import { describe, expect, test } from 'vitest';
import { emailOutbound } from '#apps/email/outbound.ts';
import { refusalForGood } from '#apps/email/refusal-for-good.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import type { MailTransport, OutgoingMail } from '#core/ports.ts';
import type { Message } from '#core/messages.ts';
import { DOCUMENT } from '#test/support/build.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { emailKit, PDF } from './kit.ts';
import { everyMessage } from './letters.ts';

async function delivered(kind: string, send: MailTransport['send']) {
  const message = everyMessage().find(([name]) => name === kind)?.[1];
  if (!message) throw new Error(`No message of kind ${kind}.`);
  const blobs = memoryBlobs();
  await blobs.put(blobKeys.presented(message.tenant.id, DOCUMENT.sha256), PDF);
  const ports: Ports = { ...(await emailKit()).ports, blobs };
  const receipt = await emailOutbound({ ports, transport: { send } })
    .deliver(message satisfies Message)
    .catch((fault: unknown) => fault);
  return { receipt, copies: [...blobs.kept].filter(([key]) => key.includes('/sent/')) };
}

describe('the copy of a mail', () => {
  test('is there before the mail is out, holds its very bytes, and is named by the receipt', async () => {
    let sent: OutgoingMail | undefined;
    const { receipt, copies } = await delivered('sign-request', async (mail) => {
      sent = mail;
      return { providerId: 'p', wireMessageId: '<m@x.test>' };
    });
    expect(copies.map(([, bytes]) => bytes)).toEqual([Buffer.from(sent?.raw ?? [])]);
    expect(receipt).toMatchObject({ outcome: 'accepted', copy: copies[0]?.[0] });
  });

  test('is not kept of an attempt that failed, for a while or for good', async () => {
    const down = await delivered('sign-request', async () => {
      throw new Error('the relay is down');
    });
    expect([down.receipt, down.copies]).toEqual([new Error('the relay is down'), []]);
    const refused = await delivered('sign-request', async () => {
      throw refusalForGood('550 no such user', new Error('550'));
    });
    expect(refused).toMatchObject({ receipt: { outcome: 'undeliverable' }, copies: [] });
  });

  test('is never made of a one-time code', async () => {
    const { receipt, copies } = await delivered('code', async () => ({ providerId: 'p', wireMessageId: '<m@x.test>' }));
    expect(receipt).toEqual({ outcome: 'accepted', providerId: 'p', threadId: '<m@x.test>' });
    expect(copies).toEqual([]);
  });
});
