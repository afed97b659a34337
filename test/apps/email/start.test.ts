// From a mail with a document to a draft, and from the draft to an envelope that is out.
import { describe, expect, it } from 'vitest';
import { recipientIdOf } from '#core/ids.ts';
import { signedMail, unsignedMail } from '#test/support/mail.ts';
import { deliverVersion, emailKit, idIn, mailTo, OLIVIA, NORTHWIND, PDF, receive, replyAddress, SIGN, stateOf, versionOf } from './kit.ts';

const ATTACHED = [{ filename: 'nda.pdf', content: PDF, contentType: 'application/pdf' }];

async function start(change: Partial<Parameters<typeof signedMail>[0]> = {}) {
  const email = await emailKit();
  const raw = await signedMail({
    from: OLIVIA,
    to: SIGN,
    subject: 'Fwd: Mutual NDA',
    text: 'approvers: max@northwind.test\nsigners: Dana Ruiz <dana@fabrikam.test>, ines@northwind.test\nexpires: 30 days\n\nThanks\nOlivia',
    attachments: ATTACHED,
    messageId: '<first@northwind.test>',
    ...change,
  });
  return { email, processed: await receive(email, raw, SIGN) };
}

describe('a member’s mail to the signing address', () => {
  it('names its people as their mail programs write them, in any alphabet', async () => {
    const { email, processed } = await start({ to: [SIGN, 'Jürgen Groß <j.gross@fabrikam.test>'], text: 'Please sign.' });
    expect((await stateOf(email, idIn(processed))).recipients.map(({ name }) => name)).toContain('Jürgen Groß');
  });

  it('becomes a draft with its people, deadline and documents, and nobody but its sender hears of it', async () => {
    const { email, processed } = await start();
    const id = idIn(processed);
    const state = await stateOf(email, id);
    expect(state).toMatchObject({
      status: 'draft',
      title: 'Mutual NDA',
      sender: { name: 'Olivia Park', email: 'olivia@northwind.test', organisation: 'Northwind Traders' },
      origin: { channel: 'email', reference: '<first@northwind.test>' },
      zone: 'Europe/Berlin',
      expiresAt: '2026-12-24T22:59:59.000Z',
    });
    expect(state.recipients.map(({ name, role, step, internal }) => [name, role, step, internal])).toEqual([
      ['Max Berger', 'approver', 1, true],
      ['Dana Ruiz', 'signer', 2, false],
      ['Ines Duarte', 'signer', 2, true],
    ]);
    expect(state.documents).toHaveLength(1);
    expect(await email.ports.blobs.head(`northwind/presented/${state.documents[0]?.sha256}`)).toBeDefined();
    expect(await email.ports.blobs.head(`northwind/original/${state.documents[0]?.originalSha256}`)).toBeDefined();
    await deliverVersion(email, id, 1);
    expect(email.outbox.map(({ to }) => to)).toEqual(['olivia@northwind.test']);
    const [draft] = await mailTo(email, 'olivia@northwind.test');
    expect(draft?.inReplyTo).toBe('<first@northwind.test>');
    expect(draft?.replyTo?.value[0]?.address).toBe(await replyAddress(email, id, 'sender'));
  });

  it('goes out when its sender answers SEND, and the first ones are asked', async () => {
    const { email, processed } = await start();
    const id = idIn(processed);
    await deliverVersion(email, id, 1);
    const address = await replyAddress(email, id, 'sender');
    const sent = await receive(email, await signedMail({ from: OLIVIA, to: address, text: 'Send\n' }), address);
    expect(idIn(sent)).toBe(id);
    expect((await stateOf(email, id)).status).toBe('sent');
    await deliverVersion(email, id, 2);
    const [request] = await mailTo(email, 'max@northwind.test');
    expect(request?.subject).toBe('Olivia Park asks you to approve: Mutual NDA');
    expect(request?.from?.value).toEqual([{ address: SIGN, name: 'Olivia Park via Countersign' }]);
    expect(request?.attachments.map(({ filename }) => filename)).toEqual(['nda.pdf']);
    expect(await mailTo(email, 'dana@fabrikam.test')).toEqual([]);
    expect(sent?.answers.map(({ say }) => say.kind)).toEqual(['status']);
  });

  it('is changed by an answer with changed lines, and what they do not name stays', async () => {
    const { email, processed } = await start();
    const id = idIn(processed);
    const address = await replyAddress(email, id, 'sender');
    await receive(email, await signedMail({ from: OLIVIA, to: address, text: 'signers: ines@northwind.test\nremind: never' }), address);
    const state = await stateOf(email, id);
    expect(state.recipients.map(({ email, role }) => [email, role])).toEqual([
      ['max@northwind.test', 'approver'],
      ['ines@northwind.test', 'signer'],
    ]);
    expect(state).toMatchObject({
      status: 'draft',
      title: 'Mutual NDA',
      expiresAt: '2026-12-24T22:59:59.000Z',
      policy: { remindAfterDays: 0 },
    });
    expect(state.documents.map(({ filename }) => filename)).toEqual(['nda.pdf']);
  });

  it.each(['VOID', 'CANCEL'])('is dropped when its sender answers %s', async (text) => {
    const { email, processed } = await start();
    const address = await replyAddress(email, idIn(processed), 'sender');
    await receive(email, await signedMail({ from: OLIVIA, to: address, text }), address);
    expect((await stateOf(email, idIn(processed))).status).toBe('voided');
  });

  it('takes other people in To as signers and those in Cc as copies when no line names them', async () => {
    const { email, processed } = await start({
      text: 'Please sign.',
      to: [SIGN, 'Dana Ruiz <dana@fabrikam.test>'],
      cc: 'theo@fabrikam.test',
    });
    const { recipients } = await stateOf(email, idIn(processed));
    expect(recipients.map(({ name, role }) => [name, role])).toEqual([
      ['Dana Ruiz', 'signer'],
      ['Theo', 'cc'],
    ]);
  });

  it('invents no signers when our address stood in a blind copy', async () => {
    const { email, processed } = await start({ text: 'For your files.', to: 'dana@fabrikam.test' });
    expect((await stateOf(email, idIn(processed))).recipients).toEqual([]);
  });

  it('makes an unfinished draft when nobody is named', async () => {
    const { email, processed } = await start({ text: 'Here it is.' });
    await deliverVersion(email, idIn(processed), 1);
    const [draft] = await mailTo(email, 'olivia@northwind.test');
    expect(draft?.text).toContain('Nobody is named yet');
  });

  it('lists in the draft each line that it does not understand, and guesses nothing', async () => {
    const { email, processed } = await start({ text: 'signers: Dana, ines@northwind.test\nexpires: 05/06/2027' });
    const state = await stateOf(email, idIn(processed));
    expect(state.recipients.map(({ email }) => email)).toEqual(['ines@northwind.test']);
    expect(state.expiresAt).toBe('2026-12-08T22:59:59.000Z');
    await deliverVersion(email, state.id, 1);
    const [draft] = await mailTo(email, 'olivia@northwind.test');
    expect(draft?.text).toMatch(/Please check: .*05\/06\/2027/);
    expect(draft?.text).toContain('Please check: “Dana” in “signers” has no address.');
  });

  it('is still a draft when a scanner marked it as bulk', async () => {
    const { email, processed } = await start({ headers: { Precedence: 'bulk' } });
    expect((await stateOf(email, idIn(processed))).status).toBe('draft');
  });

  it('delivered three times makes one draft', async () => {
    const email = await emailKit();
    const raw = await signedMail({ from: OLIVIA, to: SIGN, text: 'signers: ines@northwind.test', attachments: ATTACHED });
    const first = await receive(email, raw, SIGN);
    expect(await receive(email, raw, SIGN, { after: { minutes: 5 } })).toBeUndefined();
    expect(await receive(email, raw, SIGN, { after: { minutes: 9 }, remoteIp: '192.0.2.11' })).toBeUndefined();
    expect(await versionOf(email, idIn(first))).toBe(1);
    const rerouted = Buffer.concat([Buffer.from('Received: from relay.test by other.test; Tue, 24 Nov 2026 09:00:00 +0000\r\n'), raw]);
    expect(await receive(email, rerouted, SIGN)).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
  });
});

