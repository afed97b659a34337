// Mails that must not act, each as someone would really try it: what they say, who sends them, and what the registered person is told.
import { recipientIdOf, type EnvelopeId } from '#core/ids.ts';
import { GOOD_IP, sign, signedMail, tampered, unsignedMail, type Letter } from '#test/support/mail.ts';
import { DANA, NORTHWIND, replyAddress, type EmailKit } from './kit.ts';

export type Scene = { readonly email: EmailKit; readonly id: EnvelopeId; readonly address: string };
type Attempt = { readonly raw: Buffer; readonly to?: string; readonly mailFrom?: string; readonly remoteIp?: string };
/** What is said, always to the registered person; `nothing` when it is dropped. */
type Said = 'nothing' | 'ask' | 'not-authenticated' | 'wrong-person' | 'refused';
export type Attack = { readonly name: string; readonly said: Said; readonly make: (scene: Scene) => Promise<Attempt> };

export const dana = (to: string, change: Partial<Letter> = {}) => signedMail({ from: DANA, to, text: 'I SIGN', ...change });
const FAR = '203.0.113.66';

function fromDana({ name, said, change }: { name: string; said: Said; change: Partial<Letter> }): Attack {
  return { name, said, make: async ({ address }) => ({ raw: await dana(address, change) }) };
}

/** The header block with something put into it after it was signed. */
function withHeader(raw: Buffer, line: string): Buffer {
  return Buffer.concat([Buffer.from(`${line}\r\n`), raw]);
}

