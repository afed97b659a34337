// Mails whose header two programs could read differently, so that one proves what the other does not say: none of them is looked at further.
import { sign, tampered, unsignedMail } from '#test/support/mail.ts';
import { dana, type Attack } from './attacks.ts';
import { DANA } from './kit.ts';

/** RFC 5322 §3.6: each at most once. The second one is put on top after signing, where signatures do not see it. */
const ONCE: readonly (readonly [string, string])[] = [
  ['From', 'Dana Ruiz <dana@fabrikam.test>'],
  ['Sender', 'dana@fabrikam.test'],
  ['Reply-To', 'eve@evil.test'],
  ['To', 'someone@else.test'],
  ['Cc', 'someone@else.test'],
  ['Bcc', 'someone@else.test'],
  ['Subject', 'another'],
  ['Date', 'Tue, 24 Nov 2026 09:00:00 +0000'],
  ['Message-ID', '<other@fabrikam.test>'],
  ['In-Reply-To', '<other@fabrikam.test>'],
  ['References', '<other@fabrikam.test>'],
  ['MIME-Version', '1.0'],
  ['Content-Type', 'text/html'],
  ['Content-Transfer-Encoding', 'base64'],
  ['Content-Disposition', 'attachment'],
  ['Auto-Submitted', 'no'],
];

const DOUBLED: readonly Attack[] = ONCE.map(([name, value]) => ({
  name: `a second ${name} on top, after signing`,
  said: 'nothing',
  make: async ({ address }) => {
    const raw = await dana(address, {
      headers: { Sender: 'dana@fabrikam.test', 'Reply-To': 'dana@fabrikam.test', 'In-Reply-To': '<a@b.test>', References: '<a@b.test>' },
      cc: 'max@northwind.test',
    });
    const line = `${name}: ${value}\r\n`;
    // Those that this mail does not have once already.
    const first = /^(?:bcc|content-disposition|auto-submitted)$/i.test(name) ? line : '';
    return { raw: Buffer.concat([Buffer.from(first + line), raw]) };
  },
}));

/** Its From as it stands on the wire, signed by the domain that it names. */
function signedFrom(name: string, from: string, said: Attack['said']): Attack {
  return {
    name,
    said,
    make: async ({ address }) => {
      const raw = await unsignedMail({ from: DANA, to: address, text: 'I SIGN' });
      const changed = tampered(raw, (text) => text.replace(/^From: .*$/m, () => Buffer.from(`From: ${from}`).toString('latin1')));
      return { raw: await sign(changed, { domain: 'fabrikam.test' }) };
    },
  };
}

export const HEADER_ATTACKS: readonly Attack[] = [
  ...DOUBLED,
  {
    name: 'a second From below the first, after signing',
    said: 'nothing',
    make: async ({ address }) => ({
      raw: tampered(await dana(address), (text) => text.replace(/^(From: .*\r\n)/m, (line) => `${line}From: eve@evil.test\r\n`)),
    }),
  },
  {
    name: 'a From in lower case beside the other',
    said: 'nothing',
    make: async ({ address }) => ({ raw: Buffer.concat([Buffer.from('from: eve@evil.test\r\n'), await dana(address)]) }),
  },
  {
    name: 'a line without a name',
    said: 'nothing',
    make: async ({ address }) => ({ raw: Buffer.concat([Buffer.from(': From: eve@evil.test\r\n'), await dana(address)]) }),
  },
  {
    name: 'more fields than a mail has',
    said: 'nothing',
    make: async ({ address }) => ({ raw: Buffer.concat([Buffer.from('X-A: b\r\n'.repeat(300)), await dana(address)]) }),
  },
  {
    name: 'no From at all',
    said: 'nothing',
    make: async ({ address }) => ({ raw: tampered(await dana(address), (text) => text.replace(/^From: .*\r\n/m, '')) }),
  },
  signedFrom('an empty From', '', 'nothing'),
  signedFrom('a From without an address', 'Dana Ruiz', 'nothing'),
  signedFrom('a From in words only, with the address as its name', '"dana@fabrikam.test" <>', 'nothing'),
  signedFrom('a From with a second address in its name', '"Dana <dana@fabrikam.test>" <eve@evil.test>', 'nothing'),
  signedFrom('a From with a route', '<@evil.test:dana@fabrikam.test>', 'not-authenticated'),
  signedFrom('a From with a comment after the address', 'dana@fabrikam.test (eve@evil.test), eve@fabrikam.test', 'nothing'),
  signedFrom('a domain in Cyrillic letters', 'dana@f\u0430brikam.test', 'nothing'),
];
