// What holds of every card: the platforms' limits, that nothing is offered which the rules would refuse, that nobody is sent to their mail.
import { describe, expect, test } from 'vitest';
import type { CardAction, Intent, MoveVerb } from '#core/cards/card.ts';
import { startForm } from '#core/cards/forms.ts';
import { seatCard } from '#core/cards/seat.ts';
import type { CommandBody } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { RecipientId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, EVIDENCE, person, T0 } from '#test/support/build.ts';
import { run } from '#test/support/spec.ts';
import { dataIn, everyTold } from '../views/stories.ts';
import { actionsOf, confirmsOf, everyCard, formLines, formsOf, linesOf, otherCards, settingIn, type Named } from './kit.ts';

const LAW = 'Law of Property (Miscellaneous Provisions) Act';
const COMMAND = /[“„][A-Z]{2,}/;
const MAIL_ONLY = {
  en: /answer (?:(?:this|with)\b|“)|(?:this|our|your) mail\b(?! system)|mail (?:the|it|us)|attached|exact phrase|reload/i,
  de: /antworten Sie (?:auf|mit|nur|sofort)|(?:diese|unsere|Ihre[rn]?) Mail\b|liegt bei|Wendung|neu laden/i,
};

const NORA = { name: 'Nora', email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;

const BODIES: { readonly [V in MoveVerb]?: (seat: RecipientId, fingerprint: string) => CommandBody } = {
  approve: body.approve,
  acknowledge: (seat, fingerprint) => ({ ...body.approve(seat, fingerprint), type: 'acknowledge' }),
  decline: (seat) => body.decline(seat),
  withdraw: (recipient) => ({ type: 'withdraw', recipient, reason: 'why', evidence: EVIDENCE }),
  dispute: (recipient) => ({ type: 'dispute', recipient, reason: 'why', evidence: EVIDENCE }),
  delegate: (recipient) => ({ type: 'delegate', recipient, to: NORA, reason: '' }),
  comment: (from) => ({ type: 'comment', from, to: null, text: 'words' }),
};

const SENDERS: { readonly [V in MoveVerb]?: CommandBody } = {
  send: { type: 'send' },
  remind: { type: 'remind', recipient: null },
  void: { type: 'void', reason: 'why' },
  resume: { type: 'resolve', note: '' },
  comment: { type: 'comment', from: null, to: null, text: 'words' },
};

/** @returns undefined for what only shows something */
function bodyOf({ verb, place, fingerprint = '' }: Intent): CommandBody | undefined {
  const seat = place?.seat;
  return seat === 'sender' ? SENDERS[verb] : seat && BODIES[verb]?.(seat, fingerprint);
}

function refusalOf({ does }: CardAction, state: Existing, now: typeof T0): string | undefined {
  const intent = 'press' in does ? does.press : 'ask' in does ? does.ask.intent : undefined;
  if (!intent || intent.verb === 'show' || intent.verb === 'list') return undefined;
  if (intent.verb === 'change') return state.status === 'draft' ? undefined : 'change: it is no draft';
  const wanted = bodyOf(intent);
  if (!wanted) return `${intent.verb} is nothing that ${intent.place?.seat} can do`;
  const seat = intent.place?.seat;
  const email = state.recipients.find(({ id }) => id === seat)?.email ?? state.sender.email;
  const { decision } = run(state, { ...command(person(email, 'L2'), wanted), at: now });
  return decision.ok ? undefined : `${intent.verb}: ${decision.refusal.code}`;
}

/** Whether someone may be nudged again, or takes this place in a group, is told when they try. */
const TOLD_WHEN_TRIED = /reminded-lately|seated-twice|approves-and-signs/;

const isPersonal = ({ name }: Named) => !name.startsWith('shown');

describe.each(['en', 'de'] as const)('every card in %s', (language) => {
  const setting = settingIn(language);
  const cards = everyCard(language);
  const others = otherCards(setting);
  const all = [...cards.filter(isPersonal).map(({ card }) => card), ...others];
  const start = startForm({ setting, hasFiles: false, files: ['nda.pdf'] });
  const forms = [start, ...all.flatMap(formsOf)];

  test('has a title, a status by word, a summary, and at most five actions with the one to do first', () => {
    for (const card of all) {
      expect(card.language).toBe(language);
      expect(card.actions.length).toBeLessThanOrEqual(5);
      expect(card.actions.findIndex(({ tone }) => tone === 'good')).toBeLessThanOrEqual(0);
      expect(card.summary.startsWith(card.title)).toBe(true);
      expect(linesOf(card).filter((line) => line.trim() === '' || /undefined|\[object|“”|„“|\(\)/.test(line))).toEqual([]);
    }
  });

  test('offers nothing that the rules would refuse as things stand', () => {
    for (const { name, card, state } of cards) {
      const now = name.includes('2027') ? plus(T0, { days: 40 }) : T0;
      const refused = actionsOf(card).flatMap((action) => refusalOf(action, state, now) ?? []);
      expect(
        refused.filter((one) => !TOLD_WHEN_TRIED.test(one)),
        name,
      ).toEqual([]);
    }
  });

  test('names the document on every button that is about one', () => {
    for (const { card, name } of cards.filter(isPersonal))
      for (const action of actionsOf(card).filter(({ does }) => !('press' in does) || does.press.verb !== 'list'))
        expect(action.spoken, name).toContain('Mutual NDA');
  });

  test('sends nobody to their mail', () => {
    const how = new Set(everyTold(language).flatMap(({ notification, state }) => notificationView({ notification, state, setting }).how));
    // Says how things are, not how to answer.
    how.delete(setting.phrases.onHold);
    const isMail = (line: string) => how.has(line) || COMMAND.test(line) || MAIL_ONLY[language].test(line);
    for (const { name, card } of cards.filter(isPersonal)) {
      expect(linesOf(card).filter(isMail), name).toEqual([]);
    }
    expect(others.flatMap(linesOf).filter(isMail)).toEqual([]);
  });

  test('keeps within what platforms have room for', () => {
    for (const form of forms) {
      expect([form.title, form.submit, form.dismiss].filter(({ length }) => length > 24)).toEqual([]);
      expect(form.fields.filter(({ label }) => label.length > 60)).toEqual([]);
      const hints = form.fields.flatMap(({ hint = '' }) => hint);
      expect([...form.lead, ...hints].filter(({ length }) => length > 1500)).toEqual([]);
    }
    const labels = all.flatMap((card) => actionsOf(card).map(({ label }) => label));
    expect(labels.filter(({ length }) => length > 25)).toEqual([]);
    expect(start.fields.flatMap((field) => ('options' in field ? field.options : [])).filter(({ label }) => label.length > 75)).toEqual([]);
  });

  test('has German for Germans: formal, and no English but commands', () => {
    if (language !== 'de') return;
    const lines = [...cards.filter(isPersonal), ...others.map((card) => ({ card, state: undefined }))].flatMap(({ card, state }) =>
      [...linesOf({ ...card, facts: card.facts.filter(({ label }) => !/Schreibweise|Beispiel|verstanden/.test(label)), entries: [] })].map(
        (line) =>
          (state ? dataIn(state) : []).reduce((text, one) => text.replaceAll(one, ''), line.replace(/„[^“]*“/g, '').replace(LAW, '')),
      ),
    );
    expect(lines.filter((line) => /\b(?:the|and|you|your|of|with|they|been|asked|please|nothing|until)\b/i.test(line))).toEqual([]);
    expect([...lines, ...forms.flatMap(formLines)].filter((line) => /\b(?:du|dein|deine|dir|dich|euch)\b/i.test(line))).toEqual([]);
  });
});

test('a long title and a long organisation leave a question within its limits, and cut no character in two', () => {
  const long = `${'ä'.repeat(58)}😀${'x'.repeat(300)}`;
  const states = new Set(everyTold('en').map(({ state }) => state));
  const questions = ['en', 'de'].flatMap((language) =>
    [...states].flatMap((state) => {
      const named = { ...state, title: long, sender: { ...state.sender, organisation: long } };
      const seats = ['sender', ...state.recipients.map(({ id }) => id)] as const;
      return seats.flatMap((seat) => confirmsOf(seatCard({ state: named, seat, version: 1, setting: settingIn(language), now: T0 })));
    }),
  );
  expect(questions.length).toBeGreaterThan(50);
  for (const { title, text, yes, no } of questions) {
    expect([title.length <= 100, text.length <= 300, yes.length <= 30, no.length <= 30]).toEqual([true, true, true, true]);
    expect(`${title}${text}`).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  }
});
