// The gate, attacked: every case must leave the record as it was and send nothing to whoever tried.
import { describe, expect, it } from 'vitest';
import { recipientIdOf } from '#core/ids.ts';
import { GOOD_IP, sign, signedMail, tampered, unsignedMail, zone, type Letter } from '#test/support/mail.ts';
import { DANA, emailKit, envelopeOut, INES, receive, replyAddress, stateOf, versionOf, type EmailKit } from './kit.ts';
import type { EnvelopeId } from '#core/ids.ts';

type Scene = { readonly email: EmailKit; readonly id: EnvelopeId; readonly address: string };
type Attempt = { readonly raw: Buffer; readonly to?: string; readonly mailFrom?: string; readonly remoteIp?: string };
/** What is said, always to the registered person; `nothing` when it is dropped. */
type Said = 'nothing' | 'ask' | 'not-authenticated' | 'wrong-person' | 'refused';
type Case = { readonly name: string; readonly said: Said; readonly make: (scene: Scene) => Promise<Attempt> };

const dana = (to: string, change: Partial<Letter> = {}) => signedMail({ from: DANA, to, text: 'I SIGN', ...change });
const FAR = '203.0.113.66';

function fromDana({ name, said, change }: { name: string; said: Said; change: Partial<Letter> }): Case {
  return { name, said, make: async ({ address }) => ({ raw: await dana(address, change) }) };
}

/** The header block with something put into it after it was signed. */
function withHeader(raw: Buffer, line: string): Buffer {
  return Buffer.concat([Buffer.from(`${line}\r\n`), raw]);
}

