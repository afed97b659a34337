// What mail systems and mailboxes write by themselves: believed only of a message that we sent, on record once, told to the sender, never
// answered and never an act.
import { describe, expect, test } from 'vitest';
import type { EnvelopeId } from '#core/ids.ts';
import { recipientIdOf } from '#core/ids.ts';
import type { DeliveryReport } from '#core/messages.ts';
import type { OutgoingMail } from '#core/ports.ts';
import { plus } from '#core/time.ts';
import { T0 } from '#test/support/build.ts';
import { autoReply, complaint, dsn, headerOf, plainBounce, receipt, type Report } from './reports.ts';
import {
  deliverVersion,
  emailKit,
  envelopeOut,
  mailTo,
  NORTHWIND,
  receive,
  replyAddress,
  SIGN,
  stateOf,
  versionOf,
  type EmailKit,
} from './kit.ts';

const DANA = recipientIdOf(1);

async function out() {
  const email = await emailKit();
  const id = await envelopeOut(email);
  await deliverVersion(email, id, 2);
  const of = email.outbox.find(({ to }) => to === 'dana@fabrikam.test');
  if (!of) throw new Error('Dana was not written to.');
  const reply = await replyAddress(email, id, DANA);
  return { email, id, of, reply, back: reply.replace(/^r-/, 'b-') };
}

/** Everything that became of it: what was recorded, and whom the sender was told about. */
async function take(email: EmailKit, id: EnvelopeId, { raw, mailFrom }: Report, to: string, after = {}) {
  const before = await versionOf(email, id);
  const processed = await receive(email, raw, to, { mailFrom, after });
  const version = await versionOf(email, id);
  if (version > before) await deliverVersion(email, id, version);
  return { processed, isRecorded: version > before };
}

async function danaIn(email: EmailKit, id: EnvelopeId) {
  const found = (await stateOf(email, id)).recipients.find((one) => one.id === DANA);
  if (!found) throw new Error('Dana has no seat.');
  return found;
}

describe('whose message came back', () => {
  test('the envelope sender says: it holds the token of the reply address', async () => {
    const { of, back } = await out();
    expect(of.from).toBe(back);
    expect(headerOf(of)).toContain(`Reply-To: ${back.replace(/^b-/, 'r-')}`);
  });

  test('a hard bounce makes the recipient undeliverable, and the sender is told why and what to do', async () => {
    const { email, id, of, back } = await out();
    const { processed, isRecorded } = await take(email, id, dsn({ of, to: back }), back);
    expect([isRecorded, processed?.answers]).toEqual([true, []]);
    expect(await danaIn(email, id)).toMatchObject({ status: 'undeliverable', failure: 'no-such-person' });
    const [told] = await mailTo(email, 'olivia@northwind.test');
    expect(told?.subject).toBe('Could not reach Dana Ruiz: Mutual NDA');
    expect(told?.text?.replace(/\s+/g, ' ')).toContain('Their mail system knows no such address.');
    expect(told?.text).toContain('CORRECT ana@example.com TO anna@example.com');
  });

  test.each([
    ['sign@', () => SIGN],
    ['the reply address', (reply: string) => reply],
  ])('a report to %s is believed of a message that it returns and that was sent', async (_, where) => {
    const { email, id, of, reply } = await out();
    const to = where(reply);
    expect((await take(email, id, dsn({ of, to }), to)).isRecorded).toBe(true);
  });

  test.each([
    ['of another effect', (of: OutgoingMail) => headerOf(of).replace(/(X-Countersign-Effect:\s+)\w{6}/, '$1000000')],
    ['of another message', (of: OutgoingMail) => headerOf(of).replace(/Message-ID: <\w{6}/, 'Message-ID: <000000')],
    ['without our mark', (of: OutgoingMail) => headerOf(of).replace(/X-Countersign-Effect:\s+.*\r\n/, '')],
    ['of nobody', (of: OutgoingMail) => headerOf(of).replace(/Reply-To: .*\r\n/, '')],
    ['of no message', () => ''],
  ])('a report to sign@ %s is dropped', async (_, returned) => {
    const { email, id, of } = await out();
    const { processed, isRecorded } = await take(email, id, dsn({ of, to: SIGN, returned: returned(of) }), SIGN);
    expect([isRecorded, processed?.outcome.kind, processed?.answers]).toEqual([false, 'dropped', []]);
  });

  test('a token that was never given out, or replaced, is nobody’s', async () => {
    const { email, id, of, back } = await out();
    const none = `b-0000${back.slice(6)}`;
    expect((await take(email, id, dsn({ of, to: none }), none)).isRecorded).toBe(false);
    const by = { kind: 'person', email: 'olivia@northwind.test', via: 'email', assurance: 'L1' } as const;
    await email.ports.commands.run(NORTHWIND.id, id, { type: 'resend', at: plus(T0, { hours: 1 }), by, key: 'resend', recipient: DANA });
    expect((await take(email, id, dsn({ of, to: back }), back)).isRecorded).toBe(false);
  });

  test('a person who writes to that address is not heard: nothing there is an act', async () => {
    const { email, id, back } = await out();
    const raw = Buffer.from(`From: dana@fabrikam.test\r\nTo: ${back}\r\nSubject: Re\r\n\r\nI SIGN\r\n`);
    expect((await take(email, id, { raw, mailFrom: 'dana@fabrikam.test' }, back)).processed).toMatchObject({
      outcome: { kind: 'dropped' },
      answers: [],
    });
    expect((await danaIn(email, id)).act).toBeUndefined();
  });

  test('the same report twice is one', async () => {
    const { email, id, of, back } = await out();
    await take(email, id, dsn({ of, to: back }), back);
    expect((await take(email, id, dsn({ of, to: back, diagnostic: '550 5.1.1 again' }), back)).isRecorded).toBe(false);
  });

  test('one that came through a forwarding names an address that we do not know, and is about this message', async () => {
    const { email, id, of, back } = await out();
    await take(email, id, dsn({ of, to: back, finalRecipient: 'dana.private@elsewhere.test' }), back);
    expect((await danaIn(email, id)).status).toBe('undeliverable');
  });
});

