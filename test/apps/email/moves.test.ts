// What answers by mail bring about besides deciding: handing over, objecting, taking back, quiet; and what a sender puts right in flight.
import { describe, expect, it } from 'vitest';
import type { EnvelopeId } from '#core/ids.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { signedMail } from '#test/support/mail.ts';
import { DANA, emailKit, envelopeOut, idIn, INES, OLIVIA, PDF, receive, replyAddress, SIGN, stateOf, type EmailKit } from './kit.ts';
import { r } from '#test/support/build.ts';

type Who = { readonly from: string; readonly seat: Parameters<typeof replyAddress>[2] };
const dana: Who = { from: DANA, seat: r(1) };
const ines: Who = { from: INES, seat: r(2) };
const olivia: Who = { from: OLIVIA, seat: 'sender' };

async function says(email: EmailKit, id: EnvelopeId, { from, seat }: Who, text: string, after?: { hours: number }) {
  const to = await replyAddress(email, id, seat);
  return receive(email, await signedMail({ from, to, subject: 'Re: Mutual NDA', text }), to, after ? { after } : {});
}

async function out() {
  const email = await emailKit();
  return { email, id: await envelopeOut(email) };
}

describe('a recipient', () => {
  it('hands over to a colleague, who is asked in their place', async () => {
    const { email, id } = await out();
    await says(email, id, dana, 'DELEGATE TO lee@fabrikam.test: I am on leave');
    expect((await stateOf(email, id)).recipients).toMatchObject([
      { status: 'delegated', closed: { to: 'r3' } },
      { id: 'r2' },
      { email: 'lee@fabrikam.test', name: 'Lee', standsFor: 'r1', askedAt: email.clock.now, channel: 'email' },
    ]);
  });

  it('is told why not when the other is a stranger, and nothing changes', async () => {
    const { email, id } = await out();
    const processed = await says(email, id, dana, 'DELEGATE TO someone@else.test');
    expect(processed?.answers).toMatchObject([{ say: { kind: 'refused', refusal: { code: 'delegation-not-allowed' } } }]);
    expect((await stateOf(email, id)).recipients).toHaveLength(2);
  });

  it('puts reminders off, or ends them', async () => {
    const { email, id } = await out();
    expect((await says(email, id, dana, 'SNOOZE 5 days'))?.outcome).toMatchObject({ result: { ok: true } });
    expect((await says(email, id, ines, 'STOP'))?.outcome).toMatchObject({ result: { ok: true } });
    const [first, second] = (await stateOf(email, id)).recipients;
    expect(first?.remindAt).toBe('2026-11-30T08:00:00.000Z');
    expect(second).toMatchObject({ muted: true });
    expect(second?.remindAt).toBeUndefined();
    expect((await says(email, id, ines, 'REMIND ME'))?.outcome).toMatchObject({ result: { ok: true } });
    const again = (await stateOf(email, id)).recipients[1];
    expect(again).toMatchObject({ muted: false });
    expect(again?.remindAt).toBeDefined();
  });

  it('takes a signature back while another is still asked, as its consent text says', async () => {
    const { email, id } = await out();
    await says(email, id, ines, 'I SIGN');
    await says(email, id, ines, 'WITHDRAW: too early');
    const state = await stateOf(email, id);
    expect(state.recipients[1]?.act).toBeUndefined();
    expect(state.status).toBe('sent');
  });

  it('disputes, which halts everything until the sender resumes', async () => {
    const { email, id } = await out();
    await says(email, id, ines, 'DISPUTE: annex B is missing');
    expect((await says(email, id, dana, 'I SIGN'))?.answers).toMatchObject([{ say: { refusal: { code: 'disputed' } } }]);
    expect((await says(email, id, dana, 'RESUME'))?.outcome).toMatchObject({ kind: 'answered' });
    await says(email, id, olivia, 'RESUME', { hours: 2 });
    expect((await stateOf(email, id)).disputes).toEqual([]);
    await says(email, id, dana, 'I SIGN', { hours: 3 });
    expect((await stateOf(email, id)).recipients[0]?.act?.type).toBe('signed');
  });
});