describe('documents that cannot be used', () => {
  it('are told about when there is none, with what was left out and why', async () => {
    const { processed } = await start({ attachments: [{ filename: 'nda.docx', content: 'PK', contentType: 'application/msword' }] });
    expect(processed?.answers[0]?.say).toEqual({
      kind: 'no-document',
      ignored: [{ filename: 'nda.docx', why: 'only PDF can be signed; save it as PDF.' }],
    });
  });

  it('are refused when they are locked', async () => {
    const { processed } = await start({
      attachments: [{ filename: 'locked.pdf', content: '%PDF-1.7 /Encrypt\n%%EOF', contentType: 'application/pdf' }],
    });
    expect(processed?.answers[0]?.say).toMatchObject({ kind: 'unusable-document', filename: 'locked.pdf', verdict: 'needs-password' });
  });

  it('are refused when they are broken', async () => {
    const { processed } = await start({
      attachments: [{ filename: '../../etc/cut.pdf', content: '%PDF-1.7 cut', contentType: 'application/pdf' }],
    });
    expect(processed?.answers[0]?.say).toMatchObject({ kind: 'unusable-document', filename: 'cut.pdf', verdict: 'reject' });
  });

  it('are no pictures inside the text, which are named all the same', async () => {
    const logo = { filename: 'logo.png', content: 'png', contentType: 'image/png', cid: 'logo' };
    const { processed } = await start({ text: 'Hi', html: '<p>Hi</p><img src="cid:logo">', attachments: [logo] });
    expect(processed?.answers[0]?.say).toEqual({
      kind: 'no-document',
      ignored: [{ filename: 'logo.png', why: 'it is a picture inside the text.' }],
    });
  });
});

