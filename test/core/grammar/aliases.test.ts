// The words of each language: one meaning each, all of them understood, none of them a decision by accident.
import { describe, expect, it } from 'vitest';
import type { Keyword } from '#core/grammar/aliases/table.ts';
import type { Verb } from '#core/grammar/line-intent.ts';
import { ALIAS_TABLES, vocabularyOf } from '#core/grammar/vocabulary.ts';
import { bound, ID, line } from './line-kit.ts';

/** What each command needs to be complete, so that only its verb is tested. */
const TAILS: Readonly<Record<Verb, string>> = {
  send: 'this to dana@fabrikam.example',
  status: ID,
  list: '',
  remind: ID,
  sign: ID,
  approve: ID,
  acknowledge: ID,
  decline: `${ID} wrong file`,
  void: `${ID} wrong file`,
  withdraw: ID,
  delegate: `${ID} to lee@acme.example`,
  reassign: `${ID} from dana@fabrikam.example to lee@acme.example`,
  correct: `${ID} from dana@fabrikam.example to dana@acme.example`,
  resend: ID,
  extend: `${ID} 14 days`,
  dispute: `${ID} forged`,
  resume: ID,
  comment: `${ID}: where is annex 2?`,
  snooze: `${ID} 2 days`,
  mute: ID,
  why: ID,
  templates: '',
  verify: ID,
  download: ID,
  settings: '',
  link: '',
  share: ID,
  help: '',
};
const LANGUAGES = Object.entries(ALIAS_TABLES);
const ALIASES = LANGUAGES.flatMap(([locale, { verbs }]) =>
  (Object.keys(TAILS) as Verb[]).flatMap((verb) => verbs[verb].map((alias) => ({ locale, alias, verb }))),
);
const ANSWERS = LANGUAGES.flatMap(([locale, { answers }]) =>
  Object.entries(answers).flatMap(([verb, words]) => words.map((answer) => ({ locale, answer, verb }))),
);
const verbOf = (intent: object): unknown => ('verb' in intent ? intent.verb : 'ambiguous' in intent ? intent.ambiguous : 'unknown');

describe.each(ALIASES)('$locale: $alias', ({ locale, alias, verb }) => {
  it(`means ${verb}, in any case`, () => {
    expect(verbOf(line(`${alias} ${TAILS[verb]}`, { locale }))).toBe(verb);
    expect(verbOf(line(`/sign ${alias.toUpperCase()} ${TAILS[verb]}`, { locale }))).toBe(verb);
  });
});

describe.each(ANSWERS)('$locale: the answer $answer', ({ locale, answer, verb }) => {
  it('acts as a whole line in a bound thread and nowhere else', () => {
    expect(verbOf(bound(answer, { locale }))).toBe(verb);
    expect(verbOf(bound(`${answer.toUpperCase()}!`, { locale }))).toBe(verb);
    for (const thread of ['bound', 'none'] as const) {
      for (const more of [
        `${answer} but later`,
        `${answer}?`,
        `not ${answer}`,
        `"${answer}"`,
        `> ${answer}`,
        `${answer}\nif you pay`,
        `${answer} ${ID}`,
      ])
        expect(line(more, { locale, thread })).not.toHaveProperty('verb', verb);
    }
    expect(line(answer, { locale })).toMatchObject({ ambiguous: 'no-thread' });
  });
});

describe('the tables', () => {
  it.each(LANGUAGES)('%s and English give no word two meanings', (_, table) => {
    const meanings = new Map<string, Set<string>>();
    for (const { verbs, answers } of [table, ALIAS_TABLES.en ?? table]) {
      for (const [meaning, words] of [...Object.entries(verbs), ...Object.entries(answers)])
        for (const word of words) meanings.set(word, new Set([...(meanings.get(word) ?? []), meaning]));
    }
    expect([...meanings].filter(([, all]) => all.size > 1)).toEqual([]);
  });

  it.each(LANGUAGES)('%s writes its words as they come out of normalisation, in lower case', (_, { verbs, answers, words }) => {
    const all = [verbs, answers, words].flatMap((part) => Object.values(part).flat());
    expect(all.filter((word) => word !== word.normalize('NFKC').toLowerCase() || word.trim() === '')).toEqual([]);
  });

  it.each(LANGUAGES)('%s takes no affirmative for a command', (_, { verbs, answers }) => {
    const commands = new Set(Object.values(verbs).flat());
    expect(
      Object.values(answers)
        .flat()
        .filter((answer) => commands.has(answer)),
    ).toEqual([]);
  });

  it('keep withdraw apart from void, and reassign from delegate', () => {
    const { verbs } = vocabularyOf('de');
    expect(['withdraw', 'zurückziehen'].map((word) => verbs.get(word))).toEqual(['withdraw', 'withdraw']);
    expect(['cancel', 'recall', 'revoke', 'stornieren'].map((word) => verbs.get(word))).toEqual(['void', 'void', 'void', 'void']);
    expect(['reassign', 'forward', 'handover', 'weiterleiten'].map((word) => verbs.get(word))).toEqual([
      'reassign',
      'delegate',
      'delegate',
      'delegate',
    ]);
    expect(verbs.get('widerrufen')).toBeUndefined();
  });

  it('understand English in every locale, and a locale without a table as English', () => {
    for (const locale of ['de-AT', 'de_CH', 'fi-FI', '']) expect(line(`status ${ID}`, { locale })).toMatchObject({ verb: 'status' });
    expect(line('genehmigen', { locale: 'en-GB', thread: 'bound' })).not.toHaveProperty('verb');
  });

  it.each<readonly [text: string, means: object]>([
    [
      'senden vertrag an dana@x.example dann bob@y.example kopie lee@z.example bis freitag -- Bitte bald',
      { verb: 'send', by: '2026-11-27' },
    ],
    [`ablehnen ${ID} weil die Seite fehlt`, { verb: 'decline', reason: 'die Seite fehlt' }],
    [`weiterleiten ${ID} an bob@y.example wegen Urlaub`, { verb: 'delegate', reason: 'Urlaub' }],
    [`ersetzen ${ID} von dana@x.example durch bob@y.example`, { verb: 'reassign' }],
    [`verlängern ${ID} bis morgen`, { verb: 'extend', until: { date: '2026-11-25' } }],
    ['zurückstellen für 3 Tage', { verb: 'snooze', until: { days: 3 } }],
    ['erinnern alle', { verb: 'remind', target: { kind: 'all' } }],
    ['liste überfällig', { verb: 'list', which: 'overdue' }],
    [`wo ist ${ID}?`, { verb: 'status', target: { kind: 'ids', ids: [ID] } }],
    [`bitte erinnern ${ID}`, { verb: 'remind' }],
    ['bitte genehmigen', { ambiguous: 'approval' }],
    ['hilfe genehmigen', { verb: 'help', about: 'approve' }],
  ])('%j is understood in German', (text, means) => {
    expect(line(text, { locale: 'de' })).toMatchObject(means);
  });

  it('knows every keyword in every language', () => {
    const keywords = Object.keys(ALIAS_TABLES.en?.words ?? {}) as Keyword[];
    for (const [, { words }] of LANGUAGES) expect(keywords.filter((keyword) => words[keyword].length === 0)).toEqual([]);
  });
});
