// What `explain` says about mails of every kind, also of broken ones.
import { describe, expect, it } from 'vitest';
import { explainFile } from '#apps/email/explain-file.ts';
import { explainMail } from '#apps/email/explain.ts';
import { signedMail, tampered, unsignedMail, zone } from '#test/support/mail.ts';
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

  it('lists every attached file, and says of those that cannot be signed why not', async () => {
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
      documents: [
        { filename: 'a.pdf', contentType: 'application/pdf', bytes: PDF.length },
        { filename: 'b.docx', bytes: 2 },
      ],
      ignored: [{ filename: 'b.docx', why: 'only PDF can be signed; save it as PDF.' }],
      auth: { dkim: 'none', spf: 'none', dmarc: 'none', aligned: false },
    });
  });

  it('lists every picture that was attached, and says of one that the text shows that it belongs there', async () => {
    const raw = await unsignedMail({
      from: FROM,
      to: TO,
      html: '<p>Hello</p><img src="cid:logo@x">',
      attachments: [
        { filename: 'logo.png', content: 'x', cid: 'logo@x' },
        { filename: 'scan.png', content: 'y', cid: 'scan@x' },
      ],
    });
    const { documents, ignored } = await explainMail(raw);
    expect(documents.map(({ filename }) => filename)).toEqual(['logo.png', 'scan.png']);
    expect(ignored[0]).toEqual({ filename: 'logo.png', why: 'it is a picture inside the text.' });
  });

  it('names parts without a name after what they are, and knows those that programs add', async () => {
    const { documents, ignored } = await explainMail(
      withParts([
        ['text/plain', 'Hello'],
        ['message/rfc822', 'From: a@b.test\r\n\r\nInside'],
        ['message/delivery-status', 'Action: failed'],
        ['text/calendar', 'BEGIN:VCALENDAR'],
        ['application/pkcs7-signature; name=smime.p7s', 'x'],
        ['application/octet-stream', PDF.toString('latin1')],
      ]),
    );
    expect(documents.map(({ filename }) => filename)).toEqual(['message.eml', 'smime.p7s', 'document.pdf']);
    expect(ignored).toEqual([
      { filename: 'message.eml', why: 'it is a mail inside the mail.' },
      { filename: 'delivery-status.txt', why: 'it is a report by mail systems.' },
      { filename: 'invite.ics', why: 'it is another form of the text.' },
      { filename: 'smime.p7s', why: 'it is the signature of the mail itself.' },
    ]);
  });

  it('lists a named text that programs show as text, and a mail of a digest', async () => {
    const { documents, ignored } = await explainMail(
      withParts([
        ['text/plain', 'Hello'],
        ['text/plain; name="terms.txt"', 'As agreed'],
        ['multipart/digest; boundary=inner', '--inner\r\n\r\nFrom: a@b.test\r\n\r\nInside\r\n--inner--'],
      ]),
    );
    expect(documents).toMatchObject([
      { filename: 'terms.txt', bytes: 9 },
      { filename: 'message.eml', contentType: 'message/rfc822' },
    ]);
    expect(ignored).toEqual([
      { filename: 'terms.txt', why: 'it is shown as part of the text.' },
      { filename: 'message.eml', why: 'it is a mail inside the mail.' },
    ]);
  });

  it('tells of a report whose mail did not arrive, and why', async () => {
    const header = 'From: mailer-daemon@fabrikam.test\r\nSubject: Undeliverable\r\nContent-Type: multipart/report; boundary=part\r\n\r\n';
    const status =
      'Final-Recipient: rfc822; dana@fabrikam.test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 user unknown';
    const raw = `${header}--part\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\n${status}\r\n--part--\r\n`;
    expect(await explainMail(Buffer.from(raw))).toMatchObject({
      class: 'bounce',
      report: { kind: 'delivery', recipients: [{ address: 'dana@fabrikam.test', reason: 'no-such-person', isForGood: true }] },
    });
  });

  it.each<[string, string, object]>([
    ['reply.txt', 'I SIGN\n\n> Please sign', { reply: 'I SIGN', intent: { verb: 'sign' }, from: null }],
    ['reply.html', '<p>I SIGN</p><blockquote>Please sign</blockquote>', { reply: 'I SIGN', from: null }],
    ['quote.txt', 'From: X\nSubject: Y\n\nHello', { from: null }],
    ['whole.txt', 'Received: by x\nFrom: Dana <dana@fabrikam.test>\n\nHello', { reply: 'Hello', from: { email: 'dana@fabrikam.test' } }],
    ['reply.eml', 'From: Dana <dana@fabrikam.test>\n\nHello', { reply: 'Hello', from: { name: 'Dana', email: 'dana@fabrikam.test' } }],
  ])('takes a file for a mail or for a body alone: %s', async (name, text, expected) => {
    expect(await explainFile({ name, bytes: Buffer.from(text) })).toMatchObject(expected);
  });

  it.each([
    ['in the alphabet of its subject', { Subject: '=?iso-8859-2?Q?Automatyczna_odpowied=BC?=: x' }, 'auto-reply', true],
    ['in Japanese', { Subject: `=?utf-8?B?${Buffer.from('自動返信：x').toString('base64')}?=` }, 'auto-reply', true],
    ['by a mail server under its own name', { From: 'MDaemon@relay.test', Subject: 'Permanent Delivery Failure' }, 'bounce', true],
    ['by a postmaster spelt otherwise', { From: 'post_master@relay.test' }, 'bounce', true],
    ['with a reader’s complaint', { Subject: 'complaint about message from 192.0.2.7' }, 'feedback-report', true],
    ['by a person to a list', { 'List-Id': '<a.b.test>', 'List-Post': '<mailto:a@b.test>' }, 'bulk', false],
    ['by a person to an old list', { Precedence: 'bulk', Sender: 'owner-a@b.test', 'X-Loop': 'b.test' }, 'bulk', false],
    ['by a person behind a scanner', { Precedence: 'bulk' }, 'bulk', false],
    ['about a complaint', { Subject: 'Your complaint about message delivery' }, 'human', false],
    ['in answer to an automatic one', { Subject: 'Re: Automatic reply: x' }, 'human', false],
  ])('tells whether a machine wrote it: %s', async (_how, headers: Record<string, string>, expected, automatic) => {
    const header = Object.entries({ From: FROM, To: TO, ...headers }).map(([name, value]) => `${name}: ${value}`);
    expect(await explainMail(Buffer.from(`${header.join('\r\n')}\r\n\r\nHello\r\n`))).toMatchObject({ class: expected, automatic });
  });

  it('says without DNS whether a signed mail was changed, and claims no more', async () => {
    const raw = await signedMail({ from: FROM, to: TO, text: 'Hello' });
    expect((await explainMail(raw)).auth).toEqual({ dkim: 'temperror', spf: 'none', dmarc: 'none', aligned: false });
    const changed = tampered(raw, (text) => text.replace('Hello', 'Hullo'));
    expect((await explainMail(changed)).auth).toEqual({ dkim: 'neutral', spf: 'none', dmarc: 'none', aligned: false });
  });

  it.each([
    ['a header in other line endings than the text', 'From: a@b.test\nTo: c@d.test\n\nI SIGN\r\n'],
    ['the line endings of an old machine', 'From: a@b.test\rTo: c@d.test\r\rI SIGN\r'],
  ])('reads a saved mail with %s', async (_which, text) => {
    expect(await explainMail(Buffer.from(text))).toMatchObject({ class: 'human', intent: { verb: 'sign' } });
  });

  it('does not look into a message that is larger than any that is delivered', async () => {
    const { intent } = await explainMail(Buffer.alloc(41 * 1024 * 1024, 'a'));
    expect(intent).toEqual({ ambiguous: 'the message is too large' });
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

function withParts(parts: readonly (readonly [contentType: string, content: string])[]): Buffer {
  const written = parts.map(([contentType, content]) => `--part\r\nContent-Type: ${contentType}\r\n\r\n${content}\r\n`);
  const header = `From: ${FROM}\r\nTo: ${TO}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n`;
  return Buffer.from(`${header}${written.join('')}--part--\r\n`, 'latin1');
}
