// The gate, attacked: every case must leave the record as it was and send nothing to whoever tried.
import { describe, expect, it } from 'vitest';
import { recipientIdOf, type EnvelopeId } from '#core/ids.ts';
import { sign, signedMail, tampered, unsignedMail, zone } from '#test/support/mail.ts';
import { MATRIX } from './automatic-rows.ts';
import { ATTACKS, dana, type Scene } from './attacks.ts';
import { HEADER_ATTACKS } from './attacks-header.ts';
import { SIGNATURE_ATTACKS } from './attacks-signature.ts';
import { DANA, emailKit, envelopeOut, INES, NORTHWIND, receive, replyAddress, stateOf, versionOf, type EmailKit } from './kit.ts';

async function scene(resolver = zone()): Promise<Scene> {
  const email = await emailKit({ resolver });
  const id = await envelopeOut(email);
  return { email, id, address: await replyAddress(email, id, recipientIdOf(1)) };
}

/** Someone at this address in Dana's place, as the third seat. */
async function reseat(email: EmailKit, id: EnvelopeId, address: string): Promise<void> {
  const to = { name: 'Dana Ruiz', email: address, internal: false, needs: 'L1', channel: 'email' } as const;
  const by = { kind: 'person', email: 'olivia@northwind.test', via: 'email', assurance: 'L1' } as const;
  const command = { type: 'reassign', recipient: recipientIdOf(1), to, reason: '', at: email.clock.now, by, key: 'reseat' } as const;
  await email.ports.commands.run(NORTHWIND.id, id, command);
}

describe('a mail that is not the registered person’s plain decision', () => {
  it.each([...HEADER_ATTACKS, ...SIGNATURE_ATTACKS, ...ATTACKS])('records nothing: $name', async ({ said, make }) => {
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

  it('records nothing in a second envelope when one of two signatures was taken off a caught mail', async () => {
    const { email, id, address } = await scene();
    const other = await envelopeOut(email, 'other');
    const second = await replyAddress(email, other, recipientIdOf(1));
    const headerList = ['from', 'subject', 'date', 'message-id'];
    const once = await dana(address, { signing: { headerList } });
    const twice = await sign(once, { domain: 'fabrikam.test', headerList, signedAt: new Date('2026-11-24T08:00:00Z') });
    await receive(email, twice, address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
    const before = await versionOf(email, other);
    const played = tampered(once, (text) => text.replace(address, second));
    expect((await receive(email, played, second))?.answers.map(({ say }) => say.kind)).toEqual(['ask']);
    expect(await versionOf(email, other)).toBe(before);
  });

  it('that answers every mail of ours without saying that it is a program is left unanswered after a while', async () => {
    const { email, id, address } = await scene();
    const heard = [];
    for (let at = 1; at <= 8; at += 1) {
      const text = `Thank you for your message. Your ticket is number ${at}.`;
      heard.push((await receive(email, await dana(address, { text }), address))?.answers.map(({ say }) => say.kind).join());
    }
    expect(heard).toEqual([...Array.from({ length: 5 }, () => 'relayed'), 'quiet', '', '']);
    await receive(email, await dana(address), address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });

  it('is asked about at most twice a day', async () => {
    const { email, address } = await scene();
    const ask = async (text: string, after = {}) =>
      (await receive(email, await dana(address, { text }), address, { after }))?.answers.filter(({ say }) => say.kind === 'ask').length;
    expect([await ask('yes'), await ask('ok'), await ask('yes please'), await ask('lgtm', { days: 1 })]).toEqual([1, 1, 0, 1]);
  });
});

describe('a mail that says by its header who wrote it', () => {
  const FIELDS = MATRIX.filter(([field]) => !['content-type', 'return-path', 'subject'].includes(field));

  it.each(FIELDS)('%s: %s (%s) acts only where a person wrote it, and is never answered where not', async (field, value, kind) => {
    const { email, id, address } = await scene();
    const raw = Buffer.concat([Buffer.from(`${field}: ${value}\r\n`), await dana(address)]);
    const processed = await receive(email, raw, address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe(kind === 'human' ? 'signed' : 'waiting');
    if (kind !== 'human') expect(processed?.answers).toEqual([]);
  });

  it.each(['mailer-daemon', 'postmaster', 'no-reply', 'noreply', 'do-not-reply', 'bounce', 'bounce+7', 'MAILER-DAEMON'])(
    'from %s@ is never answered',
    async (local) => {
      const { email, id, address } = await scene();
      const before = await versionOf(email, id);
      const raw = await signedMail({ from: `${local}@fabrikam.test`, to: address, text: 'I SIGN' });
      expect((await receive(email, raw, address))?.answers).toEqual([]);
      expect(await versionOf(email, id)).toBe(before);
    },
  );
});

describe('the DNS', () => {
  it.each(['_domainkey', '_dmarc'])('that fails for %s makes the mail wait; when it never answers, nothing is recorded', async (part) => {
    const { email, id, address } = await scene(zone({ failing: [part] }));
    const before = await versionOf(email, id);
    await expect(receive(email, await dana(address), address)).rejects.toThrow(/DNS did not answer/);
    const [waiting] = await email.ports.inbox.pending();
    const request = waiting && ((email.kit.clock.machineNow += 120_000), await email.ports.inbox.claim('email', waiting.key));
    const processed = request && (await email.channel.process(request.request, { ...request.lease, generation: 9 }));
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

  it.each(['dana@b\u00fccher.test', 'Dana@B\u00dcCHER.test', 'dana@xn--bcher-kva.test'])(
    'signs from a domain beyond ASCII, written in letters or as it is registered: %s',
    async (from) => {
      const { email, id } = await scene();
      await reseat(email, id, 'dana@b\u00fccher.test');
      const address = await replyAddress(email, id, recipientIdOf(3));
      const raw = tampered(await unsignedMail({ from: DANA, to: address, text: 'I SIGN' }), (text) =>
        text.replace(/^From: .*$/m, () => Buffer.from(`From: ${from}`).toString('latin1')),
      );
      await receive(email, await sign(raw, { domain: 'xn--bcher-kva.test' }), address);
      expect((await stateOf(email, id)).recipients[2]?.status).toBe('signed');
    },
  );

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

  it('signs with a key of 1024 bits, the least that is taken', async () => {
    const { email, id, address } = await scene();
    await receive(email, await dana(address, { signing: { selector: 'rsa1024', key: 'rsa1024' } }), address);
    expect((await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });

  it('acts once when it comes again on another way, with other lines of its journey', async () => {
    const { email, id, address } = await scene();
    const raw = await dana(address);
    await receive(email, raw, address);
    const after = await versionOf(email, id);
    const again = Buffer.concat([
      Buffer.from('Received: from elsewhere.test by in.countersign.test; Tue, 24 Nov 2026 10:00:00 +0000\r\n'),
      raw,
    ]);
    expect(await receive(email, again, address)).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
    expect(await versionOf(email, id)).toBe(after);
  });

  it('to an address that was replaced by a newer one is dropped', async () => {
    const { email, id, address } = await scene();
    const by = { kind: 'person', email: 'olivia@northwind.test', via: 'email', assurance: 'L1' } as const;
    await email.ports.commands.run(NORTHWIND.id, id, {
      type: 'resend',
      recipient: recipientIdOf(1),
      at: email.clock.now,
      by,
      key: 'again',
    });
    expect(await receive(email, await dana(address), address)).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
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
