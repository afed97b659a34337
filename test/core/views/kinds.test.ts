// What each kind of message says to each of its readers, in both languages: what matters of it, not how it is worded.
import { describe, expect, test } from 'vitest';
import type { NotificationKind } from '#core/notify.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { whenIn } from '#core/views/facts.ts';
import { everyTold, type Told } from './stories.ts';
import { linesOf, settingIn, toldView } from './texts.ts';

const KINDS: Readonly<Record<NotificationKind, true>> = {
  draft: true,
  'sign-request': true,
  'approve-request': true,
  'acknowledge-request': true,
  'prepare-request': true,
  reminder: true,
  recorded: true,
  confirm: true,
  question: true,
  answer: true,
  declined: true,
  released: true,
  'handed-over': true,
  escalated: true,
  withdrawn: true,
  disputed: true,
  resumed: true,
  deadline: true,
  'expiry-warning': true,
  voided: true,
  expired: true,
  completed: true,
  'seal-failed': true,
  undeliverable: true,
  rerouted: true,
  delayed: true,
  complained: true,
  away: true,
};

describe.each(['en', 'de'])('in %s', (language) => {
  const setting = settingIn(language);
  const { phrases } = setting;
  const all = everyTold(language);
  const some = (name: string): Told => {
    const found = all.find((told) => told.name.startsWith(name));
    if (!found) throw new Error(`No story tells ${name}.`);
    return found;
  };
  const view = (name: string) => toldView(some(name), setting);
  const said = (name: string) => linesOf(view(name)).join('\n');

  test('the stories tell every kind', () => {
    expect(Object.keys(KINDS).filter((kind) => !all.some(({ notification }) => notification.kind === kind))).toEqual([]);
  });
  test('every message names the document, and holds no gap', () => {
    for (const told of all) {
      const lines = linesOf(toldView(told, setting));
      expect(lines[0], told.name).toContain('Mutual NDA');
      expect(
        lines.filter((line) => line.trim() === '' || /undefined|\[object|“”|„“|\(\)/.test(line)),
        told.name,
      ).toEqual([]);
    }
  });
  test.each([
    ['sign-request to a recipient', 'signer', '“I SIGN”'],
    ['approve-request to a recipient', 'approver', '“I APPROVE”'],
    ['acknowledge-request to a recipient', 'viewer', '“I ACKNOWLEDGE”'],
  ] as const)('%s has the page and the exact phrase', (name, role, phrase) => {
    const { links, how, heading } = view(name);
    expect(links).toEqual([{ label: phrases.asks[role].button, to: 'page', primary: true }]);
    expect(how.join(' ').replace(/„([^“]*)“/g, '“$1”')).toContain(phrase);
    expect(heading).toBe(phrases.asks[role].heading({ title: 'Mutual NDA' }));
  });
  test('a request to fill in data leads to the page, and names no phrase for it', () => {
    const { links, how } = view('prepare-request to a recipient');
    expect(links).toHaveLength(1);
    expect(how[0]).toBe(phrases.asks.preparer.how);
    expect(how[0]).not.toMatch(/[“„]/);
  });
  test('a consumer hears of the disclosure, of paper and of declining; other signers do not', () => {
    const consumer = all.filter(({ state, notification }) => state.status !== 'draft' && state.consumer && notification.to !== 'sender');
    expect(consumer.map(({ notification }) => notification.kind)).toContain('reminder');
    for (const told of consumer.filter(({ notification }) => notification.kind !== 'recorded'))
      expect(toldView(told, setting).paragraphs).toContain(phrases.consumer({ who: 'Olivia Park' }));
    expect(view('sign-request to a recipient').paragraphs).not.toContain(phrases.consumer({ who: 'Olivia Park' }));
  });
  test('a signer reads the words to which they would consent, in their language, with the way back', () => {
    expect(view('sign-request to a recipient').small.join(' ')).toMatch(language === 'de' ? /„WITHDRAW:“/ : /“WITHDRAW:”/);
  });
  test('whoever stands for someone hears for whom, and how it came to that', () => {
    const places = all.flatMap(({ notification, state }) => {
      const reader = state.recipients.find(({ id }) => id === notification.to);
      return reader?.standsFor === undefined || !notification.kind.endsWith('-request')
        ? []
        : [toldView({ name: '', notification, state }, setting)];
    });
    const paragraphs = places.flatMap((one) => one.paragraphs);
    for (const as of ['on-behalf', 'in-place', 'besides'] as const) expect(paragraphs).toContain(phrases.place({ as, whom: 'Max' }));
  });

  describe('is not needed any more', () => {
    test('who is let go need not do anything, and hears when that changes', () => {
      const { paragraphs, how, links } = view('released to a recipient, story 11');
      expect(paragraphs).toEqual([phrases.released.lead({ title: 'Mutual NDA' })]);
      expect([how, links]).toEqual([[], []]);
    });
    test('who is replaced is not told by whom', () => {
      expect(said('released to a recipient, story 15')).not.toContain('Nora');
      expect(view('released to a recipient, story 15').paragraphs).toEqual([phrases.released.replaced({ title: 'Mutual NDA' })]);
    });
  });

  describe('handed over', () => {
    test('the one who did hears to whom, and that they stay on record', () =>
      expect(view('handed-over to whoever did it').paragraphs).toEqual([
        phrases.handedOver.own.lead({ title: 'Mutual NDA', to: 'Nora Quist' }),
      ]));
    test('the sender hears who, to whom and why', () => {
      const { heading, quote } = view('handed-over to the sender, story 14');
      expect(heading).toBe(phrases.handedOver.delegated.heading({ who: 'Max', to: 'Nora Quist' }));
      expect(quote).toEqual({ who: 'Max', text: 'Betrag 4711' });
    });
    test.each([15, 16])('after a replacement the sender hears who took whose place, asked before or not (story %i)', (story) =>
      expect(view(`handed-over to the sender, story ${story}`).heading).toBe(
        phrases.handedOver.reassigned.heading({ to: 'Nora Quist', whom: 'Max' }),
      ),
    );
  });

  test('an escalation names who is asked as well, or says that nobody could be', () => {
    const names = { who: 'Max', title: 'Mutual NDA' };
    expect(view('escalated to the sender, story 17').paragraphs).toEqual([phrases.escalated.lead({ ...names, to: 'Dee Ortega' })]);
    expect(view('escalated to the sender, story 18').paragraphs).toEqual([phrases.escalated.nobody(names)]);
  });
  test('a withdrawal: the actor may answer anew, the sender reads the reason', () => {
    const own = view('withdrawn to whoever did it');
    expect(own.how[0]).toBe(phrases.asks.approver.how);
    expect(own.quote).toBeUndefined();
    expect(view('withdrawn to the sender').quote).toEqual({ who: 'Max', text: 'Betrag 4711' });
  });
  test('a dispute: the sender reads the reason and how to go on, with an end that fits', () => {
    const open = view('disputed to the sender, story 19');
    expect(open.quote?.text).toBe('Betrag 4711');
    expect(open.how.join(' ')).toMatch(/RESUME.*VOID:/);
    const over = view('disputed to the sender, story 20');
    expect(over.how.join(' ')).toMatch(/RESUME/);
    expect(over.how.join(' ')).not.toMatch(/VOID/);
    expect(view('disputed to whoever did it, story 19').paragraphs).toEqual([
      phrases.disputed.leadOwn({ title: 'Mutual NDA', who: 'Olivia Park' }),
    ]);
    expect(view('disputed to whoever did it, story 20').status.word).toBe(phrases.disputed.statusOver);
  });
  test('once it is settled, the disputant hears so, with the note and, while it is open, the deadline', () => {
    expect(view('resumed to a recipient, story 19')).toMatchObject({
      quote: { text: 'Betrag 4711' },
      paragraphs: [expect.anything(), expect.anything()],
    });
    expect(view('resumed to a recipient, story 20').paragraphs).toHaveLength(1);
  });
  test('a new deadline is named to those who are waited for, with how to answer', () => {
    const told = some('deadline to a recipient');
    const when = whenIn(told.state, setting)(told.state.expiresAt);
    expect(toldView(told, setting).paragraphs).toEqual([phrases.deadline.lead({ title: 'Mutual NDA', when })]);
    expect(toldView(told, setting).how).toContain(phrases.asks.approver.how);
  });
  test('a warning of the deadline names who is waited for, and how to extend, remind and replace', () => {
    const { paragraphs, how } = view('expiry-warning to the sender');
    expect(paragraphs).toEqual([phrases.expiryWarning.lead({ title: 'Mutual NDA', names: ['Max'] })]);
    expect(how.join(' ')).toMatch(/EXTEND 14 days.*REMIND.*REASSIGN/);
  });
  test('a decline ends the envelope only where it does', () => {
    expect(view('declined to the sender, story 8').paragraphs).toContain(phrases.declined.lead({ who: 'Max', title: 'Mutual NDA' }));
    expect(view('declined to the sender, story 10').paragraphs).toEqual([phrases.declined.leadGoesOn({ who: 'Max', title: 'Mutual NDA' })]);
    expect(view('recorded to a recipient, story 8').paragraphs).toContain(phrases.recorded.over);
    expect(view('recorded to a recipient, story 10').paragraphs).toContain(phrases.recorded.goesOn);
  });
  test('the reason of a decline reaches the sender alone', () => {
    expect(view('declined to the sender, story 9').quote?.text).toBe('Betrag 4711');
    expect(view('declined to a recipient, story 9').quote).toBeUndefined();
  });
  test('what is on record can be withdrawn where the rules allow it, and disputed', () => {
    const how = (name: string) => view(name).how;
    expect(how('recorded to a recipient, story 1')).toEqual([phrases.afterwards({ canWithdraw: true })]);
    expect(how('recorded to a recipient, story 12')).toEqual([phrases.afterwards({ canWithdraw: false })]);
    expect(how('recorded to a recipient, story 8')).toEqual([]);
  });
  test('who voided it is said as it was', () => {
    expect(view('voided to the sender, story 4').heading).toBe(phrases.voided.headingOwn);
    expect(view('voided to the sender, story 5').heading).toBe(phrases.voided.headingByAdmin);
    expect(view('voided to the sender, story 3').heading).toBe(phrases.voided.draft.heading);
  });
  test('handing over is offered as far as the policy allows', () => {
    const offered = (name: string) => view(name).how.find((line) => line.includes('SNOOZE'));
    const ways: readonly (readonly [string, Phrases['otherWays'] extends (of: infer O) => string ? O : never])[] = [
      ['approve-request to a recipient, story 1', { delegation: 'own-people', muted: false }],
      ['sign-request to a recipient, story 28', { delegation: 'anyone', muted: false }],
      ['approve-request to a recipient, story 29', { delegation: 'never', muted: false }],
    ];
    for (const [name, way] of ways) expect(offered(name)).toBe(phrases.otherWays(way));
    expect(offered('approve-request to a recipient, story 29')).not.toContain('DELEGATE');
  });
  test('an address that refuses mail can be corrected', () => expect(said('undeliverable to the sender')).toContain('CORRECT'));
});