describe('what is reported', () => {
  test.each([
    ['a full mailbox', { status: '5.2.2', diagnostic: '552 5.2.2 Mailbox full' }, 'mailbox-full'],
    ['a message given up after days', { status: '4.4.7', diagnostic: 'delivery time expired' }, 'unreachable'],
  ])('%s leaves the person reachable, and the sender is told', async (_, words, reason) => {
    const { email, id, of, back } = await out();
    await take(email, id, dsn({ of, to: back, ...words }), back);
    const { status, delay } = await danaIn(email, id);
    expect([status, delay]).toEqual(['waiting', expect.objectContaining({ reason, isOver: true })]);
    expect((await mailTo(email, 'olivia@northwind.test'))[0]?.subject).toBe('Not yet delivered to Dana Ruiz: Mutual NDA');
  });

  test('a delay is told once it has lasted four hours, once', async () => {
    const { email, id, of, back } = await out();
    const late = (hours: number) =>
      take(email, id, dsn({ of, to: back, action: 'delayed', status: '4.4.1', diagnostic: `still trying ${hours}` }), back, { hours });
    expect([(await late(1)).isRecorded, (await late(5)).isRecorded, (await late(9)).isRecorded]).toEqual([false, true, false]);
    expect(await mailTo(email, 'olivia@northwind.test')).toHaveLength(1);
  });

  test('a complaint mutes reminders, and the sender is told', async () => {
    const { email, id, of } = await out();
    await take(email, id, complaint({ of, to: SIGN }), SIGN);
    expect(await danaIn(email, id)).toMatchObject({ muted: true });
    expect((await mailTo(email, 'olivia@northwind.test'))[0]?.subject).toBe('Dana Ruiz wants no more mail: Mutual NDA');
  });

  test('receipts and deliveries are noted, no more', async () => {
    const { email, id, of, back } = await out();
    for (const report of [receipt(back), dsn({ of, to: back, action: 'delivered', status: '2.0.0', diagnostic: '250 ok' })]) {
      expect((await take(email, id, report, back)).processed?.outcome).toMatchObject({
        kind: 'dropped',
        why: expect.stringContaining('noted'),
      });
    }
    expect(email.outbox.filter(({ to }) => to === 'olivia@northwind.test')).toEqual([]);
  });

  test.each([
    'This mailbox is protected. To have your message delivered, please confirm your e-mail address at https://cr.example/1234.',
    'I only take mail from approved senders. Reply to this message to confirm that you are a person.',
  ])('a mailbox that asks for a confirmation gets none, and the sender is told to find another way: %s', async (text) => {
    const { email, id, reply } = await out();
    const { processed } = await take(email, id, autoReply(reply, text, { subject: 'Re: Mutual NDA' }), reply);
    expect(processed?.answers).toEqual([]);
    expect((await danaIn(email, id)).delay?.reason).toBe('asks-confirmation');
    expect((await mailTo(email, 'olivia@northwind.test'))[0]?.text?.replace(/\s+/g, ' ')).toContain('tell them another way');
  });

  test.each([
    [
      'qmail',
      ['Hi. This is the qmail-send program.', '', '<dana@fabrikam.test>:', 'Sorry, no mailbox here by that name. (#5.1.1)'],
      'no-such-person',
    ],
    ['Exim', ['A message that you sent could not be delivered.', '', '  dana@fabrikam.test', '    Unrouteable address'], 'no-such-person'],
    ['one in German', ['Ihre Nachricht konnte nicht zugestellt werden:', '', 'dana@fabrikam.test: Empfänger unbekannt'], 'no-such-person'],
    ['one about a domain', ['<dana@fabrikam.test>: Host or domain name not found'], 'no-such-domain'],
    ['one about spam', ['<dana@fabrikam.test>: 550 5.7.1 Message refused, your host is on a blacklist'], 'taken-for-spam'],
    ['one about policy', ['<dana@fabrikam.test>: 550 5.7.1 rejected by DMARC policy'], 'against-policy'],
    ['one about size', ['<dana@fabrikam.test>: 552 5.3.4 message size exceeds limit'], 'too-large'],
    ['one without words', ['<dana@fabrikam.test>: 554'], 'unknown'],
  ])('%s writes it in words of its own', async (_, text, failure) => {
    const { email, id, back } = await out();
    await take(email, id, plainBounce(back, text), back);
    expect(await danaIn(email, id)).toMatchObject({ status: 'undeliverable', failure });
  });
});