const CASES: readonly Case[] = [
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
        tenant: 'northwind' as never,
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

async function scene(resolver = zone()): Promise<Scene> {
  const email = await emailKit({ resolver });
  const id = await envelopeOut(email);
  return { email, id, address: await replyAddress(email, id, recipientIdOf(1)) };
}

describe('a mail that is not the registered person’s plain decision', () => {
  it.each(CASES)('records nothing: $name', async ({ said, make }) => {
    const setting = await scene();
    const { email, id, address } = setting;
    const before = await versionOf(email, id);
    const { raw, to = address, ...how } = await make(setting);
    const processed = await receive(email, raw, to, how);
    expect(await versionOf(email, id)).toBe(before);
    expect(processed?.answers.map(({ to, say }) => [to.email, say.kind])).toEqual(said === 'nothing' ? [] : [['dana@fabrikam.test', said]]);
  });

  it('records nothing after the deadline', async () => {
    const { email, id, address } = await scene();
    const processed = await receive(email, await dana(address), address, { after: { days: 30 } });
    expect(processed?.answers[0]?.say).toMatchObject({ kind: 'refused', refusal: { code: 'past-deadline' } });
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
  });

  it('records nothing in a second envelope when a caught mail is played to it, even with its To rewritten where that is not signed', async () => {
    const { email, id, address } = await scene();
    const other = await envelopeOut(email, 'other');
    const second = await replyAddress(email, other, recipientIdOf(1));
    const caught = await dana(address, { signing: { headerList: ['from', 'subject', 'date', 'message-id'] } });
    await receive(email, caught, address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
    const before = await versionOf(email, other);
    const played = tampered(caught, (text) => text.replace(address, second));
    expect((await receive(email, played, second))?.answers.map(({ say }) => say.kind)).toEqual(['ask']);
    expect(await versionOf(email, other)).toBe(before);
  });

  it('is asked about at most twice a day', async () => {
    const { email, address } = await scene();
    const ask = async (text: string, after = {}) =>
      (await receive(email, await dana(address, { text }), address, { after }))?.answers.length;
    expect([await ask('yes'), await ask('ok'), await ask('yes please'), await ask('lgtm', { days: 1 })]).toEqual([1, 1, 0, 1]);
  });
});

describe('the DNS', () => {
  it('that fails for now makes the mail wait; when it never answers, nothing is recorded', async () => {
    const { email, id, address } = await scene(zone({ failing: ['_domainkey'] }));
    const before = await versionOf(email, id);
    await expect(receive(email, await dana(address), address)).rejects.toThrow(/DNS did not answer/);
    const [waiting] = await email.ports.inbox.pending();
    const request = waiting && ((email.kit.clock.machineNow += 120_000), await email.ports.inbox.claim('email', waiting.key));
    const processed = request && (await email.channel.process(request.request, { ...request.lease, generation: 4 }));
    expect(processed?.answers.map(({ say }) => say.kind)).toEqual(['not-authenticated']);
    expect(await versionOf(email, id)).toBe(before);
  });

  it('without a DMARC record lets only the very same domain sign', async () => {
    const { email, id, address } = await scene(zone({ withoutDmarc: ['fabrikam.test'] }));
    const loose = await dana(address, { from: DANA, signing: { domain: 'mail.fabrikam.test' } });
    expect((await receive(email, loose, address))?.answers[0]?.say.kind).toBe('not-authenticated');
    await receive(email, await dana(address), address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });
});

describe('a mail of the registered person', () => {
  it('signs, with its words, its proof and the raw mail as evidence', async () => {
    const { email, id, address } = await scene();
    const raw = await dana(address, { text: 'Hello Olivia,\n\nI sign.\n\nBest regards\nDana Ruiz\nFabrikam Inc.' });
    const processed = await receive(email, raw, address);
    expect(processed?.answers).toEqual([]);
    const { recipients } = await stateOf(email, id);
    expect(recipients[0]).toMatchObject({
      status: 'signed',
      act: {
        words: 'I sign.',
        typedName: 'Dana Ruiz',
        assurance: 'L1',
        evidence: {
          kind: 'mail',
          proof:
            'Replied by e-mail from dana@fabrikam.test; the message carried a valid DKIM signature of fabrikam.test and came to a reply address made for this person alone.',
        },
      },
    });
    const reference = recipients[0]?.act?.evidence.reference ?? '';
    expect((await email.ports.blobs.head(reference))?.bytes).toBe(raw.length);
    expect(await email.ports.blobs.head(reference.replace('/mail/', '/verdicts/'))).toBeDefined();
  });

  it('signs above a quotation, in both parts, and from an address in capitals', async () => {
    const { email, id, address } = await scene();
    const text = 'I SIGN\n\nOn Tue, 24 Nov 2026 at 10:00, Olivia wrote:\n> Please sign\n';
    const html =
      '<div dir="ltr">I SIGN</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Olivia wrote:</div><blockquote>Please sign</blockquote></div>';
    await receive(
      email,
      await dana(address.toUpperCase(), { from: 'Dana Ruiz <Dana@Fabrikam.test>', text, html, signing: { domain: 'fabrikam.test' } }),
      address.toUpperCase(),
    );
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });

  it('acts once when it is delivered three times', async () => {
    const { email, id, address } = await scene();
    const raw = await dana(address);
    await receive(email, raw, address);
    const after = await versionOf(email, id);
    await receive(email, raw, address, { after: { minutes: 1 } });
    const again = await receive(email, raw, address, { mailFrom: 'bounce-77@fabrikam.test' });
    expect(again).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
    const second = await receive(email, await dana(address), address);
    expect(second?.answers[0]?.say).toMatchObject({ kind: 'refused', refusal: { code: 'already-acted' } });
    expect(await versionOf(email, id)).toBe(after);
  });

  it('declines with its reason', async () => {
    const { email, id, address } = await scene();
    await receive(email, await dana(address, { text: 'DECLINE: the amount in clause 4 is wrong' }), address);
    expect(await stateOf(email, id)).toMatchObject({
      status: 'declined',
      recipients: [{ act: { words: 'the amount in clause 4 is wrong' } }, {}],
    });
  });

  it('is passed on when it is a question, and says where things stand when asked', async () => {
    const { email, id, address } = await scene();
    const asked = await receive(email, await dana(address, { text: 'What does clause 4 mean?' }), address);
    expect(asked?.answers[0]?.say).toEqual({ kind: 'relayed', to: 'Olivia Park' });
    expect((await receive(email, await dana(address, { text: 'STATUS' }), address))?.answers[0]?.say).toEqual({ kind: 'status' });
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
  });

  it('acts only in the seat whose address it answers', async () => {
    const { email, id } = await scene();
    const address = await replyAddress(email, id, recipientIdOf(2));
    expect((await receive(email, await dana(address), address))?.answers.map(({ to, say }) => [to.email, say.kind])).toEqual([
      ['ines@northwind.test', 'wrong-person'],
    ]);
    await receive(email, await signedMail({ from: INES, to: address, text: 'I SIGN' }), address);
    expect((await stateOf(email, id)).recipients.map(({ status }) => status)).toEqual(['waiting', 'signed']);
  });
});
