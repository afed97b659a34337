// What is left of a mail once quotation and signature are taken away.
import { describe, expect, it } from 'vitest';
import { extractReply, MARKER } from '#core/grammar/extract.ts';

const none = { ownAddresses: [], sentTexts: [] };
const extract = (text: string): string => extractReply({ text, ...none }).reply;

describe('extracting a reply', () => {
  it.each([
    ['keeps a text without quotation', 'One\n\ntwo', 'One\n\ntwo'],
    ['keeps greeting and closing', 'Hi Omar,\n\nlooks odd.\n\nThanks\nDana', 'Hi Omar,\n\nlooks odd.\n\nThanks\nDana'],
    ['cuts at the marker', `One\n\n${MARKER}\nours`, 'One'],
    ['cuts at a marker that was prefixed and emphasised', `One\n\n> *${MARKER}*\n> ours`, 'One'],
    ['keeps text below a prefixed quotation', 'On 5 Jan 2026 at 15:04, Omar <o@acme.example> wrote:\n> ours\n\nOne', 'One'],
    ['keeps text between prefixed quotations', '> a\n\nOne\n\n> b\n\nTwo', 'One\n\nTwo'],
    ['drops a block of headers and all below it', 'One\n\nFrom: Omar\nSent: today\nTo: Dana\n\nours', 'One'],
    ['drops a block of headers that does not begin with From', 'One\n\nSubject: x\nDate: today\nTo: Dana\nCc: Bob\n\nours', 'One'],
    [
      'drops an attribution wrapped in the middle of its date',
      'One\n\nOn Mon, Jan 5, 2026 at\n3:04 PM 2026 Acme <s@acme.example> wrote:\nours',
      'One',
    ],
    [
      'drops an attribution wrapped before its month',
      'One\n\nAcme <s@acme.example> schrieb am Fr., 28.\nApr. 2017 um 11:53 Uhr:\n\n> ours',
      'One',
    ],
    ['drops a head that knows no verb above what is prefixed', 'One\n\nOmar, s@acme.example, 5 Jan 2026 15:04:\n> ours', 'One'],
    ['drops an attribution whose end was wrapped', 'One\n\nman. 5. jan. 2026 kl. 15:04 skrev Acme <s@acme.example\n>:\n\n> ours', 'One'],
    [
      'drops an attribution whose address was laid out as a link of its own',
      'One\n\nOn Mon, 5 Jan 2026 at 15:04 Acme\n\n<\nmailto:Acme <s@acme.example>\n> wrote:\n\nours',
      'One',
    ],
    [
      'keeps a sentence above an address that heads no quotation',
      'On Monday at 10:00 we met.\n\nWrite to\n\n<s@acme.example>',
      'On Monday at 10:00 we met.\n\nWrite to\n\n<s@acme.example>',
    ],
    ['drops a block below a delimiter', 'One\n\n-- \nDana Ruiz\nFabrikam', 'One'],
    ['keeps a block below a delimiter that sets a condition', 'One\n-- \nonly if you pay', 'One\n--\nonly if you pay'],
    ['drops device lines', 'One\n\nSent from my iPhone', 'One'],
    [
      'drops disclaimers',
      `One\n\nThis message is confidential and intended solely for the addressee; if received in error, delete it.`,
      'One',
    ],
    [
      'keeps a text that begins like a disclaimer',
      'This is confidential, so it is not intended for the addressee of yesterday.',
      'This is confidential, so it is not intended for the addressee of yesterday.',
    ],
    ['keeps a table with rules', 'a b\n-----------\n1 2', 'a b\n-----------\n1 2'],
    ['keeps a sentence with “On” and a colon', 'On the other hand:\nno', 'On the other hand:\nno'],
    ['keeps a sentence with a time and a colon', 'Call me at 15:04 about this:\nclause 4', 'Call me at 15:04 about this:\nclause 4'],
    ['keeps what the person wrote earlier', 'On 5.1.2026 15:04 I wrote:\nclause 4', 'On 5.1.2026 15:04 I wrote:\nclause 4'],
    ['drops an attribution in an unknown language above a prefix', 'One\n\nAcme 2026.01.05 15:04 rašė:\n> ours', 'One'],
    ['drops a separator', 'One\n\n---------- Forwarded message ---------\nrest', 'One'],
    ['keeps a citation at the top that no head announces', '> Theirs.\n\nOne', '> Theirs.\n\nOne'],
    ['keeps a mail that is a citation alone', '> Theirs.', '> Theirs.'],
    ['drops a citation that holds a head', '> On 5 Jan 2026 at 15:04, Omar <o@acme.example> wrote:\n> x\n\nOne', 'One'],
    ['keeps lines that look like a head at the very end', 'One\n\nTo: Omar\nFrom: Dana', 'One\n\nTo: Omar\nFrom: Dana'],
    ['keeps a device line that goes on', 'One\n\nSent from my phone. Page 3 is wrong.', 'One\n\nSent from my phone. Page 3 is wrong.'],
    ['drops a device line that asks to be excused', 'One\n\nSent from my phone. Please excuse any typos.', 'One'],
    ['drops a product’s line', 'One\n\nSent via Superhuman ( https://sprh.example/x )', 'One'],
    [
      'keeps what would be a disclaimer but says I',
      'One\n\nThis is confidential, and I inform the sender that it was sent to me in error by mistake.',
      'One\n\nThis is confidential, and I inform the sender that it was sent to me in error by mistake.',
    ],
    [
      'drops a wrapped disclaimer and its heading, and keeps what stands right above and below',
      'One\nTwo\nDisclaimer:\nThis message is confidential and intended solely for the person\nnamed above and for nobody else whatsoever, and if you have it\nin error, delete it.\nThree',
      'One\nTwo\nThree',
    ],
    [
      'keeps what stands right below a disclaimer that has no full stop',
      'One\nThis is confidential and intended solely for the addressee, so delete it if in error\nPS: two',
      'One\nPS: two',
    ],
    [
      'drops a disclaimer whose wrapped lines begin with capitals',
      'One\n\nDiese Nachricht ist vertraulich und allein für den Adressaten und seine\nMitarbeiter in der Abteilung für allgemeine Angelegenheiten und Fragen\nbestimmt.',
      'One',
    ],
    ['keeps a heading without a disclaimer', 'One\n\nDisclaimer\ntwo', 'One\n\nDisclaimer\ntwo'],
    ['keeps a footer that says I', 'One\n\nYou received this because I wrote it', 'One\n\nYou received this because I wrote it'],
    ['keeps dashes with other words', 'One\n---- two ----\nthree', 'One\n---- two ----\nthree'],
  ])('%s', (_, text, reply) => {
    expect(extract(text)).toBe(reply);
  });

  it('drops what is quoted at the top without a head when we sent it', () => {
    const sentTexts = ['Our first long sentence here, which we sent.'];
    expect(extractReply({ text: '> Our first long sentence here, which we sent.\n\nOne', ownAddresses: [], sentTexts }).reply).toBe('One');
  });

  it('says whether a quotation was seen', () => {
    expect(extractReply({ text: 'One\n> two', ...none })).toMatchObject({ reply: 'One', quoteSeen: true });
    expect(extractReply({ text: 'One', ...none })).toMatchObject({ reply: 'One', quoteSeen: false });
    expect(
      extractReply({ text: 'One\nour first long sentence here', ownAddresses: [], sentTexts: ['Our first long sentence here.'] }),
    ).toMatchObject({
      reply: 'One',
      quoteSeen: true,
    });
  });

  it('cuts at a head with an address that only our mails carry, and takes the begun head away with it', () => {
    const ownAddresses = ['', '@in.countersign.example'];
    const cut = (text: string): string => extractReply({ text, ownAddresses, sentTexts: [] }).reply;
    expect(cut('One\n\nKelle: Acme\nVastaus: <r-1@in.countersign.example>\nours')).toBe('One');
    expect(cut('One\n\nAcme kirjutas <\nr-1@in.countersign.example>:\nours')).toBe('One');
    expect(cut('One\nAcme <r-1@in.countersign.example>\nours')).toBe('One');
    expect(cut('One\n\nPS: pay first\nVastaus: <r-1@in.countersign.example>\nours')).toBe('One\n\nPS: pay first');
    expect(cut('One\n\nSign: two\nVastaus: <r-1@in.countersign.example>\nours')).toBe('One\n\nSign: two');
    expect(cut('DECLINE: x\nKelle: <r-1@in.countersign.example>\nours')).toBe('DECLINE: x');
    expect(cut('One, and r-1@in.countersign.example is an odd address')).toBe('One, and r-1@in.countersign.example is an odd address');
  });

  it('marks where a long text or line was cut off', () => {
    expect(extract('x'.repeat(600))).toMatch(/^x{500}\[…\]$/);
    expect(extract(`One${'\n'.repeat(3000)}two`)).toBe('One\n\n[…]');
    expect(extract(`${'word '.repeat(80)}\n`.repeat(300))).toMatch(/\[…\]$/);
  });
});