describe('an absence notice', () => {
  test('shows as away until the day that it names; reminders wait, and the sender may ask someone else', async () => {
    const { email, id, reply } = await out();
    await take(email, id, autoReply(reply, 'I am out of the office until 3 December 2026.'), reply);
    const { away, remindAt } = await danaIn(email, id);
    expect([away?.until, remindAt?.slice(0, 10)]).toEqual(['2026-12-03', '2026-12-03']);
    const [told] = await mailTo(email, 'olivia@northwind.test');
    expect(told?.subject).toBe('Dana Ruiz is away: Mutual NDA');
    expect(told?.text?.replace(/\s+/g, ' ')).toContain('Dana Ruiz is away until 3 Dec 2026');
    expect(told?.text).toContain('REASSIGN');
  });
  test('that comes to the return address counts as well', async () => {
    const { email, id, back } = await out();
    await take(email, id, autoReply(back, 'Ich bin bis 3. Dezember abwesend.', { subject: 'Abwesenheitsnotiz' }), back);
    expect((await danaIn(email, id)).away?.until).toBe('2026-12-03');
  });
  test('of someone else, to whom it was passed on, says nothing of the person', async () => {
    const { email, id, reply } = await out();
    const other = autoReply(reply, 'I am out of the office.', { from: 'Assistant <pat@fabrikam.test>' });
    expect((await take(email, id, other, reply)).isRecorded).toBe(false);
  });
  test('to sign@ is about nothing', async () => {
    const { email, id } = await out();
    expect((await take(email, id, autoReply(SIGN, 'I am out of the office.'), SIGN)).isRecorded).toBe(false);
  });
});

describe('a report by a mail service', () => {
  const about = async () => {
    const { email, id } = await out();
    const report = (more: object, seat: 'sender' | typeof DANA = DANA) =>
      ({ tenant: NORTHWIND.id, envelope: id, seat, at: plus(T0, { hours: 5 }), ...more }) as DeliveryReport;
    const run = async (one: DeliveryReport, key = 'k') => {
      await email.ports.inbox.accept('email', `report/${key}`, { report: one });
      const claimed = await email.ports.inbox.claim('email', `report/${key}`);
      if (!claimed) throw new Error('the report could not be claimed');
      const processed = await email.channel.process(claimed.request, claimed.lease);
      await email.ports.inbox.settle(claimed.lease, processed.outcome, processed.answers);
      return processed.outcome;
    };
    return { email, id, report, run };
  };
  test('is read in its own words', async () => {
    const { email, id, report, run } = await about();
    await run(report({ kind: 'bounced', isForGood: true, why: 'Amazon SES does not send to this address: mail to it bounced' }));
    expect((await danaIn(email, id)).failure).toBe('suppressed');
  });
  test.each([
    ['a delivery', { kind: 'delivered' }, 'noted'],
    ['a message that was never sent', { kind: 'complained', effect: 'f'.repeat(64) }, 'no message'],
    ['nobody in the envelope', { kind: 'complained', seat: recipientIdOf(9) }, 'nobody in the envelope'],
    ['the sender', { kind: 'complained', seat: 'sender' }, 'noted'],
    ['no envelope', { kind: 'complained', envelope: 'CS-00000-00000' }, 'no envelope'],
  ])('about %s is dropped', async (_, more, why) => {
    const { report, run } = await about();
    expect(await run(report(more))).toMatchObject({ kind: 'dropped', why: expect.stringContaining(why) });
  });
  test('about an address that was corrected since is dropped', async () => {
    const { email, id, report, run } = await about();
    const by = { kind: 'person', email: 'olivia@northwind.test', via: 'email', assurance: 'L1' } as const;
    const to = { name: 'Dana Ruiz', email: 'dana.ruiz@fabrikam.test', internal: false, needs: 'L1' } as const;
    await email.ports.commands.run(NORTHWIND.id, id, { type: 'correct', at: plus(T0, { hours: 1 }), by, key: 'c', recipient: DANA, ...to });
    expect(await run(report({ kind: 'bounced', isForGood: true, why: '550 user unknown' }))).toMatchObject({
      kind: 'dropped',
      why: expect.stringContaining('replaced'),
    });
  });
  test('sends the request to the chat where the person is, if mail does not reach them', async () => {
    const { email, id, report, run } = await about();
    await email.ports.accounts.put({
      platform: 'slack',
      install: 'T1',
      user: 'U1',
      tenant: NORTHWIND.id,
      email: 'dana@fabrikam.test',
      isEmailConfirmed: true,
      name: 'Dana',
      standing: 'member',
      checkedAt: T0,
    });
    await run(report({ kind: 'bounced', isForGood: true, why: '550 5.1.1 user unknown' }));
    expect(await danaIn(email, id)).toMatchObject({ channel: 'slack', status: 'waiting' });
  });
});
