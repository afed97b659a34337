// A message's bytes in pieces: what is found in it may not depend on where the pieces end, and a fault of the store is no fault of the mail.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badlyEncoded } from '#apps/email/starting/bad-encoding.ts';
import { closingMark } from '#apps/email/raw/closing-mark.ts';
import { keptBytes } from '#apps/email/raw/kept-bytes.ts';
import { parseMime } from '#apps/email/raw/mime.ts';
import { rawMailIn } from '#apps/email/raw/raw-mail.ts';
import { unsignedMail } from '#test/support/mail.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';

const PDF = Buffer.from(`%PDF-1.7\n${'A contract between two. '.repeat(400)}\n%%EOF\n`);

async function* inPieces(raw: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < raw.length; at += size) yield new Uint8Array(raw.subarray(at, at + size));
}

async function mailWithPdf(): Promise<Buffer> {
  return unsignedMail({
    from: 'olivia@northwind.test',
    to: 'sign@in.test',
    text: 'Please sign.',
    attachments: [{ filename: 'contract.pdf', content: PDF, contentType: 'application/pdf' }],
  });
}

describe('a message in pieces', () => {
  test.each([7, 64, 1_000, 70_000])('of %i bytes each is taken apart as in one', async (size) => {
    const raw = await mailWithPdf();
    const whole = await parseMime(raw);
    expect(await parseMime(inPieces(raw, size), { bytes: raw.length })).toEqual(whole);
    expect(whole.ok && whole.mail.attachments[0]?.pdf?.equals(PDF)).toBe(true);
    expect(whole.ok && whole.mail.isCutOff).toBe(false);
  });
  test.each([7, 1_000])('of %i bytes each that ends too early is known to be cut off', async (size) => {
    const raw = await mailWithPdf();
    const parsed = await parseMime(inPieces(raw.subarray(0, -60), size));
    expect(parsed.ok && parsed.mail.isCutOff).toBe(true);
  });
  test('whose store fails is a fault of ours, not of the mail', async () => {
    const raw = await mailWithPdf();
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield raw.subarray(0, 2_000);
      throw new Error('The disk is gone.');
    }
    await expect(parseMime(failing())).rejects.toThrow('The disk is gone.');
    await expect(badlyEncoded(failing)).rejects.toThrow('The disk is gone.');
  });
  test('names the files whose base64 is damaged, by what comes out of it', async () => {
    const raw = Buffer.from((await mailWithPdf()).toString('latin1').replace('QSBjb250cmFjdCBi', 'QSBjb250!mFjdCBi'), 'latin1');
    const parsed = await parseMime(raw);
    const damaged = await badlyEncoded(() => inPieces(raw, 500));
    expect(parsed.ok && parsed.mail.attachments.map(({ sha256 }) => damaged.has(sha256))).toEqual([true]);
    expect(damaged.has(createHash('sha256').update(PDF).digest('hex') as never)).toBe(false);
  });
});

describe('the bytes of a stored message', () => {
  test('are held where they are few, and read again each time where they are many', async () => {
    const blobs = memoryBlobs();
    const large = Buffer.alloc(5 * 1024 * 1024, 'x');
    await blobs.put('inbound/mail/small', PDF);
    await blobs.put('inbound/mail/large', inPieces(large, 100_000));
    const small = await rawMailIn(blobs, 'inbound/mail/small');
    expect([small.bytes, small.head.equals(PDF), small.read()]).toEqual([PDF.length, true, PDF]);
    const found = await rawMailIn(blobs, 'inbound/mail/large');
    expect([found.bytes, found.head.length < 300_000]).toEqual([large.length, true]);
    for (const time of [1, 2]) {
      const bytes = found.read();
      const again = Buffer.isBuffer(bytes) ? bytes : Buffer.concat(await Array.fromAsync(bytes));
      expect([time, again.equals(large)]).toEqual([time, true]);
    }
  });
  test('are asked for in words where they are missing', async () => {
    await expect(rawMailIn(memoryBlobs(), 'inbound/mail/none')).rejects.toThrow('inbound/mail/none is missing');
  });
});

describe('what is found in pieces', () => {
  test('the closing boundary, wherever a piece ends', () => {
    const message = Buffer.from('--b\r\n\r\ntext\r\n--b--\r\n');
    for (let size = 1; size <= message.length; size += 1) {
      const closing = closingMark();
      closing.pass(message.subarray(0, size));
      closing.expect('b');
      for (let at = size; at < message.length; at += size) closing.pass(message.subarray(at, at + size));
      expect([size, closing.isThere()]).toEqual([size, true]);
    }
  });
  test('a file that is larger than was guessed', () => {
    const kept = keptBytes(4);
    for (const piece of ['%PDF', '-1.7', '\nA contract between two.\n']) kept.add(Buffer.from(piece));
    expect(kept.all().toString()).toBe('%PDF-1.7\nA contract between two.\n');
  });
});
