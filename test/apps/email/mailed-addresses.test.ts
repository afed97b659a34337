// Whoever writes to us, however they write: only people who are registered, members, and those whose mail is proven theirs are written to.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recipientIdOf } from '#core/ids.ts';
import { GOOD_IP, signedMail, type Signing } from '#test/support/mail.ts';
import { NORTHWIND, DANA, emailKit, envelopeOut, INES, OLIVIA, PDF, receive, replyAddress, SIGN, stateOf } from './kit.ts';

const EVE = 'eve@evil.test';
const KNOWN = ['dana@fabrikam.test', 'ines@northwind.test', 'olivia@northwind.test', 'max@northwind.test'];

const signing = fc.constantFrom<Signing | 'none' | undefined>(
  undefined,
  'none',
  { domain: 'evil.test' },
  { key: 'stranger' },
  { algorithm: 'rsa-sha1' },
  { selector: 'trial' },
  { headerList: ['from', 'to'] },
  { signedAt: new Date('2030-01-01') },
);
const eves: fc.Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(
  fc.constantFrom('Reply-To', 'Sender', 'Errors-To', 'Disposition-Notification-To', 'Return-Receipt-To', 'Resent-From', 'X-Original-From'),
  fc.constant(EVE),
);
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

it('nobody else is ever answered, and a start reaches nobody but its sender', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        from: fc.constantFrom(DANA, INES, OLIVIA, `Eve <${EVE}>`, 'Dana Ruiz <dana.ruiz@fabrikam.test>'),
        signing,
        headers: eves,
        text: words,
        to: fc.constantFrom('reply', 'sender', 'sign', 'sign+nda', 'junk'),
        cc: fc.constantFrom([], [EVE], ['max@northwind.test', EVE]),
        mailFrom: fc.constantFrom(undefined, EVE, ''),
        hasPdf: fc.boolean(),
        isHouse: fc.boolean(),
      }),
      async ({ from, signing: by, headers, text, to, cc, mailFrom, hasPdf, isHouse }) => {
        const email = await emailKit(isHouse ? { house: NORTHWIND.id } : {});
        const id = await envelopeOut(email);
        const addresses = {
          reply: await replyAddress(email, id, recipientIdOf(1)),
          sender: await replyAddress(email, id, 'sender'),
          sign: SIGN,
          'sign+nda': SIGN.replace('@', '+nda@'),
          junk: 'r-0123456789abcdef0123456789abcd@in.countersign.test',
        };
        const attachments = hasPdf ? [{ filename: 'a.pdf', content: PDF, contentType: 'application/pdf' }] : [];
        const raw = await signedMail({ from, to: addresses[to], cc, text, headers, attachments, ...(by && { signing: by }) });
        const processed = await receive(email, raw, addresses[to], { remoteIp: GOOD_IP, ...(mailFrom !== undefined && { mailFrom }) });
        const writer = /<([^>]+)>/.exec(from)?.[1] ?? from;
        const isProven = by === undefined || (by !== 'none' && by.domain !== undefined && writer.endsWith(`@${by.domain}`));
        const proven = isProven ? [writer] : [];
        for (const answer of processed?.answers ?? []) expect([...KNOWN, ...proven]).toContain(answer.to.email);
        // Whoever is named in a start hears nothing: it is a draft, told to its own sender.
        if (processed?.outcome.kind === 'done' && processed.outcome.result.ok && to.startsWith('sign'))
          expect((await stateOf(email, processed.outcome.result.envelope)).status).toBe('draft');
      },
    ),
    { numRuns: 200 },
  );
});