export const ATTACKS: readonly Attack[] = [
  {
    name: 'a mail signed by the attacker’s own domain',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await dana(address, { signing: { domain: 'evil.test' } }) }),
  },
  {
    name: 'an unsigned mail from the right servers (SPF alone)',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), remoteIp: GOOD_IP }),
  },
  {
    name: 'an unsigned mail from elsewhere',
    said: 'not-authenticated',
    make: async ({ address }) => ({ raw: await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), remoteIp: FAR }),
  },
  {
    name: 'a body altered after signing',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: tampered(await dana(address, { text: 'No thanks' }), (text) => text.replace('No thanks', 'I SIGN')),
    }),
  },
  {
    name: 'a subject altered after signing',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: tampered(await dana(address), (text) => text.replace('Subject: Re: Please sign', 'Subject: Re: something else')),
    }),
  },
  {
    name: 'a signature that covers only part of the body (l=)',
    said: 'not-authenticated',
    make: async ({ address }) => ({
      raw: Buffer.concat([await dana(address, { text: '', signing: { coversOnly: 0 } }), Buffer.from('I SIGN\r\n')]),
    }),
  },
  fromDana({ name: 'an rsa-sha1 signature', said: 'not-authenticated', change: { signing: { algorithm: 'rsa-sha1' } } }),
  fromDana({ name: 'a key that is only a test (t=y)', said: 'not-authenticated', change: { signing: { selector: 'trial' } } }),
  fromDana({
    name: 'a signature from the future',
    said: 'not-authenticated',
    change: { signing: { signedAt: new Date('2030-01-01T00:00:00Z') } },
  }),
  fromDana({
    name: 'a signature that has expired',
    said: 'not-authenticated',
    change: { signing: { signedAt: new Date('2020-01-01'), expires: new Date('2020-01-02') } },
  }),
  fromDana({ name: 'a signature by another key', said: 'not-authenticated', change: { signing: { key: 'stranger' } } }),
  fromDana({
    name: 'a signature that leaves out the subject',
    said: 'not-authenticated',
    change: { signing: { headerList: ['from', 'to', 'date'] } },
  }),
  fromDana({
    name: 'a mail on behalf of the person (Sender)',
    said: 'not-authenticated',
    change: { headers: { Sender: 'assistant@fabrikam.test' } },
  }),
  {
    name: 'a forwarded request answered by a colleague',
    said: 'wrong-person',
    make: async ({ address }) => ({ raw: await signedMail({ from: 'Bob <bob@fabrikam.test>', to: address, text: 'I SIGN' }) }),
  },
  {
    name: 'a colleague of the same name',
    said: 'wrong-person',
    make: async ({ address }) => ({ raw: await signedMail({ from: 'Dana Ruiz <dana.ruiz@fabrikam.test>', to: address, text: 'I SIGN' }) }),
  },
  {
    name: 'a look-alike domain',
    said: 'wrong-person',
    make: async ({ address }) => ({ raw: await signedMail({ from: 'dana@fabr1kam.test', to: address, text: 'I SIGN' }) }),
  },
  {
    name: 'two From fields',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), 'From: eve@evil.test') }),
  },
  {
    name: 'a second Subject on top',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), 'Subject: another') }),
  },
  {
    name: 'a field with a space before its colon',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), 'From : eve@evil.test') }),
  },
  {
    name: 'a bare carriage return in the header',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), 'X-A: b\rFrom: eve@evil.test') }),
  },
  {
    name: 'a bare line feed in the header',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), 'X-A: b\nFrom: eve@evil.test') }),
  },
  { name: 'a NUL in the header', said: 'nothing', make: async ({ address }) => ({ raw: withHeader(await dana(address), 'X-A: b\0c') }) },
  {
    name: 'a header without end',
    said: 'nothing',
    make: async ({ address }) => ({ raw: withHeader(await dana(address), `X-A: ${'b'.repeat(300_000)}`) }),
  },
  {
    name: 'a group as From',
    said: 'nothing',
    make: async ({ address }) => ({
      raw: await sign(
        tampered(await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), (text) =>
          text.replace(/^From: .*$/m, 'From: us: dana@fabrikam.test;'),
        ),
        { domain: 'fabrikam.test' },
      ),
    }),
  },
  {
    name: 'two addresses as From',
    said: 'nothing',
    make: async ({ address }) => ({
      raw: await sign(
        tampered(await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), (text) =>
          text.replace(/^From: .*$/m, 'From: dana@fabrikam.test, eve@fabrikam.test'),
        ),
        { domain: 'fabrikam.test' },
      ),
    }),
  },
  fromDana({ name: 'an automatic mail', said: 'nothing', change: { headers: { 'Auto-Submitted': 'auto-replied' } } }),
  fromDana({ name: 'an absence notice known by its subject alone', said: 'nothing', change: { subject: 'Automatic reply: Please sign' } }),
  { name: 'a mail with an empty return path', said: 'nothing', make: async ({ address }) => ({ raw: await dana(address), mailFrom: '' }) },
  fromDana({ name: 'a mail through a list', said: 'nothing', change: { headers: { 'List-Id': '<all.fabrikam.test>' } } }),
  fromDana({ name: 'bulk mail', said: 'nothing', change: { headers: { Precedence: 'bulk' } } }),
  fromDana({
    name: 'a text part and a formatted part that differ',
    said: 'ask',
    change: { text: 'I SIGN', html: '<p>I have a question about clause 4, please call me.</p>' },
  }),
  fromDana({
    name: 'a phrase hidden in the formatted part',
    said: 'ask',
    change: { text: '', html: '<p>What is this about?</p><div style="display:none">I SIGN</div>' },
  }),
  fromDana({ name: 'a phrase in white', said: 'ask', change: { text: '', html: '<p>Hm.</p><span style="color:#ffffff">I SIGN</span>' } }),
  fromDana({
    name: 'a formatted mail alone whose rules may hide something',
    said: 'ask',
    change: { text: '', html: '<style>.a{display:none}</style><p>I SIGN</p><p class="a">never</p>' },
  }),
  fromDana({ name: 'a Cyrillic letter in the phrase', said: 'ask', change: { text: '\u0406 SIGN' } }),
  fromDana({ name: 'a condition', said: 'ask', change: { text: 'I SIGN if clause 4 is dropped' } }),
  fromDana({ name: 'a negation', said: 'ask', change: { text: 'I do not sign' } }),
  fromDana({ name: 'a mere yes', said: 'ask', change: { text: 'Yes' } }),
  fromDana({ name: 'a thumb', said: 'ask', change: { text: '👍' } }),
  fromDana({ name: 'nothing but our own quotation', said: 'ask', change: { text: '\n\n> To sign, answer with\n> I SIGN\n' } }),
  fromDana({
    name: 'an attached mail that says it',
    said: 'ask',
    change: {
      text: '',
      attachments: [{ filename: 'x.eml', contentType: 'message/rfc822', content: 'From: dana@fabrikam.test\r\n\r\nI SIGN\r\n' }],
    },
  }),
  fromDana({
    name: 'an attached text that says it',
    said: 'ask',
    change: { text: '', attachments: [{ filename: 'x.txt', content: 'I SIGN' }] },
  }),
  {
    name: 'a mail inside the mail, to be shown inline',
    said: 'ask',
    make: async ({ address }) => ({ raw: await sign(inlined(address), { domain: 'fabrikam.test' }) }),
  },
  {
    name: 'two reply addresses in one mail',
    said: 'ask',
    make: async (scene) => ({ raw: await dana('', { to: [scene.address, await replyAddress(scene.email, scene.id, recipientIdOf(2))] }) }),
  },
  {
    name: 'a mail to someone else, played to this address',
    said: 'ask',
    make: async () => ({ raw: await dana('partner@elsewhere.test') }),
  },
  {
    name: 'a junk token',
    said: 'nothing',
    make: async () => ({ raw: await dana('r-0123456789abcdef@in.countersign.test'), to: 'r-0123456789abcdef@in.countersign.test' }),
  },
  {
    name: 'a page’s token as a reply address',
    said: 'nothing',
    make: async ({ email, id }) => {
      const token = await email.ports.tokens.issue({
        tenant: NORTHWIND.id,
        envelope: id,
        seat: recipientIdOf(1),
        purpose: 'page',
        generation: 0,
      });
      return { raw: await dana(`r-${token}@in.countersign.test`), to: `r-${token}@in.countersign.test` };
    },
  },
  {
    name: 'an address at our domain that is none',
    said: 'nothing',
    make: async () => ({ raw: await dana('hello@in.countersign.test'), to: 'hello@in.countersign.test' }),
  },
  {
    name: 'the command of another role',
    said: 'refused',
    make: async ({ address }) => ({ raw: await dana(address, { text: 'I APPROVE' }) }),
  },
  {
    name: 'a nesting bomb',
    said: 'ask',
    make: async ({ address }) => ({ raw: await sign(nested(address, 400), { domain: 'fabrikam.test' }) }),
  },
];

function inlined(to: string): Buffer {
  const inner = 'Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\nContent-Type: text/plain\r\n\r\nI SIGN\r\n';
  return Buffer.from(
    `From: ${DANA}\r\nTo: ${to}\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${inner}--b--\r\n`,
  );
}

function nested(to: string, depth: number): Buffer {
  const open = Array.from({ length: depth }, (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`).join('');
  return Buffer.from(
    `From: ${DANA}\r\nTo: ${to}\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${open}--b${depth}\r\n\r\nI SIGN\r\n`,
  );
}
