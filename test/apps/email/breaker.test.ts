// Programs that answer every mail without saying that they are programs: after a few answers there is silence, and the sender is told.
import { describe, expect, test } from 'vitest';
import { simpleParser } from 'mailparser';
import { recipientIdOf } from '#core/ids.ts';
import { signedMail } from '#test/support/mail.ts';
import {
  DANA,
  deliverAnswers,
  deliverVersion,
  emailKit,
  envelopeOut,
  OLIVIA,
  receive,
  replyAddress,
  stateOf,
  versionOf,
  type EmailKit,
} from './kit.ts';

async function says(email: EmailKit, to: string, text: string, after = {}) {
  return receive(email, await signedMail({ from: DANA, to, text }), to, { after });
}

describe('automatic answers to one address', () => {
  test('stop after five in an hour and twenty in a day; the sender is told once a day', async () => {
    const email = await emailKit();
    const to = await replyAddress(email, await envelopeOut(email), recipientIdOf(1));
    const kinds = [];
    for (let hour = 0; hour < 6; hour += 1)
      for (let at = 0; at < 6; at += 1)
        kinds.push((await says(email, to, `Ticket ${hour}/${at}`, { hours: hour }))?.answers.map(({ say }) => say.kind).join() ?? '');
    expect(kinds.filter((kind) => kind === 'relayed')).toHaveLength(20);
    expect(kinds.slice(0, 6)).toEqual(['relayed', 'relayed', 'relayed', 'relayed', 'relayed', 'quiet']);
    expect(kinds.filter((kind) => kind === 'quiet')).toHaveLength(1);
    expect(await says(email, to, 'Ticket', { days: 1 })).toMatchObject({ answers: [{ say: { kind: 'relayed' } }] });
  });

  test('stop for all envelopes together, and never keep a decision from being recorded', async () => {
    const email = await emailKit();
    const seats = [];
    for (let at = 0; at < 7; at += 1) {
      const id = await envelopeOut(email, `e${at}`);
      seats.push({ id, to: await replyAddress(email, id, recipientIdOf(1)) });
    }
    const heard = [];
    for (const { to } of seats) heard.push((await says(email, to, 'STATUS'))?.answers.map(({ say }) => say.kind).join() ?? '');
    expect(heard).toEqual(['status', 'status', 'status', 'status', 'status', 'quiet', '']);
    const [{ id, to } = { id: undefined, to: '' }] = seats;
    await says(email, to, 'I SIGN');
    expect(id && (await stateOf(email, id)).recipients[0]?.status).toBe('signed');
  });

  test('say nothing of a sender to themselves', async () => {
    const email = await emailKit();
    const to = await replyAddress(email, await envelopeOut(email), 'sender');
    const kinds = [];
    for (let at = 0; at < 7; at += 1) {
      const raw = await signedMail({ from: OLIVIA, to, text: 'STATUS' });
      kinds.push((await receive(email, raw, to))?.answers.map(({ say }) => say.kind).join());
    }
    expect(kinds).toEqual(['status', 'status', 'status', 'status', 'status', '', '']);
  });
});

test('two programs that answer each other through an envelope come to an end, and soon', async () => {
  const email = await emailKit();
  const id = await envelopeOut(email);
  await deliverVersion(email, id, 2);
  const answering = new Map([
    ['dana@fabrikam.test', DANA],
    ['olivia@northwind.test', OLIVIA],
  ]);
  let read = 0;
  let rounds = 0;
  for (let mail = email.outbox[read]; mail !== undefined && rounds < 100; mail = email.outbox[read]) {
    read += 1;
    const from = answering.get(mail.to);
    const to = (await simpleParser(Buffer.from(mail.raw))).replyTo?.value[0]?.address;
    if (from === undefined || to === undefined) continue;
    rounds += 1;
    const before = await versionOf(email, id);
    const processed = await receive(email, await signedMail({ from, to, text: `Thank you. Your mail has number ${rounds}.` }), to);
    if (processed) await deliverAnswers(email, processed);
    for (let version = before + 1; version <= (await versionOf(email, id)); version += 1) await deliverVersion(email, id, version);
  }
  expect(email.outbox[read]).toBeUndefined();
  expect(rounds).toBeLessThan(30);
});
