// The demo's mailboxes: what is stored is there after a restart, in order, byte for byte, for the person it was for.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { unsignedMail } from '#test/support/mail.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const DANA = 'dana@fabrikam.test';

function letter(subject: string) {
  return unsignedMail({
    from: '"Olivia Hart via Countersign" <sign@sign.test>',
    to: DANA,
    subject,
    text: 'Please sign.',
    html: '<p>Please sign.</p>',
    headers: { 'Reply-To': 'r-abc@sign.test', 'X-Long': 'word '.repeat(30).trim() },
    attachments: [{ filename: 'Vertrag für Ümit.pdf', content: Buffer.from('%PDF-1.7 x'), contentType: 'application/pdf' }],
  });
}

describe('a mailbox', () => {
  it('gives mails oldest first, in the documented shape', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    const raw = await letter('First');
    const id = await mailbox.store(raw, DANA);
    await mailbox.store(await letter('Second'), 'Dana@Fabrikam.Test');
    const mails = await mailbox.list({ to: DANA });
    expect(mails.map(({ subject }) => subject)).toEqual(['First', 'Second']);
    expect(mails[0]).toMatchObject({
      id,
      from: '"Olivia Hart via Countersign" <sign@sign.test>',
      to: DANA,
      subject: 'First',
      text: expect.stringContaining('Please sign.'),
      html: expect.stringContaining('<p>Please sign.</p>'),
      headers: { 'reply-to': 'r-abc@sign.test', 'x-long': 'word '.repeat(30).trim() },
      attachments: [
        { filename: 'Vertrag für Ümit.pdf', contentType: 'application/pdf', bytes: 10, url: `/local/mail/${id}/attachments/0` },
      ],
    });
  });

  it('keeps the bytes as they came, also when they come as a stream', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    const raw = await letter('Streamed');
    async function* pieces() {
      yield raw.subarray(0, 7);
      yield raw.subarray(7);
    }
    expect(await mailbox.raw(await mailbox.store(pieces(), DANA))).toEqual(raw);
  });

  it('shows nobody the mail of somebody else', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    await mailbox.store(await letter('For Dana'), DANA);
    expect(await mailbox.list({ to: 'max@northwind.test' })).toEqual([]);
    expect(await mailbox.list({})).toHaveLength(1);
  });

  it('is the same after a restart, and goes on counting', async () => {
    const dir = temporaryFolder();
    const first = await demoMailbox({ dir }).store(await letter('Before'), DANA);
    const again = demoMailbox({ dir });
    const second = await again.store(await letter('After'), DANA);
    expect(second > first).toBe(true);
    expect((await again.list({ to: DANA })).map(({ subject }) => subject)).toEqual(['Before', 'After']);
  });

  it('gives ids of their own to mails that come at once', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    const raw = await letter('Many');
    const ids = await Promise.all(Array.from({ length: 20 }, async () => mailbox.store(raw, DANA)));
    expect(new Set(ids).size).toBe(20);
  });

  it('leaves nothing behind of a mail whose source breaks off', async () => {
    const dir = temporaryFolder();
    const mailbox = demoMailbox({ dir });
    async function* broken() {
      yield Buffer.from('Subject: x\r\n');
      throw new Error('The line went dead.');
    }
    await expect(mailbox.store(broken(), DANA)).rejects.toThrow('The line went dead.');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('gives an attached file back, and nothing for what is not there', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    const id = await mailbox.store(await letter('File'), DANA);
    expect(await mailbox.attachment(id, 0)).toMatchObject({ contentType: 'application/pdf', content: Buffer.from('%PDF-1.7 x') });
    expect(await mailbox.attachment(id, 1)).toBeUndefined();
    expect(await mailbox.attachment('00000099-000000000000', 0)).toBeUndefined();
  });

  it('never leads outside its folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'secret.eml'), 'Subject: secret\r\n\r\n');
    expect(await demoMailbox({ dir: join(folder, 'mail') }).raw('../secret')).toBeUndefined();
  });

  it('says which Message-ID is on the wire, and is the product’s way out', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    const raw = await unsignedMail({ from: 'sign@sign.test', to: DANA, text: 'x', messageId: '<e1@sign.test>' });
    const sent = await mailbox.transport.send({ from: 'sign@sign.test', to: DANA, raw, tags: {} });
    expect(sent.wireMessageId).toBe('<e1@sign.test>');
    expect((await mailbox.list({ to: DANA })).map(({ id }) => id)).toEqual([sent.providerId]);
  });

  it('reads a mail whose headers are called like properties of every object', async () => {
    const mailbox = demoMailbox({ dir: temporaryFolder() });
    await mailbox.store(Buffer.from('constructor: a\r\n__proto__: b\r\nReceived: one\r\nReceived: two\r\n\r\nx'), DANA);
    const [mail] = await mailbox.list({ to: DANA });
    expect(Object.entries(mail?.headers ?? {})).toEqual(
      expect.arrayContaining([
        ['constructor', 'a'],
        ['received', 'one\ntwo'],
      ]),
    );
  });
});
