// Mail of which a provider warns: never read, never acted on, never answered to whoever wrote it; and whoever waits for it hears of it once.
import { describe, expect, it } from 'vitest';
import { blobKeys, type Processed } from '#apps/ports.ts';
import { recipientIdOf } from '#core/ids.ts';
import type { ProviderVerdicts } from '#core/ports.ts';
import { signedMail } from '#test/support/mail.ts';
import { DANA, emailKit, envelopeOut, OLIVIA, PDF, replyAddress, SIGN, stateOf, versionOf, type EmailKit } from './kit.ts';

const FINE: ProviderVerdicts = { id: 'ses-1', virus: 'pass', spam: 'pass', dmarc: 'pass' };

async function scene() {
  const email = await emailKit();
  const id = await envelopeOut(email);
  return { email, id, address: await replyAddress(email, id, recipientIdOf(1)) };
}

type Arriving = { readonly raw: Buffer; readonly to: string; readonly verdicts: Partial<ProviderVerdicts>; readonly mailFrom?: string };

/** @param generation as many times as it was looked at before */
async function arrives(
  email: EmailKit,
  { raw, to, verdicts, mailFrom = 'dana@fabrikam.test' }: Arriving,
  generation?: number,
): Promise<Processed> {
  const blob = blobKeys.inboundMail(email.ports.sha256Of(raw));
  await email.ports.blobs.put(blob, raw);
  const provider = { ...FINE, ...verdicts };
  const seen = { receivedAt: email.clock.now, remoteIp: '192.0.2.10', helo: 'mail.test', provider };
  await email.channel.accept({ blob, mailFrom, recipient: to, ...seen });
  const [waiting] = await email.ports.inbox.pending();
  const claimed = waiting && (await email.ports.inbox.claim('email', waiting.key));
  if (!claimed) throw new Error('The mail is not waiting.');
  const processed = await email.channel.process(
    claimed.request,
    generation === undefined ? claimed.lease : { ...claimed.lease, generation },
  );
  await email.ports.inbox.settle(claimed.lease, processed.outcome, processed.answers);
  return processed;
}

const signing = async (address: string) => signedMail({ from: DANA, to: address, text: 'I SIGN' });
const told = ({ answers }: Processed) => answers.map(({ to, say }) => [to.email, say]);

describe('an answer', () => {
  it.each(['virus', 'spam'] as const)('that holds %s for the provider records nothing, and the sender is told once a day', async (why) => {
    const { email, id, address } = await scene();
    const before = await versionOf(email, id);
    const verdicts = { [why]: 'fail' };
    const first = await arrives(email, { raw: await signing(address), to: address, verdicts });
    expect(told(first)).toEqual([['olivia@northwind.test', { kind: 'quarantined', why, name: 'Dana Ruiz' }]]);
    const again = await arrives(email, { raw: await signing(address), to: address, verdicts });
    expect(again).toMatchObject({ outcome: { kind: 'dropped', why: expect.stringContaining('told today') }, answers: [] });
    expect(await versionOf(email, id)).toBe(before);
  });

  it('with a virus is not even parsed: what cannot be read at all comes to the same', async () => {
    const { email, address } = await scene();
    expect(told(await arrives(email, { raw: Buffer.from('\0\0\0'), to: address, verdicts: { virus: 'fail' } }))).toHaveLength(1);
  });

  it('to an address that was never given out is nobody’s', async () => {
    const { email } = await scene();
    for (const to of ['r-0123456789abcdef0123456789abcd@in.countersign.test', 'hello@in.countersign.test', 'x@elsewhere.test'])
      expect((await arrives(email, { raw: Buffer.from(to), to, verdicts: { virus: 'fail' } })).answers).toEqual([]);
  });

  it('that the provider could not look at is read as ever', async () => {
    const { email, id, address } = await scene();
    await arrives(email, { raw: await signing(address), to: address, verdicts: { virus: 'none', spam: 'none', dmarc: 'none' } });
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });

  it('whose DMARC check fails for the provider alone is looked at again, then asked about', async () => {
    const { email, id, address } = await scene();
    const before = await versionOf(email, id);
    const mail = { raw: await signing(address), to: address, verdicts: { dmarc: 'fail' } } as const;
    await expect(arrives(email, mail)).rejects.toThrow(/DMARC check.*looked at again/);
    email.kit.clock.machineNow += 600_000;
    const [last] = told(await arrives(email, mail, 9));
    expect(last).toEqual([
      'dana@fabrikam.test',
      { kind: 'not-authenticated', why: 'its DMARC check failed at our mail provider', started: false },
    ]);
    expect(await versionOf(email, id)).toBe(before);
  });
});

describe('a mail that was to start something', () => {
  const start = async () =>
    signedMail({ from: OLIVIA, to: SIGN, text: 'signers: ines@northwind.test', attachments: [{ filename: 'a.pdf', content: PDF }] });

  it.each(['virus', 'spam'] as const)(
    'and holds %s for the provider begins nothing, and the member is told at their own address',
    async (why) => {
      const email = await emailKit();
      const processed = await arrives(email, {
        raw: await start(),
        to: SIGN,
        verdicts: { [why]: 'fail' },
        mailFrom: 'Olivia@northwind.test',
      });
      expect(told(processed)).toEqual([['olivia@northwind.test', { kind: 'quarantined', why, name: null }]]);
    },
  );

  it('in the name of nobody that we know is dropped', async () => {
    const email = await emailKit();
    for (const mailFrom of ['eve@evil.test', '', 'not an address'])
      expect((await arrives(email, { raw: Buffer.from(`x${mailFrom}`), to: SIGN, verdicts: { virus: 'fail' }, mailFrom })).answers).toEqual(
        [],
      );
  });
});
