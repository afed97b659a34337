// Names and subjects in other alphabets, as they stand in a header.
import { describe, expect, it } from 'vitest';
import { decodedWords } from '#apps/email/raw/encoded-words.ts';
import { mailboxes } from '#apps/email/raw/mailbox.ts';

describe('encoded words', () => {
  it.each([
    ['=?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?=', 'Jürgen Müller'],
    ['[Automatyczna =?iso-8859-2?Q?odpowied=BC?=] test', '[Automatyczna odpowiedź] test'],
    ['=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?us-ascii*en?Q?plain?=', 'plain'],
    // A letter cut between two words, and the blank between them that is no part of the text.
    ['=?utf-8?B?44E=?= =?utf-8?B?gg==?=', 'あ'],
    ['a =?utf-8?Q?b?= c =?utf-8?q?d?=', 'a b c d'],
    ['=?x-nobody-knows?Q?a?= b', '=?x-nobody-knows?Q?a?= b'],
    ['no word at =? all ?=', 'no word at =? all ?='],
  ])('read %s as people do', (encoded, text) => {
    expect(decodedWords(encoded)).toBe(text);
  });

  it('never become a line, a field or an address of their own', () => {
    expect(decodedWords('=?utf-8?Q?a=0D=0ABcc:_x=E2=80=AE?=')).toBe('a Bcc: x');
    expect(mailboxes('=?utf-8?Q?eve=40evil.test=2C_=3Ceve=40evil.test=3E?= <dana@fabrikam.test>')).toEqual([
      { name: 'eve@evil.test, <eve@evil.test>', email: 'dana@fabrikam.test' },
    ]);
  });
});