describe('mail to the signing address from others', () => {
  it('tells an authenticated stranger once a day that they cannot send, and makes nothing', async () => {
    const email = await emailKit({ house: NORTHWIND.id });
    const from = 'Dana Ruiz <dana@fabrikam.test>';
    const first = await receive(email, await signedMail({ from, to: SIGN, text: 'Please', attachments: ATTACHED }), SIGN);
    expect(first?.answers[0]).toMatchObject({ to: { email: 'dana@fabrikam.test' }, say: { kind: 'not-a-member' } });
    const second = await receive(email, await signedMail({ from, to: SIGN, text: 'Again', attachments: ATTACHED }), SIGN);
    expect(second?.answers).toEqual([]);
  });

  it('tells a member once a day that someone wrote in their name, and makes nothing', async () => {
    const email = await emailKit();
    const forged = async () =>
      receive(email, await unsignedMail({ from: OLIVIA, to: SIGN, text: 'x', attachments: ATTACHED }), SIGN, { remoteIp: '203.0.113.9' });
    expect((await forged())?.answers[0]).toMatchObject({
      to: { email: 'olivia@northwind.test' },
      say: { kind: 'not-authenticated', started: true },
    });
    expect((await forged())?.answers).toEqual([]);
  });

  it('drops what an unknown address cannot prove, in silence', async () => {
    const email = await emailKit({ house: NORTHWIND.id });
    const raw = await unsignedMail({ from: 'x@unknown.test', to: SIGN, text: 'x', attachments: ATTACHED });
    expect(await receive(email, raw, SIGN)).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
  });
});

describe('a sender’s answers while the envelope is out', () => {
  async function sent() {
    const { email, processed } = await start({ text: 'signers: dana@fabrikam.test, ines@northwind.test' });
    const id = idIn(processed);
    const address = await replyAddress(email, id, 'sender');
    const say = async (text: string, after = {}) =>
      receive(email, await signedMail({ from: OLIVIA, to: address, text }), address, { after });
    await say('SEND');
    return { email, id, say };
  }

  it('remind whom they name, void with a reason, and tell where it stands', async () => {
    const { email, id, say } = await sent();
    expect((await say('REMIND Dana', { hours: 5 }))?.outcome).toMatchObject({ kind: 'done', result: { ok: true } });
    const { recipients } = await stateOf(email, id);
    expect(recipients.map(({ reminders }) => reminders)).toEqual([1, 0]);
    expect((await say('REMIND Zoe', { hours: 5 }))?.answers[0]?.say).toMatchObject({
      kind: 'refused',
      refusal: { code: 'nobody-so-called', words: 'Zoe' },
    });
    expect((await say('STATUS'))?.answers[0]?.say).toEqual({ kind: 'status' });
    expect((await say('VOID: wrong version'))?.outcome).toMatchObject({ kind: 'done', result: { ok: true } });
    expect(await stateOf(email, id)).toMatchObject({ status: 'voided', reason: 'wrong version' });
  });

  it('pass other words to whoever asked last', async () => {
    const { email, id, say } = await sent();
    const address = await replyAddress(email, id, recipientIdOf(2));
    await receive(
      email,
      await signedMail({ from: 'ines@northwind.test', to: address, text: 'What does clause 4 mean for us here?' }),
      address,
    );
    expect((await say('It means what the annex on page nine describes.'))?.answers[0]?.say).toEqual({ kind: 'relayed', to: 'Ines Duarte' });
  });
});
