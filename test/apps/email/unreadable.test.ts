// Answers that decide nothing: asked about twice, then the sender is told, once; and the words that never decide but always work.
import { describe, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import type { EnvelopeId } from '#core/ids.ts';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import { r } from '#test/support/build.ts';
import { signedMail, type Letter } from '#test/support/mail.ts';
import { DANA, deliverAnswers, emailKit, envelopeOut, receive, replyAddress, stateOf, type EmailKit } from './kit.ts';

async function says(email: EmailKit, id: EnvelopeId, letter: Partial<Letter>, after = { hours: 0 }) {
  const to = await replyAddress(email, id, r(1));
  return receive(email, await signedMail({ from: DANA, to, subject: 'Re: Mutual NDA', ...letter }), to, { after });
}

async function out(policy?: Policy) {
  const email = await emailKit(policy ? { policy } : {});
  return { email, id: await envelopeOut(email) };
}

describe('what decides nothing', () => {
  it('is asked about twice, then the sender is told once, in what the person wrote', async () => {
    const { email, id } = await out();
    const kinds: unknown[] = [];
    for (const [at, text] of ['yes', 'ok', 'yes <ok> & go', 'yes please'].entries()) {
      const processed = await says(email, id, { text }, { hours: at });
      kinds.push(processed?.answers.map(({ to, say, channel }) => `${say.kind} to ${to.email} by ${channel}`));
      if (processed) await deliverAnswers(email, processed);
    }
    expect(kinds).toEqual([
      ['ask to dana@fabrikam.test by email'],
      ['ask to dana@fabrikam.test by email'],
      ['not-understood to olivia@northwind.test by email'],
      [],
    ]);
    const told = await simpleParser(Buffer.from(email.outbox.at(-1)?.raw ?? []));
    expect(told.subject).toContain('Dana Ruiz answers, but not with a decision: Mutual NDA');
    expect(told.text).toContain('> yes <ok> & go');
    expect(told.text).toContain('call them, send them a new link');
    expect(told.html).toContain('yes &lt;ok&gt; &amp; go');
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
  });

  it('is told to the sender once, also when it goes on the day after', async () => {
    const { email, id } = await out();
    for (const hours of [0, 1, 2, 24, 25]) await says(email, id, { text: `yes, ${hours}` }, { hours });
    expect((await says(email, id, { text: 'yes' }, { hours: 26 }))?.outcome).toMatchObject({ kind: 'dropped' });
  });
});

describe('a word that decides nothing', () => {
  it.each([
    ['STATUS', 'status'],
    ['HELP', 'status'],
    ['STOP', 'status'],
    ['QUESTION: does “I SIGN” bind us?', 'relayed'],
    ['Where is the annex?', 'relayed'],
  ])('%s is answered with %s', async (text, kind) => {
    const { email, id } = await out();
    expect((await says(email, id, { text }))?.answers).toMatchObject([{ say: { kind } }]);
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
  });

  it('STOP ends reminders, and its answer says how to go on', async () => {
    const { email, id } = await out();
    const processed = await says(email, id, { text: 'STOP' });
    if (processed) await deliverAnswers(email, processed);
    expect((await stateOf(email, id)).recipients[0]).toMatchObject({ muted: true });
    const { text } = await simpleParser(Buffer.from(email.outbox.at(-1)?.raw ?? []));
    expect(text).toContain('“I SIGN”');
    expect(text).toContain('REMIND ME');
  });
});

describe('phrases of the tenant', () => {
  const policy: Policy = {
    ...DEFAULT_POLICY,
    levels: DEFAULT_POLICY.levels.map((rule) => ({ ...rule, needs: 'L1' })),
    phrases: { 'ICH UNTERSCHREIBE': 'sign', 'ICH LEHNE AB': 'decline' },
  };

  it('act by mail, and go on record as they were typed', async () => {
    const { email, id } = await out(policy);
    await says(email, id, { text: 'Hallo Olivia,\n\nich unterschreibe.\n\nViele Grüße\nDana Ruiz' });
    expect((await stateOf(email, id)).recipients[0]?.act).toMatchObject({ type: 'signed', words: 'ich unterschreibe.' });
  });

  it('are refused in hidden text like the English ones', async () => {
    const { email, id } = await out(policy);
    const html = '<p>I SIGN</p><p style="display:none">ich lehne ab, ich unterschreibe nicht</p>';
    expect((await says(email, id, { html }))?.answers).toMatchObject([{ say: { kind: 'ask', why: 'hidden-text' } }]);
  });

  it('mean nothing to a tenant without them', async () => {
    const { email, id } = await out();
    expect((await says(email, id, { text: 'ICH UNTERSCHREIBE' }))?.answers).toMatchObject([{ say: { kind: 'ask' } }]);
  });
});

describe('parts and hidden text', () => {
  it.each([
    ['hidden by a rule for a class', { html: '<style>.x{display:none}</style><p>I SIGN</p><p class="x">not really</p>' }],
    ['a form that is hidden by a rule', { html: '<style>p.n{visibility:hidden}</style><p>I SIGN</p><p class="n">only page one</p>' }],
    ['the colour of the ground', { html: '<p>I SIGN</p><p style="background:#eee;color:#eee">I do not approve of page 4, decline it</p>' }],
    [
      'the colour of the body',
      { html: '<body bgcolor="#102030" text="#000"><p>I SIGN</p><font color="#102030">decline page 4</font></body>' },
    ],
    ['tiny letters', { html: '<p>I SIGN</p><span style="font-size:0.1px">I decline page 4</span>' }],
    ['the other text of a picture', { html: '<img alt="I SIGN" src="cid:x">' }],
    ['a title', { html: '<title>I SIGN</title><p></p>' }],
    ['a text field', { html: '<textarea>I SIGN</textarea>' }],
    ['a plain part that says something else', { text: 'I SIGN', html: '<p>I SIGN, but page 4 must go</p>' }],
    ['a formatted part alone that signs', { text: 'I will look at it tomorrow, ok', html: '<p>I SIGN</p>' }],
  ])('record nothing: %s', async (_, letter) => {
    const { email, id } = await out();
    expect((await says(email, id, letter))?.answers).toMatchObject([{ say: { kind: 'ask' } }]);
    expect((await stateOf(email, id)).recipients[0]?.act).toBeUndefined();
  });

  it.each(['text/vnd.google.email-reaction+json', 'text/x-amp-html'])('leave out a part of type %s', async (contentType) => {
    const { email, id } = await out();
    const content = contentType.includes('json')
      ? '{"emoji":"👍","version":1}'
      : '<!doctype html><html ⚡4email><body>I SIGN</body></html>';
    const processed = await says(email, id, { text: '👍', attachments: [{ filename: '', content, contentType }] });
    expect(processed?.answers).toMatchObject([{ say: { kind: 'ask' } }]);
  });
});