describe('the sender', () => {
  it('gives a place to someone else', async () => {
    const { email, id } = await out();
    await says(email, id, olivia, 'REASSIGN Dana TO lee@fabrikam.test');
    expect((await stateOf(email, id)).recipients).toMatchObject([
      { status: 'reassigned' },
      {},
      { email: 'lee@fabrikam.test', standsFor: 'r1' },
    ]);
  });

  it('mends an address, and the former address’s mail counts for nothing any more', async () => {
    const { email, id } = await out();
    const before = await replyAddress(email, id, r(1));
    await says(email, id, olivia, 'CORRECT dana@fabrikam.test TO dana.ruiz@fabrikam.test');
    expect((await stateOf(email, id)).recipients[0]).toMatchObject({ email: 'dana.ruiz@fabrikam.test', name: 'Dana Ruiz', generation: 1 });
    const late = await receive(email, await signedMail({ from: DANA, to: before, subject: 'Re:', text: 'I SIGN' }), before);
    expect(late?.outcome).toMatchObject({ kind: 'dropped', why: 'it is for no live reply address' });
  });

  it('sends a new link and moves the deadline', async () => {
    const { email, id } = await out();
    const { expiresAt } = await stateOf(email, id);
    await says(email, id, olivia, 'RESEND TO Dana');
    await says(email, id, olivia, 'EXTEND 7 days');
    const state = await stateOf(email, id);
    expect(state.recipients.map(({ generation }) => generation)).toEqual([1, 0]);
    expect(Date.parse(state.expiresAt) - Date.parse(expiresAt)).toBe(7 * 86_400_000);
  });

  it('is told when no one, or more than one, is called so', async () => {
    const { email, id } = await out();
    for (const text of ['REASSIGN Nobody TO lee@fabrikam.test', 'RESEND', 'CORRECT Zoe TO zoe@fabrikam.test']) {
      const processed = await says(email, id, olivia, text);
      expect(processed?.answers).toMatchObject([{ say: { kind: 'refused', refusal: { code: 'nobody-so-called' } } }]);
    }
    expect((await stateOf(email, id)).recipients.map(({ generation }) => generation)).toEqual([0, 0]);
  });
});

it('a mail starts a group, viewers, a consumer, a class and a language', async () => {
  const email = await emailKit();
  const text =
    'approvers: any of max@northwind.test, ines@northwind.test\nsigners: Dana Ruiz <dana@fabrikam.test>\nviewers: pat@fabrikam.test\n' +
    'consumer: yes\nclass: lease\nlanguage: de';
  const attachments = [{ filename: 'lease.pdf', content: PDF, contentType: 'application/pdf' }];
  const processed = await receive(email, await signedMail({ from: OLIVIA, to: SIGN, subject: 'Lease', text, attachments }), SIGN);
  const state = await stateOf(email, idIn(processed));
  expect(state).toMatchObject({ steps: ['any', 'all', 'all'], consumer: true, documentClass: 'lease', language: 'en' });
  expect(state.recipients.map(({ role, needs, language }) => `${role} ${needs} ${language}`)).toEqual([
    'approver L1 de',
    'approver L1 de',
    'signer L2 de',
    'viewer L1 de',
  ]);
});

it('a class that the law keeps out is refused, and a title that reads like one is remarked on', async () => {
  const email = await emailKit();
  const attachments = [{ filename: 'a.pdf', content: PDF, contentType: 'application/pdf' }];
  const mail = async (subject: string, text: string) =>
    receive(email, await signedMail({ from: OLIVIA, to: SIGN, subject, text, attachments }), SIGN);
  const refused = await mail('Papers', 'signers: dana@fabrikam.test\nclass: will');
  expect(refused?.answers).toMatchObject([{ say: { kind: 'refused', refusal: { code: 'class-excluded', documentClass: 'will' } } }]);
  const remarked = await stateOf(email, idIn(await mail('Last will of O. Park', 'signers: dana@fabrikam.test')));
  expect('remarks' in remarked && remarked.remarks).toMatch(/15 USC 7003\(a\)\(1\)/);
});

it('a changed line keeps what the other lines asked for: the proof, the class, the language', async () => {
  const levels = [{ role: 'signer', amountFrom: 10_000, currency: 'EUR', needs: 'L2' } as const, ...DEFAULT_POLICY.levels];
  const email = await emailKit({ policy: { ...DEFAULT_POLICY, levels } });
  const attachments = [{ filename: 'a.pdf', content: PDF, contentType: 'application/pdf' }];
  const text = 'signers: ines@northwind.test\nclass: lease\namount: 12500 EUR\nlanguage: de';
  const id = idIn(await receive(email, await signedMail({ from: OLIVIA, to: SIGN, subject: 'Lease', text, attachments }), SIGN));
  await says(email, id, olivia, 'title: Lease of the hall');
  expect(await stateOf(email, id)).toMatchObject({
    title: 'Lease of the hall',
    documentClass: 'lease',
    amount: { value: 12_500, currency: 'EUR' },
    recipients: [{ needs: 'L2', language: 'de' }],
  });
});
