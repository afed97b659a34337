// Mails as people's programs send them, signed by a key made here: answers with a formatted and a plain part, the text they answer and a
// signature, and mails that start an envelope with one PDF or more. Every size comes from the number of the mail, so that each run has the same.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import MailComposer from 'nodemailer/lib/mail-composer';
import { contractPdf } from '#apps/local/sample-contract.ts';
import type { ZoneKeys } from '#apps/local/dns-zone.ts';
import type { Instant } from '#core/time.ts';

export type Asked = {
  readonly name: string;
  readonly email: string;
  readonly replyTo: string;
  readonly messageId: string;
  readonly text: string;
};
export type Member = { readonly name: string; readonly email: string };
export type Letter = {
  readonly from: Member;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inReplyTo?: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
    readonly cid?: string;
  }[];
};

const SELECTOR = 'mail';

export type Writer = { readonly keys: ZoneKeys; write(letter: Letter, at: Instant): Promise<Buffer> };

export function writer(): Writer {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const publicKey = createPublicKey(pair.privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    keys: { selector: SELECTOR, publicKey },
    async write({ from, to, subject, text, html, inReplyTo, attachments = [] }, at) {
      const named = `${from.name} <${from.email}>`;
      const heading = {
        from: named,
        to,
        subject,
        date: new Date(at),
        ...(inReplyTo === undefined ? {} : { inReplyTo, references: inReplyTo }),
      };
      const mail = { ...heading, text, html, attachments: attachments.map((one) => ({ ...one })), newline: 'win' as const };
      const raw = await new MailComposer(mail).compile().build();
      const key = { signingDomain: from.email.split('@')[1] ?? '', selector: SELECTOR, privateKey };
      const { signatures, errors } = await dkimSign(raw, { ...key, signTime: new Date(at), signatureData: [key] });
      if (errors.length > 0) throw new Error(`Could not sign a mail of ${from.email}: ${JSON.stringify(errors)}.`);
      return Buffer.concat([Buffer.from(signatures), raw]);
    },
  };
}

const ANSWERS = [
  'I approve',
  'Hello Olivia,\n\nI approve.\n\nBest regards',
  'Could you tell me before Friday which of the two annexes applies to the second delivery? The table on page three names both of them.',
  'Hi Olivia,\n\nI approve\n\nKind regards',
  'The terms were different last year, as far as I remember. Who changed the clause about notice, and since when is it in there?',
];

export function answerTo(asked: Asked, serial: number): Letter {
  const said = ANSWERS[serial % ANSWERS.length] ?? '';
  const sign = signatureOf(asked, serial);
  const intro = 'On Mon, Jan 5, 2026 at 3:04 PM Northwind Traders via Countersign <sign@countersign.test> wrote:';
  const quoted = asked.text.split('\n').map((line) => `> ${line}`.trimEnd());
  return {
    from: asked,
    to: asked.replyTo,
    subject: 'Re: Please approve',
    inReplyTo: asked.messageId,
    text: `${said}\n\n-- \n${sign.join('\n')}\n\n${intro}\n\n${quoted.join('\n')}\n`,
    html: [
      `<html><head><meta charset="utf-8"><style>${rulesOf(serial)}</style></head><body lang="EN-GB"><div class="WordSection1">`,
      ...paragraphs(said),
      `<div class="gmail_signature">-- <br>${sign.map(escaped).join('<br>')}${serial % 2 === 0 ? '<br><img src="cid:logo@northwind" width="120" height="40">' : ''}</div>`,
      `<div class="gmail_quote"><div class="gmail_attr">${escaped(intro)}</div><blockquote class="gmail_quote">`,
      ...paragraphs(asked.text),
      '</blockquote></div></div></body></html>',
    ].join('\n'),
    ...(serial % 2 === 0
      ? {
          attachments: [
            { filename: 'logo.png', content: filler(6_000 + serial * 7, serial), contentType: 'image/png', cid: 'logo@northwind' },
          ],
        }
      : {}),
  };
}

const PDF_BYTES = [40_000, 90_000, 150_000, 300_000, 1_000_000];

export async function startOf(from: Member, { to, serial, bytes }: { to: string; serial: number; bytes?: number }): Promise<Letter> {
  const size = bytes ?? PDF_BYTES[serial % PDF_BYTES.length] ?? 0;
  const text = `Hello,\n\nplease have this agreement signed.\n\nSigner: Dana Ruiz <dana@fabrikam.test>\n\n-- \n${signatureOf(from, serial).join('\n')}\n`;
  return {
    from,
    to,
    subject: `Agreement number ${serial}`,
    text,
    html: `<html><head><style>${rulesOf(serial)}</style></head><body>${paragraphs(text).join('\n')}</body></html>`,
    attachments: [{ filename: `agreement-${serial}.pdf`, content: await pdfOf(size, serial), contentType: 'application/pdf' }],
  };
}

const made = new Map<number, Buffer>();

/** A contract of one page with a picture's worth of bytes after its last object, which readers pass over. */
async function pdfOf(bytes: number, serial: number): Promise<Buffer> {
  const contract = made.get(0) ?? Buffer.from(await contractPdf({ pages: 1 }));
  made.set(0, contract);
  const end = contract.lastIndexOf('xref');
  const padding = Buffer.from(
    `%${filler(Math.max(0, bytes - contract.length), serial)
      .toString('base64')
      .slice(0, Math.max(0, bytes - contract.length))}\n`,
  );
  const start = Number(/startxref\s+(\d+)/.exec(contract.subarray(end).toString('latin1'))?.[1]);
  const tail = contract
    .subarray(end)
    .toString('latin1')
    .replace(/startxref\s+\d+/, `startxref\n${start + padding.length}`);
  return Buffer.concat([contract.subarray(0, end), padding, Buffer.from(tail, 'latin1')]);
}

/** Bytes that do not repeat, the same for the same number. */
function filler(bytes: number, serial: number): Buffer {
  const block = Buffer.allocUnsafe(Math.ceil(bytes / 4) * 4);
  let state = serial * 2_654_435_761 + 1;
  for (let at = 0; at < block.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    block.writeUInt32LE(state, at);
  }
  return block.subarray(0, bytes);
}

function signatureOf({ name, email }: Member, serial: number): string[] {
  return [name, 'Purchasing', 'Northwind Traders', `Phone: +49 30 5550 ${1_000 + (serial % 9_000)}`, email];
}

/** As Outlook writes them: much of a mail's size, and nothing of its text. */
function rulesOf(serial: number): string {
  const rules = Array.from(
    { length: 20 + (serial % 7) * 20 },
    (_, at) => `p.Mso${at} {margin:0cm; font-size:${10 + (at % 4)}.0pt; font-family:"Calibri",sans-serif;}`,
  );
  return rules.join('\n');
}

function paragraphs(text: string): string[] {
  return text
    .split('\n')
    .map((line) => `<p class="MsoNormal"><span style="font-family:Calibri">${line === '' ? '&nbsp;' : escaped(line)}</span></p>`);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
