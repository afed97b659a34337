// Starting by mail where more is at stake than a draft: without a second word, out of a forwarded mail, to a domain that only looks right,
// and at an address that will mean something else.
import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import { signedMail } from '#test/support/mail.ts';
import { emailKit, idIn, OLIVIA, PDF, receive, SIGN, stateOf } from './kit.ts';

const OPEN: Policy = { ...DEFAULT_POLICY, sendWithoutConfirmation: ['@northwind.test'] };
const ATTACHED = [{ filename: 'nda.pdf', content: PDF, contentType: 'application/pdf' }];

type Change = Partial<Parameters<typeof signedMail>[0]> & { readonly policy?: Policy; readonly at?: string };

async function start(text: string, { policy = OPEN, at = SIGN, ...change }: Change = {}) {
  const email = await emailKit({ policy });
  const raw = await signedMail({ from: OLIVIA, to: at, subject: 'NDA', text, attachments: ATTACHED, ...change });
  const processed = await receive(email, raw, at);
  return { email, processed };
}

async function draft(...given: Parameters<typeof start>) {
  const { email, processed } = await start(...given);
  const state = await stateOf(email, idIn(processed));
  return { state, remarks: state.status === 'draft' ? state.remarks : '', processed };
}

describe('send: now', () => {
  it('sends to members at once where the policy lets this sender, and says where it stands', async () => {
    const { state, processed } = await draft('signers: ines@northwind.test\nsend: now');
    expect(state.status).toBe('sent');
    expect(processed?.answers.map(({ to, say }) => [to.email, say.kind])).toEqual([['olivia@northwind.test', 'status']]);
  });

  it('delivered three times sends once', async () => {
    const email = await emailKit({ policy: OPEN });
    const raw = await signedMail({ from: OLIVIA, to: SIGN, text: 'signers: ines@northwind.test\nsend: now', attachments: ATTACHED });
    const first = await receive(email, raw, SIGN);
    const version = (await email.ports.ledger.load('northwind' as never, idIn(first))).version;
    await receive(email, raw, SIGN);
    expect((await email.ports.ledger.load('northwind' as never, idIn(first))).version).toBe(version);
  });

  it.each<readonly [string, string, Change, RegExp]>([
    [
      'without the policy’s leave',
      'signers: ines@northwind.test',
      { policy: DEFAULT_POLICY },
      /policy does not let you send without confirming/,
    ],
    ['to someone outside', 'signers: dana@fabrikam.test', {}, /dana@fabrikam\.test is not of your organisation/],
    ['with a name that has no address', 'signers: ines@northwind.test, Bob', {}, /something to check/],
    ['with a line that is none', 'signers: ines@northwind.test\nwitness: Bob', {}, /something to check/],
    ['with copies alone', 'cc: ines@northwind.test', {}, /nobody is asked to act/],
    [
      'with a file that was left out',
      'signers: ines@northwind.test',
      { attachments: [...ATTACHED, { filename: 'b.docx', content: 'PK', contentType: 'application/msword' }] },
      /something to check/,
    ],
  ])('%s waits as a draft, and says why', async (_name, text, change, why) => {
    const { state, remarks } = await draft(`${text}\nsend: now`, change);
    expect(state.status).toBe('draft');
    expect(remarks).toMatch(why);
    expect(remarks).toContain('Nothing goes out until you say so.');
  });
});

describe('a forwarded mail', () => {
  const FORWARDED = [
    'Please get this signed.',
    'signers: ines@northwind.test',
    '',
    '---------- Forwarded message ---------',
    'From: Dana Ruiz <dana@fabrikam.test>',
    'Date: Tue, 24 Nov 2026 at 08:12',
    'Subject: Contract',
    'To: Olivia Park <olivia@northwind.test>',
    'Cc: Lee <lee@fabrikam.test>',
    '',
    'signers: eve@evil.test',
    'send: now',
  ].join('\n');

  it('names people who are suggested and never asked, and its lines are nobody’s commands', async () => {
    const { state, remarks } = await draft(FORWARDED);
    expect(state.status).toBe('draft');
    expect(state.recipients.map(({ email }) => email)).toEqual(['ines@northwind.test']);
    expect(remarks).toMatch(/names Dana Ruiz <dana@fabrikam\.test>.*Lee <lee@fabrikam\.test>.*not asked unless you say so/);
    expect(remarks).not.toContain('evil.test');
  });
});

it('a domain that only looks like the own one is pointed out, in whatever alphabet it is written in', async () => {
  for (const address of [`ines@${domainToASCII('n\u043erthwind.test')}`, 'ines@northwlnd.test'])
    expect((await draft(`signers: ${address}`)).remarks, address).toContain('northwind.test');
});

it('sign+<template>@ begins nothing and says so: it is kept for templates', async () => {
  const { processed } = await start('signers: ines@northwind.test', { at: SIGN.replace('@', '+nda@') });
  expect(processed).toMatchObject({
    outcome: { kind: 'answered' },
    answers: [
      { to: { email: 'olivia@northwind.test' }, say: { kind: 'draft-problems', problems: [expect.stringContaining('no templates yet')] } },
    ],
  });
});
