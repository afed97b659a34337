// What the rules never bring about, and views must not hide: messages that cannot be true, and states that a message meets late.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { NO_ENVELOPE } from '#core/envelope.ts';
import type { Notification } from '#core/notify.ts';
import { languageOf } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { placeOf, successorName } from '#core/views/place.ts';
import { whyParagraphs } from '#core/views/why.ts';
import { body, command, OLIVIA, POLICY, r, T0 } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './texts.ts';

const setting = settingIn('en');
const draft = body.draft({ policy: { ...POLICY, escalateAfterDays: 2 }, fallback: { name: 'Dee', email: 'dee@northwind.test' } });

function sent(...rest: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, draft), command(OLIVIA, body.send), ...rest);
  if (state.status === 'none') throw new Error('no state');
  return state;
}

function view(notification: Omit<Notification, 'event'>, state = sent()) {
  return notificationView({ notification: { event: '1.0', ...notification }, state, setting });
}

describe('a message that cannot be true is a fault', () => {
  test.each([
    ['about nobody', { kind: 'escalated', to: 'sender' }, /does not say about whom/],
    ['about the sender, where a recipient is meant', { kind: 'withdrawn', to: 'sender', about: 'sender' }, /does not say about whom/],
    ['of a replacement by someone who replaces nobody', { kind: 'handed-over', to: 'sender', about: r(1) }, /has a seat of their own/],
    ['to the sender, where a recipient is asked', { kind: 'deadline', to: 'sender' }, /has no seat/],
  ] as const)('%s', (_, notification, fault) => expect(() => view(notification)).toThrow(fault));
});

describe('a message that comes late', () => {
  const voided = sent(command(OLIVIA, { type: 'void', reason: 'x' }));
  test('names nobody as waited for once it is over', () =>
    expect(view({ kind: 'expiry-warning', to: 'sender' }, voided).paragraphs.join('')).not.toContain('Max'));
  test('offers no correction once it is over', () =>
    expect(view({ kind: 'undeliverable', to: 'sender', about: r(1) }, voided).how).toEqual([]));
  test('about a delay offers nothing once it is over, and says that it is tried where it cannot know better', () => {
    const late = { kind: 'delayed', to: 'sender', about: r(1) } as const;
    expect(view(late, voided).how).toEqual([]);
    expect(view(late).how).toHaveLength(2);
    expect(view(late).paragraphs.join('')).toContain('still being tried');
  });
  test('about an absence names the stand-in, and holds when they are back', () => {
    const away = { kind: 'away', to: 'sender', about: r(1), event: '1.0' } as const;
    expect(view(away).paragraphs).toEqual([
      'Max is away, as their mailbox says; it does not say until when.',
      'Reminders go on as planned.',
    ]);
    for (const language of ['en', 'de']) {
      const standIn = { name: 'Lee', email: 'lee@northwind.test' };
      const told = notificationView({ notification: away, state: sent(), setting: settingIn(language), standIn });
      expect(told.paragraphs.join(' ')).toContain('Lee');
      expect(told.how.join(' ')).toContain('REASSIGN max@northwind.test TO lee@northwind.test');
    }
  });
  test('offers the sender nothing to do once it is over', () =>
    expect(view({ kind: 'escalated', to: 'sender', about: r(1) }, voided).how).toEqual([]));
});

test('whoever gets a copy, were they asked, would be asked to read, and gets no phrase', () => {
  const asked = view({ kind: 'acknowledge-request', to: r(4) });
  expect([asked.heading, asked.how]).toEqual([setting.phrases.asks.viewer.heading({ title: 'Mutual NDA' }), []]);
});

test('someone whose seat nobody took over has no successor, and stands for nobody', () => {
  const state = sent();
  expect([successorName(state, {}), placeOf(state, { id: r(1) })]).toEqual(['', undefined]);
});

test('everyone reads in their own language, the sender in that of the envelope', () => {
  const state = sent();
  const mixed = { ...state, language: 'de', recipients: state.recipients.map((one) => ({ ...one, language: 'fr' })) };
  expect([languageOf(mixed, 'sender'), languageOf(mixed, r(1)), languageOf(mixed, r(9))]).toEqual(['de', 'fr', 'de']);
});

test('of no envelope there is no why', () => expect(whyParagraphs(NO_ENVELOPE, T0, setting)).toEqual([]));

test('an escalation without a fallback on record still says when', () => {
  const { fallback: _, ...state } = sent();
  expect(whyParagraphs(state, T0, setting).join(' ')).toContain('stays silent');
});
