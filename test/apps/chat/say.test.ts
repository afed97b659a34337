// What is carried out by being said in a chat, by whom, and with which words.
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { plus } from '#core/time.ts';
import { at, body, r } from '#test/support/build.ts';
import { account, chatKit, did, INES, isDone, lastEvents, MAX, out, refusalOf, say, standing, stateOf, told } from './kit.ts';

async function asked(options: Parameters<typeof chatKit>[0] = {}) {
  const kit = await chatKit(options);
  const id = await out(kit);
  await standing(kit, id, { ref: 'c-max', to: 'r1' });
  await standing(kit, id, { ref: 'c-olivia', to: 'sender' });
  return { kit, id };
}

describe('What is said in so many words', () => {
  test('as a comment goes to the sender from others, and from the sender to whoever asked', async () => {
    const { kit, id } = await asked();
    expect(told(await say(kit, 'MAX', `comment ${id} Which year is meant?`))).toEqual({ kind: 'relayed', to: 'Olivia Park' });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', to: null, by: { seat: 'r1' } }]);
    expect(told(await say(kit, 'OLIVIA', `comment ${id} This one.`))).toEqual({ kind: 'relayed', to: 'Max Berger' });
  });

  test('below a card is passed on as it is, without what nobody can see', async () => {
    const { kit, id } = await asked();
    expect(told(await say(kit, 'MAX', 'Hello \u202Ethere,\u0000 see page 3', { on: 'c-max' }))).toEqual({
      kind: 'relayed',
      to: 'Olivia Park',
    });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', text: 'Hello there, see page 3' }]);
    await say(kit, 'MAX', '<@UBOT> Hi <@INES|Ines Duarte>,\nsee <https://fabrikam.test/a|this> &amp; that', {
      on: 'c-max',
      bots: ['UBOT'],
    });
    expect(await lastEvents(kit, id)).toMatchObject([{ text: 'Hi @Ines Duarte,\nsee https://fabrikam.test/a & that' }]);
    expect(refusalOf(await say(kit, 'MAX', `Hello ${'x'.repeat(2000)}`, { on: 'c-max' }))).toBe('text-too-long');
  });

  test('is passed on whole, however long its lines are', async () => {
    const { kit, id } = await asked();
    const words = `Dear all, ${'a word or two '.repeat(80)}the end`;
    await say(kit, 'MAX', words, { on: 'c-max' });
    expect(await lastEvents(kit, id)).toMatchObject([{ text: words }]);
    await say(kit, 'MAX', `comment ${id} ${words}`);
    expect(await lastEvents(kit, id)).toMatchObject([{ text: words }]);
    await say(kit, 'MAX', `x${'y'.repeat(1500)}`, { on: 'c-max' });
    expect((await lastEvents(kit, id))[0]).toMatchObject({ text: expect.stringMatching(/^xy{398,}/) });
  });

  test('below a card is said from the seat that the card is about, where one person holds several', async () => {
    const kit = await chatKit();
    const olivia = { ...INES, name: 'Olivia Park', email: 'olivia@northwind.test', step: 1 };
    const id = await out(kit, 'own', { recipients: [{ ...MAX }, olivia] });
    await standing(kit, id, { ref: 'c-sender', to: 'sender' });
    await standing(kit, id, { ref: 'c-signer', to: 'r2' });
    await say(kit, 'OLIVIA', 'Please hurry a little', { on: 'c-sender' });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', by: { seat: 'sender' } }]);
    await say(kit, 'OLIVIA', 'Note to self', { on: 'c-signer' });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', by: { seat: 'r2' } }]);
    await say(kit, 'OLIVIA', `comment ${id} To all of you`);
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', by: { seat: 'sender' } }]);
  });

  test('below a card of another organisation, or one we do not know, is nothing of theirs', async () => {
    const { kit } = await asked({ people: [account('SPY', { install: 'TFABRI' })] });
    expect(JSON.stringify(told(await say(kit, 'SPY', 'Hello', { on: 'c-max', install: 'TFABRI' })))).not.toContain('Mutual NDA');
    expect(told(await say(kit, 'MAX', 'Hello', { on: 'c-unknown' }))).toMatchObject({ kind: 'shown', card: { kind: 'error' } });
  });

  test('reminds whoever is waited for, or the one that is named by mention or address', async () => {
    const { kit, id } = await asked();
    kit.clock.now = plus(kit.clock.now, { hours: 5 });
    expect(told(await say(kit, 'OLIVIA', `remind ${id}`))).toEqual({ kind: 'status' });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'reminded', recipient: 'r1' }]);
    kit.clock.now = plus(kit.clock.now, { hours: 5 });
    expect(isDone(await say(kit, 'OLIVIA', `remind ${id} to <@MAX>`))).toBe(true);
    expect(refusalOf(await say(kit, 'OLIVIA', `remind ${id} to <@ZOE>`))).toBe('nobody-so-called');
    expect(refusalOf(await say(kit, 'OLIVIA', `remind ${id} to <@GONE>`))).toBe('nobody-so-called');
    expect(refusalOf(await say(kit, 'MAX', `remind ${id}`))).toBeUndefined();
    expect(told(await say(kit, 'MAX', `remind ${id}`))).toMatchObject({ kind: 'shown', card: { kind: 'error' } });
  });

  test('sends a new link, and asks who is meant where more than one is waited for', async () => {
    const { kit, id } = await asked();
    await say(kit, 'OLIVIA', `resend ${id} to max@northwind.test`);
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'resent', recipient: 'r1' }]);
    const two = await out(kit, 'two', { recipients: [MAX, { ...INES, role: 'approver', step: 1 }] });
    const refused = await say(kit, 'OLIVIA', `resend ${two}`);
    expect(told(refused)).toMatchObject({ kind: 'refused', refusal: { code: 'nobody-so-called' } });
  });

  test('extends the deadline to the end of a day where the envelope is at home', async () => {
    const { kit, id } = await asked();
    await say(kit, 'OLIVIA', `extend ${id} to 2026-12-20`);
    // Berlin is an hour ahead of UTC in winter.
    expect((await stateOf(kit, id)).expiresAt).toBe(at('2026-12-20T22:59:59Z'));
    await say(kit, 'OLIVIA', `extend ${id} by 2 days`);
    expect((await stateOf(kit, id)).expiresAt).toBe(at('2026-12-22T22:59:59Z'));
    expect(refusalOf(await say(kit, 'OLIVIA', `extend ${id} to 2026-12-01`))).toBe('deadline-not-later');
  });

  test('puts reminders off or stops them for whoever is asked', async () => {
    const { kit, id } = await asked();
    expect(isDone(await say(kit, 'MAX', `snooze ${id} 2 days`))).toBe(true);
    expect((await stateOf(kit, id)).recipients[0]?.snoozedUntil).toBe(plus(kit.clock.now, { days: 2 }));
    // Whoever names a day hears again on that day: at midnight in Berlin, or at their own, if they have a zone.
    expect(isDone(await say(kit, 'MAX', `snooze ${id} until 2026-12-01`))).toBe(true);
    expect((await stateOf(kit, id)).recipients[0]?.snoozedUntil).toBe(at('2026-11-30T23:00:00Z'));
    expect(told(await say(kit, 'OLIVIA', `mute ${id}`))).toMatchObject({ kind: 'ask' });
    expect(isDone(await say(kit, 'MAX', `mute ${id}`))).toBe(true);
    expect((await stateOf(kit, id)).recipients[0]?.muted).toBe(true);
  });

  test('puts somebody in another’s place, or mends an address, by mention and by address', async () => {
    const { kit, id } = await asked();
    expect(isDone(await say(kit, 'OLIVIA', `correct ${id} max@northwind.test to <@ADA>`))).toBe(true);
    expect((await stateOf(kit, id)).recipients[0]).toMatchObject({ name: 'Max Berger', email: 'ada@northwind.test' });
    expect(isDone(await say(kit, 'OLIVIA', `reassign ${id} <@ADA> to zoe@northwind.test`))).toBe(true);
    expect((await stateOf(kit, id)).recipients[2]).toMatchObject({ email: 'zoe@northwind.test', standsFor: 'r1' });
    expect(refusalOf(await say(kit, 'OLIVIA', `reassign ${id} <@MAX> to zoe@northwind.test`))).toBe('nobody-so-called');
    expect(refusalOf(await say(kit, 'OLIVIA', `correct ${id} zoe@northwind.test to <@GONE>`))).toBe('nobody-so-called');
  });

  test('goes on after a dispute, for the sender alone', async () => {
    const { kit, id } = await asked();
    await did(
      kit,
      id,
      { type: 'dispute', recipient: r(1), reason: 'Not mine', evidence: body.decline(r(1)).evidence },
      { by: 'max@northwind.test' },
    );
    expect(told(await say(kit, 'MAX', `resume ${id}`))).toMatchObject({ kind: 'shown', card: { kind: 'error' } });
    expect(isDone(await say(kit, 'OLIVIA', `resume ${id}`))).toBe(true);
  });

  test('shares where it is said, for whoever is in charge and proven', async () => {
    const guest = account('GO', { standing: 'guest', email: 'olivia@northwind.test' });
    const { kit, id } = await asked({ people: [guest] });
    expect(told(await say(kit, 'OLIVIA', `share ${id} here`))).toEqual({ kind: 'shared' });
    expect(refusalOf(await say(kit, 'GO', `share ${id} here`))).toBe('proven-too-weakly');
    expect(told(await say(kit, 'MAX', `share ${id} here`))).toMatchObject({ kind: 'shown', card: { kind: 'error' } });
  });

  test('that opens a form is answered with a card whose button opens it', async () => {
    const { kit, id } = await asked();
    const said = told(await say(kit, 'MAX', `decline ${id} wrong amount`));
    expect(said).toMatchObject({ kind: 'shown', card: { actions: [{ does: { ask: { intent: { verb: 'decline' } } } }] } });
  });

  test('that is no word to us is left alone', async () => {
    const { kit } = await asked();
    expect((await say(kit, 'MAX', ' ', { on: 'c-max' })).outcome.kind).toBe('dropped');
  });

  test('by somebody who is proven by a link alone changes nothing of the envelope', async () => {
    const policy = { ...DEFAULT_POLICY, admins: ['olivia@northwind.test'] };
    const people = [
      account('GO', { standing: 'guest', email: 'olivia@northwind.test' }),
      account('GUS', { isEmailConfirmed: false, email: 'max@northwind.test' }),
    ];
    const { kit, id } = await asked({ people, policy });
    for (const line of [
      `remind ${id}`,
      `extend ${id} by 2 days`,
      `resend ${id} to max@northwind.test`,
      `reassign ${id} max@northwind.test to zoe@northwind.test`,
    ]) {
      expect(refusalOf(await say(kit, 'GO', line))).toBe('proven-too-weakly');
    }
    for (const line of [`mute ${id}`, `snooze ${id} 2 days`]) expect(refusalOf(await say(kit, 'GUS', line))).toBe('proven-too-weakly');
  });
});
