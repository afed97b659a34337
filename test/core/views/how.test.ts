// The command phrases that we name are ones that we understand, and none stands alone on a line, where it could be taken for an answer.
import { describe, expect, test } from 'vitest';
import { readReply } from '#core/grammar/reply.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { dataIn, everyAnswer, everyTold } from './stories.ts';
import { answeredView, linesOf, settingIn, toldView } from './texts.ts';

const ROLES = ['signer', 'approver', 'viewer', 'preparer', 'sender'] as const;
/** What a line of ours may be read as: words to pass on, a question for the standing, or a line for a draft that has not been sent. */
const HARMLESS = new Set(['comment', 'change', 'status']);

function quotedIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [...line.matchAll(/[“„]([A-Z][A-Z ]{2,}[^”“]*)[”“]/g)].map(([, words = '']) => words));
}

/** As a person would write it out. */
function completed(words: string): string {
  if (words.endsWith(':')) return `${words} Betrag`;
  if (words === 'REASSIGN') return 'REASSIGN ana@example.com TO bob@example.com';
  return words === 'DELEGATE TO' ? `${words} bob@example.com` : words;
}

describe.each(['en', 'de'])('in %s', (language) => {
  const setting = settingIn(language);
  const told = everyTold(language).map((one) => ({ ...one, view: toldView(one, setting), to: one.notification.to }));
  const answered = everyAnswer(language).map((one) => ({
    ...one,
    view: answeredView(one, setting),
    to: one.answer.about?.seat ?? 'sender',
  }));
  const all = [...told, ...answered];

  test('no line of a view reads as a decision, whoever answers', () => {
    const lines = new Set(all.flatMap(({ view, state }) => linesOf(view).filter((one) => !dataIn(state).includes(one))));
    for (const line of lines)
      for (const role of ROLES) {
        const intent = readReply(line, role, ['Max', 'Olivia Park']);
        expect('verb' in intent && !HARMLESS.has(intent.verb) ? line : '').toBe('');
      }
  });
  test('every phrase that a view names is understood from its reader', () => {
    const named = new Set(
      all.flatMap(({ view, to, state }) => {
        const role = to === 'sender' ? 'sender' : (state.recipients.find(({ id }) => id === to)?.role ?? 'signer');
        return quotedIn(view.how).map((words) => `${role}\n${words}`);
      }),
    );
    const verbs = [...named].map((one) => {
      const [role, words = ''] = one.split('\n');
      const intent = readReply(completed(words), ROLES.find((known) => known === role) ?? 'signer', ['Max']);
      return 'verb' in intent && intent.verb !== 'comment' ? intent.verb : `not understood: ${one}`;
    });
    expect(verbs.filter((verb) => verb.startsWith('not'))).toEqual([]);
    expect(new Set(verbs)).toEqual(
      new Set(
        ['sign', 'approve', 'acknowledge', 'decline', 'delegate', 'snooze', 'stop', 'remind-me', 'withdraw', 'dispute'].concat([
          'remind',
          'status',
          'reassign',
          'correct',
          'resend',
          'extend',
          'void',
          'resume',
          'send',
        ]),
      ),
    );
  });
  test('a mail has few lines on how to answer, since the secondary ways share one', () => {
    expect(Math.max(...all.map(({ view }) => view.how.length))).toBeLessThanOrEqual(4);
  });
  test('no phrase of the language stands for a command by itself', () => {
    // What stands on the buttons of a page or a chat, and above a chat's forms, is never mailed.
    const { page: _, cards, forms, ...mailed } = phrasesFor(language);
    const { actions: _buttons, ...saidInCards } = cards;
    const { titles: _titles, ...saidInForms } = forms;
    const texts = stringsIn([mailed, saidInCards, saidInForms]);
    for (const line of texts.flatMap((text) => text.split('\n')))
      for (const role of ROLES) {
        const intent = readReply(line, role, []);
        expect('verb' in intent && !HARMLESS.has(intent.verb) ? line : '').toBe('');
      }
  });
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
