// A proof that is kept holds for ever, by itself: the mail, what the DNS answered, and nothing else.
import { describe, expect, it } from 'vitest';
import { bufferOf } from '#apps/email/raw/blob-bytes.ts';
import { reverify } from '#apps/email/gate/reverify.ts';
import { recipientIdOf } from '#core/ids.ts';
import { sign, tampered } from '#test/support/mail.ts';
import { dana } from './attacks.ts';
import { emailKit, envelopeOut, receive, replyAddress, stateOf } from './kit.ts';

/** A mail that signed, as it is kept, with what is kept beside it. */
async function kept(make: (address: string) => Promise<Buffer> = dana) {
  const email = await emailKit();
  const id = await envelopeOut(email);
  const address = await replyAddress(email, id, recipientIdOf(1));
  await receive(email, await make(address), address);
  const reference = (await stateOf(email, id)).recipients[0]?.act?.evidence.reference ?? 'none';
  const verdict: unknown = JSON.parse((await bufferOf(email.ports.blobs, reference.replace('/mail/', '/verdicts/'))).toString('utf8'));
  return { raw: await bufferOf(email.ports.blobs, reference), verdict };
}

const changed = (verdict: unknown, change: (json: string) => string): unknown => JSON.parse(change(JSON.stringify(verdict)));

describe('a reply that was proven', () => {
  it('is proven again from what was kept, without any network', async () => {
    const { raw, verdict } = await kept();
    expect(await reverify(raw, verdict)).toEqual({
      ok: true,
      from: 'dana@fabrikam.test',
      domain: 'fabrikam.test',
      selector: 'mail',
      receivedAt: '2026-11-24T09:00:00.000Z',
    });
  });

  it('is proven by the time at which it came, also once its signature has expired', async () => {
    const { raw, verdict } = await kept(async (address) => dana(address, { signing: { expires: new Date('2100-01-01T00:00:00Z') } }));
    expect(await reverify(raw, verdict)).toMatchObject({ ok: true });
    expect(
      await reverify(
        raw,
        changed(verdict, (json) => json.replace('2026-11-24T09:00:00.000Z', '2101-01-01T00:00:00.000Z')),
      ),
    ).toMatchObject({ ok: false, why: expect.stringContaining('has expired') });
  });

  it('is proven by the sound one of two signatures of the same name', async () => {
    const { raw, verdict } = await kept(async (address) => {
      const first = tampered(await dana(address, { text: 'Not yet' }), (text) => text.replace('Not yet', 'I SIGN'));
      const second = await sign(first, { domain: 'fabrikam.test' });
      // The broken one stands on top, where it is met first.
      const [top = '', rest = ''] = second.toString('latin1').split(/(?<=\r\n)(?=DKIM-Signature:)/i);
      const [broken = '', mail = ''] = rest.split(/(?<=\r\n)(?=From:)/);
      return Buffer.from(broken + top + mail, 'latin1');
    });
    expect(await reverify(raw, verdict)).toMatchObject({ ok: true });
  });

  it('is not proven by a signature of another domain, however sound, when the proof is made to name that', async () => {
    const { raw, verdict } = await kept(async (address) => sign(await dana(address), { domain: 'evil.test' }));
    expect(await reverify(raw, verdict)).toMatchObject({ ok: true, domain: 'fabrikam.test' });
    const other = changed(verdict, (json) => json.replace('"dkim":{"domain":"fabrikam.test"', '"dkim":{"domain":"evil.test"'));
    expect(await reverify(raw, other)).toEqual({
      ok: false,
      why: 'a signature of evil.test proves nothing of a mail from dana@fabrikam.test',
    });
  });

  it('is not proven when a byte was changed that no signature covers', async () => {
    const { raw, verdict } = await kept(async (address) =>
      Buffer.concat([Buffer.from('Received: from a.test by in.countersign.test\r\n'), await dana(address)]),
    );
    expect(await reverify(raw, verdict)).toMatchObject({ ok: true });
    const other = tampered(raw, (text) => text.replace('from a.test', 'from b.test'));
    expect(await reverify(other, verdict)).toMatchObject({ ok: false, why: expect.stringContaining('byte for byte') });
  });

  it.each<readonly [string, (raw: Buffer) => Buffer, RegExp]>([
    ['a byte of its text', (raw) => tampered(raw, (text) => text.replace('I SIGN', 'I sign')), /does not match its content/],
    ['its subject', (raw) => tampered(raw, (text) => text.replace('Subject: Re', 'Subject: Fw')), /does not match its content/],
    ['its sender', (raw) => tampered(raw, (text) => text.replace('From: Dana Ruiz <dana@', 'From: Dana Ruiz <eve@')), /is not from dana@/],
    ['its signature, taken off', (raw) => tampered(raw, (text) => text.slice(text.indexOf('From:'))), /no signature of fabrikam\.test/],
    ['its header, broken', (raw) => Buffer.concat([Buffer.from('X\r\n'), raw]), /cannot be read/],
  ])('is not proven when %s was changed', async (_what, change, why) => {
    const { raw, verdict } = await kept();
    expect(await reverify(change(raw), verdict)).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });

  it.each<readonly [string, (json: string) => string, RegExp]>([
    ['another key is written down', (json) => json.replace(/(p=MII[A-Za-z0-9+/]{20})./, '$1A'), /could not be|does not match/],
    [
      'the key is not written down',
      (json) => json.replace('mail._domainkey.', 'gone._domainkey.'),
      /DNS answer for mail\._domainkey\.fabrikam\.test/,
    ],
    [
      'it says that the DNS failed',
      (json) => json.replace(/"answer":\[\["v=DKIM1[^\]]*\]\]/, '"code":"ESERVFAIL"'),
      /could not be looked up/,
    ],
    ['it names another signature', (json) => json.replace('"selector":"mail"', '"selector":"other"'), /no signature/],
    ['it has no time', (json) => json.replace('2026-11-24T09:00:00.000Z', 'yesterday'), /form in which proofs are kept/],
    ['it is something else', () => '[]', /form in which proofs are kept/],
  ])('is not proven when %s', async (_what, change, why) => {
    const { raw, verdict } = await kept();
    expect(await reverify(raw, changed(verdict, change))).toMatchObject({ ok: false, why: expect.stringMatching(why) });
  });
});
