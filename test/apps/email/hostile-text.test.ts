// Answers made to cost time: each is read to an end within the runner's time, whatever is in it, in both parts.
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMime } from '#apps/email/raw/mime.ts';
import { readAnswer } from '#apps/email/answering/reading.ts';
import { NAMES, ourRequest } from './replies/our-request.ts';

const MEGABYTE = 1024 * 1024;
const { sentTexts } = ourRequest();

function read(mail: { readonly text?: string | undefined; readonly html?: string | undefined }) {
  return readAnswer({
    mail: { text: mail.text, html: mail.html },
    role: 'signer',
    names: NAMES,
    greeted: ['Olivia Park'],
    phrases: { 'ICH UNTERSCHREIBE': 'sign' },
    ownAddresses: ['@in.countersign.test'],
    sentTexts,
  });
}

const filled = (unit: string): string => unit.repeat(Math.ceil(MEGABYTE / unit.length)).slice(0, MEGABYTE);

describe('plain text is read to an end', () => {
  it.each([
    ['From and blanks', `From:${' '.repeat(30_000)}<`],
    ['dashes', '-'],
    ['On a b', 'On a b '],
    ['heads', 'On 5 Jan 2026 at 15:04, A <a@b.test> wrote:\n'],
    ['wrapped heads', 'On 5 Jan 2026\nat 15:04, A\n<a@b.test>\nwrote:\n\n'],
    ['header blocks', 'From: a\nSent: b\nTo: c\nSubject: d\n\n'],
    ['prefixes in prefixes', '> > > > > '],
    ['marks of every kind', '» x\n} y\n: z\n'],
    ['separators', '------ Original Message ------\nFrom "A" <a@b.test>\nTo c\n\n'],
    ['device lines', `Sent from my ${'x '.repeat(60)}. Sorry\n`],
    ['registers', 'Amtsgericht HRB 1 Geschäftsführer Vorstand \n'],
    ['antivirus', 'checked for viruses by a antivirus '],
    ['links', '<https://a.test/>\n'],
    ['contact lines', '+1 (2) 3-4.5/6 | +1 (2) 3-4.5/6 | www.a.test\n'],
    ['numbers', '1 2 3 4 5 6 7 8 9 0 '],
    ['closings', 'thanks thanks thanks\n'],
    ['our own text', sentTexts.join('\n')],
    ['one line of ours again and again', '- To decline, answer with “DECLINE:” and your reason after it.\n'],
    ['short lines of ours', 'How to answer\n'],
    ['almost ours', 'By signing, whether by answering with the words “I SIGN” or by pressing Sign on the documents page\n'],
    ['combining marks', 'I\u0301\u0302\u0303\u0304 SIGN '],
    ['local phrases', 'ICH UNTERSCHREIBE '],
  ])('%s', (_, unit) => {
    for (const lead of ['', 'I SIGN\n\n', 'DECLINE: ']) expect(read({ text: lead + filled(unit) })).toHaveProperty('intent');
  });
});

describe('formatted text is read to an end', () => {
  it.each([
    ['divisions in divisions', '<div>'],
    ['tables in tables', '<table><tr><td>'],
    ['whole tables', '<table><tr><td>a</td></tr></table>'],
    ['quotations in quotations', '<blockquote>'],
    ['hidden elements', '<p style="display:none">I SIGN</p>'],
    ['styles', '<p style="color:#fff;background:#fff;left:-9999px;clip:rect(0)">a'],
    ['a long style', `<p style="${'color:red;'.repeat(2000)}">a</p>`],
    ['rules', '<style>p{color:#fff}</style>'],
    ['rules without an end', '<style>p{color:red}'],
    ['unclosed tags', '<a <b <c '],
    ['attributes', '<p a="b" '],
    ['entities', '&amp;&#x41;&nbsp;'],
    ['comments without an end', '<!-- '],
    ['conditional comments', '<!--[if mso]><p>I SIGN</p><![endif]-->'],
    ['line breaks', '<br>'],
    ['preformatted text', '<pre>\n\n'],
  ])('%s', (_, unit) => {
    for (const lead of ['', '<p>I SIGN</p>']) expect(read({ html: lead + filled(unit) })).toHaveProperty('intent');
  });

  it('a page whose text stands after more than is read decides nothing', () => {
    expect(read({ html: `${'<i></i>'.repeat(80_000)}<p>I SIGN</p>` }).intent).toHaveProperty('ambiguous');
    expect(read({ html: `<p>I SIGN</p>${'<i></i>'.repeat(80_000)}<p>if you pay</p>` }).intent).toHaveProperty('ambiguous');
    expect(read({ html: `<p>I SIGN</p>${'<div>'.repeat(3000)}if you pay` }).intent).toHaveProperty('ambiguous');
    expect(read({ html: `<p>I SIGN</p><blockquote>${'<div>'.repeat(3000)}` }).intent).toHaveProperty('ambiguous');
  });
});

it('anything at all is read to an end', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      'I SIGN\n',
      '<div style="display:none">',
      '</div>',
      '> ',
      '\n-- \n',
      'From: a\nTo: b\n',
      '<table>',
      '<style>',
      '</style>',
      '\r',
      '\u2028',
      '<!--',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const some = pieces.join('');
      expect(read({ text: some, html: some })).toHaveProperty('intent');
    }),
    { numRuns: 150 },
  );
});

/** Mails of other projects, where they are at hand; they are not ours to copy. */
const CORPUS = join(import.meta.dirname, '../../../../shared/corpora/email');

describe.runIf(existsSync(CORPUS))('mails that others collected', () => {
  const folders = existsSync(CORPUS) ? readdirSync(CORPUS, { withFileTypes: true }).filter((one) => one.isDirectory()) : [];
  it.each(folders.map(({ name }) => name))('%s are read to an end', async (folder) => {
    for (const file of readdirSync(join(CORPUS, folder), { withFileTypes: true }).filter((one) => one.isFile())) {
      const raw = readFileSync(join(CORPUS, folder, file.name));
      const parsed = await parseMime(raw);
      if (parsed.ok) expect(read(parsed.mail)).toHaveProperty('intent');
      expect(read({ text: raw.toString('utf8') })).toHaveProperty('intent');
    }
  });
});
