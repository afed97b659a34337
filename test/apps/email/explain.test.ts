// What `explain` says about mails of every kind, also of broken ones.
import { describe, expect, it } from 'vitest';
import { explainMail } from '#apps/email/explain.ts';
import { signedMail, unsignedMail, zone } from '#test/support/mail.ts';
import { PDF } from './kit.ts';

const FROM = 'Dana Ruiz <dana@fabrikam.test>';
const TO = 'sign@in.countersign.test';

describe('explaining a mail', () => {
  it('tells what a person wrote and meant, without quotation and signature', async () => {
    const raw = await signedMail({
      from: FROM,
      to: TO,
      text: 'I SIGN\n\nBest\nDana\n\nOn Tue, 24 Nov 2026 at 10:00, X <x@y.test> wrote:\n> Please sign\n',
    });
    const explained = await explainMail(raw, { resolver: zone() });
    expect(explained).toMatchObject({
      class: 'human',
      automatic: false,
      intent: { verb: 'sign' },
      auth: { dkim: 'pass', dmarc: 'pass', aligned: true },
    });
    expect(explained.reply).not.toContain('Please sign');
  });

  it('lists documents and says why other files are left out', async () => {
    const raw = await unsignedMail({
      from: FROM,
      to: TO,
      text: 'Two files',
      attachments: [
        { filename: 'a.pdf', content: PDF },
        { filename: 'b.docx', content: 'PK' },
      ],
    });
    expect(await explainMail(raw)).toMatchObject({
      documents: [{ filename: 'a.pdf', contentType: 'application/pdf', bytes: PDF.length }],
      ignored: [{ filename: 'b.docx', why: 'only PDF can be signed; save it as PDF.' }],
      auth: { dkim: 'none', spf: 'none', dmarc: 'none', aligned: false },
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['bounce', { 'X-Failed-Recipients': 'x@y.test' }, FROM],
    ['bounce', {}, 'Mail Delivery Subsystem <mailer-daemon@fabrikam.test>'],
    ['auto-reply', { 'Auto-Submitted': 'auto-replied; owner=x' }, FROM],
    ['auto-reply', { 'X-Autoreply': 'yes' }, FROM],
    ['bulk', { 'List-Id': '<a.b>' }, FROM],
    ['bulk', { 'Auto-Submitted': 'auto-generated' }, FROM],
    ['bulk', {}, 'no-reply@fabrikam.test'],
    ['human', { 'Auto-Submitted': 'no', 'X-Auto-Response-Suppress': 'All' }, FROM],
  ])('takes it for %s, and reads no intent into a machine’s words', async (expected, headers, from) => {
    const explained = await explainMail(await unsignedMail({ from, to: TO, text: 'I SIGN', headers }));
    expect(explained.class).toBe(expected);
    expect(explained.automatic).toBe(expected !== 'human');
    expect(explained.intent === null).toBe(expected !== 'human');
  });

  it.each([
    '',
    'no header at all',
    'From: a@b.test\n\nI SIGN',
    'From: a@b.test\r\nFrom: c@d.test\r\n\r\nI SIGN',
    '\u0000\u0001\u0002',
    `From: a@b.test\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x`,
  ])('never throws: %j', async (text) => {
    expect(await explainMail(Buffer.from(text))).toHaveProperty('class');
  });
});
