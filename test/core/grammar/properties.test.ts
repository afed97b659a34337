// What holds for any text: no phrase with something added acts, and nothing throws or hangs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractReply, MARKER } from '#core/grammar/extract.ts';
import { readReply } from '#core/grammar/reply.ts';
import { parseStart } from '#core/grammar/start.ts';
import { INVITATION, NAMES } from './our-mail.ts';

const ROLES = ['signer', 'approver', 'cc', 'sender'] as const;
const ACTS = new Set(['sign', 'approve', 'decline', 'delegate', 'void', 'send', 'acknowledge', 'withdraw', 'dispute', 'resend', 'resume']);
const MAIL = { subject: 's', sender: { name: 'Omar', email: 'omar@acme.example' }, to: [], cc: [], own: [], today: '2026-01-05' };

const acts = (text: string): boolean =>
  [[], [INVITATION]].some((sentTexts) => {
    const { reply } = extractReply({ text, ownAddresses: [], sentTexts });
    return ROLES.some((role) => {
      const intent = readReply(reply, role, NAMES);
      return 'verb' in intent && ACTS.has(intent.verb);
    });
  });

/** Anything that is drawn: neither blank, nor control, nor dropped as unseen. */
const visible = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((char) => !/^[\s\p{C}\u00AD]*$/u.test(char));

describe('for any text', () => {
  it('a visible character put into a phrase keeps it from acting', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('I SIGN', 'I APPROVE', 'I ACKNOWLEDGE', 'SEND', 'WITHDRAW', 'RESEND', 'RESUME'),
        visible,
        fc.nat(),
        (phrase, char, at) => {
          const index = at % (phrase.length + 1);
          fc.pre(!(index === phrase.length && /^[.!]$/.test(char)));
          expect(acts(phrase.slice(0, index) + char + phrase.slice(index))).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('a word put before or after a phrase keeps it from acting', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 2, maxLength: 8 })
      .filter((word) => !/^(dana|ruiz|fabrikam|example|thanks|best|br|kr|vg|lg|vh|ty|hi|hey|dag|hej|hei|att|yours)$/.test(word));
    fc.assert(
      fc.property(word, fc.constantFrom(' ', '\n', '\n\n', ', '), fc.boolean(), (word, gap, isBefore) => {
        expect(acts(isBefore ? `${word}${gap}I SIGN` : `I SIGN${gap}${word}`)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing throws', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'I SIGN',
        'From: a',
        'To: b',
        '> x',
        '-- ',
        MARKER,
        'On 5 Jan 2026 at 15:04, A <a@b.example> wrote:',
        'signers: a@b.example then',
        'order: ->',
        '',
        'Dana',
        'Best,',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const { reply } = extractReply({ text, ownAddresses: ['a@b.example'], sentTexts: [INVITATION] });
        ROLES.forEach((role) => readReply(reply, role, NAMES));
        parseStart({ ...MAIL, text });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a large or hostile text is read to an end', () => {
  const MEGABYTE = 1024 * 1024;
  it.each([
    ['one line', 'a'],
    ['blank lines', '\n'],
    ['blanks', ' '],
    ['dashes', '-'],
    ['underscores', '_'],
    ['colons', ':'],
    ['prefixes', '> '],
    ['pipes', '|'],
    ['angle brackets', '<'],
    ['commas', ',\n'],
    ['On a b', 'On a b '],
    ['From and blanks', `From:${' '.repeat(30_000)}<`],
    ['heads', 'On 5 Jan 2026 at 15:04, Omar wrote:\nx\n'],
    ['blocks of headers', 'From: a\nTo: b\nDate: c\n\n'],
    ['own heads', 'To: <r-1@in.countersign.example>\n'],
    ['addresses', 'a@b.example,'],
    ['signers', 'signers: a@b.example then\n'],
    ['signers that go on', `signers:\n${' ,;,;,;,;,;,;,;,;,;,;,\n'.repeat(2000)}`],
    ['orders', 'order: a -> b then c\n'],
    ['then', 'signers: a then then then then '],
    ['quotation marks', 'signers: """"""""'],
    ['links', 'a@b<mailto:'],
    ['signatures', '--\nDana\n'],
    ['names', 'Dana Ruiz\n'],
    ['disclaimers', 'confidential addressee in error '],
    ['text of ours', INVITATION],
    ['zero-width', '\u200B'],
    ['combining marks', 'e\u0301'],
    ['half a pair', '\uD83D'],
    ['question marks', 'DECLINE: ?\n'],
  ])('%s', (_, unit) => {
    for (const lead of ['', 'DECLINE: ', 'signers: ', 'DELEGATE TO ', 'I SIGN\n', 'order: ']) {
      const text = (lead + unit.repeat(Math.ceil(MEGABYTE / unit.length))).slice(0, MEGABYTE);
      const { reply } = extractReply({ text, ownAddresses: ['@in.countersign.example'], sentTexts: [INVITATION, text] });
      for (const role of ROLES)
        for (const from of [reply, text]) expect(readReply(from, role, [...NAMES, text.slice(0, 200)])).toBeDefined();
      expect(parseStart({ ...MAIL, subject: text, text })).toBeDefined();
    }
  });
});
