// Whoever writes to us, however they write: only people who are registered, members, and those whose mail is proven theirs are written to.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GOOD_IP, signedMail, type Signing } from '#test/support/mail.ts';
import { recipientIdOf, type EnvelopeId } from '#core/ids.ts';
import type { Processed } from '#apps/ports.ts';
import {
  NORTHWIND,
  DANA,
  deliverAnswers,
  deliverVersion,
  emailKit,
  envelopeOut,
  INES,
  OLIVIA,
  PDF,
  receive,
  replyAddress,
  SIGN,
  stateOf,
  versionOf,
  type EmailKit,
} from './kit.ts';

const EVE = 'eve@evil.test';
const KNOWN = ['dana@fabrikam.test', 'ines@northwind.test', 'olivia@northwind.test', 'max@northwind.test'];

// Sound mails as often as forged ones: who is named in a mail that counts could be written to as well.
const signing = fc.option(
  fc.constantFrom<Signing | 'none'>(
    'none',
    { domain: 'evil.test' },
    { key: 'stranger' },
    { algorithm: 'rsa-sha1' },
    { selector: 'trial' },
    { headerList: ['from', 'to'] },
    { signedAt: new Date('2030-01-01') },
  ),
  { nil: undefined, freq: 1 },
);
const HEADERS = [
  'Reply-To',
  'Sender',
  'Errors-To',
  'Disposition-Notification-To',
  'Return-Receipt-To',
  'Resent-From',
  'X-Original-From',
] as const;
const eves = fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(...HEADERS), fc.constant(EVE), { maxKeys: 2 }));
const words = fc.constantFrom(
  'I SIGN',
  'yes',
  '',
  'STATUS',
  'Where is the annex?',
  `DELEGATE TO ${EVE}`,
  `signers: ${EVE}`,
  `signers: ${EVE}\nsend: now`,
  'SEND',
  'DECLINE: no',
);

type Attempt = {
  readonly from: string;
  readonly signing: Signing | 'none' | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly to: 'reply' | 'sender' | 'sign' | 'sign+nda' | 'junk';
  readonly cc: readonly string[];
  readonly mailFrom: string | undefined;
  readonly hasPdf: boolean;
  readonly isHouse: boolean;
};
const SOUND: Attempt = {
  from: DANA,
  signing: undefined,
  headers: {},
  text: 'I SIGN',
  to: 'reply',
  cc: [],
  mailFrom: undefined,
  hasPdf: false,
  isHouse: false,
};
/** Mails that count, from people whose word does: each names her where someone is written to in the end. */
const NAMING_EVE: [Attempt][] = [
  [{ ...SOUND, cc: [EVE] }],
  [{ ...SOUND, headers: { 'Reply-To': EVE } }],
  [{ ...SOUND, headers: { 'Disposition-Notification-To': EVE, 'Return-Receipt-To': EVE } }],
  [{ ...SOUND, mailFrom: EVE }],
  [{ ...SOUND, text: `DELEGATE TO ${EVE}` }],
  [{ ...SOUND, text: 'Where is the annex?', cc: [EVE] }],
  [{ ...SOUND, from: OLIVIA, to: 'sender', text: 'STATUS', headers: { 'Reply-To': EVE } }],
  [{ ...SOUND, from: OLIVIA, to: 'sign', text: `signers: ${EVE}`, hasPdf: true, cc: [EVE] }],
  [{ ...SOUND, from: OLIVIA, to: 'sign', text: `signers: ${EVE}\nsend: now`, hasPdf: true }],
  [{ ...SOUND, from: OLIVIA, to: 'sign', text: '', hasPdf: true, cc: [EVE], isHouse: true }],
];

async function attempted(
  email: EmailKit,
  id: EnvelopeId,
  { from, signing: by, headers, text, to, cc, mailFrom, hasPdf }: Attempt,
): Promise<Processed | undefined> {
  const addresses = {
    reply: await replyAddress(email, id, recipientIdOf(1)),
    sender: await replyAddress(email, id, 'sender'),
    sign: SIGN,
    'sign+nda': SIGN.replace('@', '+nda@'),
    junk: 'r-0123456789abcdef0123456789abcd@in.countersign.test',
  };
  const attachments = hasPdf ? [{ filename: 'a.pdf', content: PDF, contentType: 'application/pdf' }] : [];
  const raw = await signedMail({ from, to: addresses[to], cc, text, headers, attachments, ...(by && { signing: by }) });
  return receive(email, raw, addresses[to], { remoteIp: GOOD_IP, ...(mailFrom !== undefined && { mailFrom }) });
}

function writerOf({ from }: Attempt): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from;
}

function isProven(attempt: Attempt): boolean {
  const by = attempt.signing;
  return by === undefined || (by !== 'none' && by.domain !== undefined && writerOf(attempt).endsWith(`@${by.domain}`));
}

function begunBy(processed: Processed | undefined): EnvelopeId | undefined {
  return processed?.outcome.kind === 'done' && processed.outcome.result.ok ? processed.outcome.result.envelope : undefined;
}

/** Everything that goes out on account of one mail: its answers, and what the record says to whom since. */
async function mailedFor(email: EmailKit, processed: Processed | undefined, { id, since }: { id: EnvelopeId; since: number }) {
  if (!processed) return [];
  await deliverAnswers(email, processed);
  const changed = begunBy(processed) ?? id;
  const last = await versionOf(email, changed);
  for (let version = changed === id ? since + 1 : 1; version <= last; version += 1) await deliverVersion(email, changed, version);
  return email.outbox.map(({ to }) => to);
}

it('nobody else is ever written to, and a start reaches nobody but its sender', async () => {
  const reached = new Set<string>();
  let acts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        from: fc.constantFrom(DANA, DANA, INES, OLIVIA, OLIVIA, `Eve <${EVE}>`, 'Dana Ruiz <dana.ruiz@fabrikam.test>'),
        signing,
        headers: eves,
        text: words,
        to: fc.constantFrom('reply', 'reply', 'sender', 'sign', 'sign', 'sign+nda', 'junk'),
        cc: fc.constantFrom([], [EVE], ['max@northwind.test', EVE]),
        mailFrom: fc.constantFrom(undefined, undefined, undefined, EVE, ''),
        hasPdf: fc.boolean(),
        isHouse: fc.boolean(),
      }),
      async (attempt) => {
        const email = await emailKit(attempt.isHouse ? { house: NORTHWIND.id } : {});
        const id = await envelopeOut(email);
        const since = await versionOf(email, id);
        const processed = await attempted(email, id, attempt);
        const mailed = await mailedFor(email, processed, { id, since });
        // Strangers who proved who they are hear that they are no members, and nothing of anybody's envelope.
        const toldOff = (processed?.answers ?? []).filter(({ say }) => say.kind === 'not-a-member').map(({ to }) => to.email);
        for (const address of toldOff) expect([address, isProven(attempt)]).toEqual([writerOf(attempt), true]);
        for (const address of mailed) expect([...KNOWN, ...toldOff]).toContain(address);
        for (const address of mailed) reached.add(address);
        const begun = begunBy(processed);
        if (begun) acts += 1;
        // Whoever is named in a start hears nothing: it is a draft, told to its own sender.
        if (begun && attempt.to.startsWith('sign')) expect((await stateOf(email, begun)).status).toBe('draft');
      },
    ),
    { numRuns: 200, examples: NAMING_EVE },
  );
  // Not for want of trying: mails did act, and people were written to.
  expect(acts).toBeGreaterThan(10);
  expect([...reached]).toEqual(expect.arrayContaining(['dana@fabrikam.test', 'olivia@northwind.test']));
});
