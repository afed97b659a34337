// What holds for any line: nothing but a whole-line decision decides, nothing throws or hangs, and a printed command reads as itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutChatNoise } from '#core/grammar/chat-noise.ts';
import type { LineCommand, Person, Target } from '#core/grammar/line-intent.ts';
import { parseLine } from '#core/grammar/line.ts';
import { envelopeIdOf } from '#core/ids.ts';
import { BOUND, ID, MISTYPED, NONE, OTHER_ID, printed } from './line-kit.ts';

const ACTS = new Set<unknown>(['sign', 'approve', 'acknowledge']);
const TO_US =
  '(?:(?:(?:hi|hello|hey|please|pls)\\s*[,!]?\\s+){0,3}(?:/(?:counter)?sign(?=\\s)|<@countersign(?:\\|[^>]*)?>[,:]?|@countersign[,:]?)\\s*)?';
const VERB = '(?:sign|review|approve|acknowledge|ack)';
const ANSWER = '(?:i sign|i approve|i acknowledge|approved|acknowledged|ok|okay|yes|lgtm|accept|accepted|\\+1)';
const ONE_ID = '#?(?:CS-?)?[0-9A-Z]{5}-?[0-9A-Z]{5}';
const TARGET = `(?:${ONE_ID}(?:(?: ?,| and| &) ?${ONE_ID})*|"[^"\\n]+"|last)`;
/** Written apart from the grammar: all that may decide in a bound thread, and anywhere. */
const IN_THREAD = new RegExp(`^${TO_US}(?:${VERB}(?: this)?|${ANSWER}) ?[.!]?$`, 'i');
const ANYWHERE = new RegExp(`^${TO_US}${VERB} ?${TARGET}[.!]?$`, 'i');

const WORDS =
  'approve sign ok yes approved acknowledge accept +1 I lgtm review not no if but this last all and then to me please hi because decline void remind send'.split(
    ' ',
  );
const MARKS = [
  '?',
  '!',
  '.',
  ',',
  ':',
  '"',
  '>',
  '*',
  '\n',
  '--',
  '\u200B',
  '\u{1F44D}',
  '/sign',
  '@countersign',
  '<@countersign>',
  '<@U1>',
  '"NDA"',
  ID,
  OTHER_ID,
  MISTYPED,
];
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 3, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const spoken = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', ' ', ' ', '', '\n')), { maxLength: 6 })
  .map((pieces) => pieces.map(([text, gap]) => text + gap).join(''));

describe('for any text', () => {
  it('nothing but an exact whole line decides', () => {
    let decisions = 0;
    fc.assert(
      fc.property(spoken, fc.constantFrom(BOUND, NONE), (text, context) => {
        const read = parseLine(text, context);
        if (!('verb' in read) || !ACTS.has(read.verb)) return;
        decisions += 1;
        const clean = withoutChatNoise(text);
        expect(ANYWHERE.test(clean) || (context === BOUND && IN_THREAD.test(clean)), clean).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(decisions).toBeGreaterThan(100);
  });

  it('a word or a visible character beside an affirmative keeps it from deciding', () => {
    const visible = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((char) => !/^[\s\p{C}.!]*$/u.test(char));
    fc.assert(
      fc.property(fc.constantFrom('approve', 'ok', 'yes', 'I sign', '+1'), visible, fc.nat(), (answer, char, at) => {
        const index = at % (answer.length + 1);
        const text = answer.slice(0, index) + char + answer.slice(index);
        fc.pre(!IN_THREAD.test(withoutChatNoise(text)));
        const read = parseLine(text, BOUND);
        expect('verb' in read && ACTS.has(read.verb), text).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it('nothing throws, in any language', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), spoken, fc.lorem()), fc.constantFrom('en', 'de', 'tr'), (text, locale) => {
        for (const context of [BOUND, NONE]) expect(parseLine(text, { ...context, locale })).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('what was normalised once stays as it is', () => {
    const noise = fc.constantFrom(
      '<',
      '>',
      '&',
      'amp;',
      'lt;',
      '<!here>',
      '<mailto:',
      'a@b.example',
      '|',
      '<at>',
      '</at>',
      '<@',
      'e',
      '\u0301',
      '\u200D',
      '…',
      '\uFDFA',
      '"',
      ' ',
      '\n',
      '[mailto:',
      ']',
    );
    const text = fc.array(fc.oneof(noise, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (text) => {
        const once = withoutChatNoise(text);
        expect(withoutChatNoise(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a command that is printed', () => {
  const id = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(envelopeIdOf);
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => withoutChatNoise(text))
    .filter((text) => text !== '' && !text.includes('\n'));
  const plain = text.filter((text) => !/["“<]/.test(text));
  const name = fc.constantFrom('dana', 'lee', 'bob', 'ann');
  const address = name.map((name) => `${name}@x.example`);
  const person: fc.Arbitrary<Person> = fc.oneof(
    fc.record({ kind: fc.constantFrom('mention', 'group'), id: fc.constantFrom('U1', 'W2'), name }),
    fc.record({ kind: fc.constant('mailbox'), email: address, name: fc.constantFrom('', 'Dana Ruiz', 'Lee') }),
    fc.constant<Person>({ kind: 'me' }),
  );
  const target: fc.Arbitrary<Target> = fc.oneof(
    fc.array(id, { minLength: 1, maxLength: 3 }).map((ids) => ({ kind: 'ids' as const, ids })),
    plain.map((title) => ({ kind: 'title' as const, title })),
    fc.constant<Target>({ kind: 'this' }),
    fc.constant<Target>({ kind: 'last' }),
  );
  const what = fc.oneof(
    fc.constant(null),
    fc.constantFrom({ kind: 'this' as const }, { kind: 'last' as const }),
    plain.map((title) => ({ kind: 'title' as const, title })),
    fc.constantFrom('nda', 'mutual nda', 'lease v2').map((name) => ({ kind: 'template' as const, name })),
  );
  const people = fc.array(person, { minLength: 1, maxLength: 3 });
  const span = fc.oneof(
    fc.integer({ min: 1, max: 300 }).map((days) => ({ days })),
    fc.integer({ min: 1, max: 99 }).map((hours) => ({ hours })),
    fc.constant({ date: '2027-01-19' }),
  );
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
  const free = fc.oneof(
    fc.constant(''),
    text.map((text) => `x ${text}`),
  );
  const command: fc.Arbitrary<LineCommand> = fc.oneof(
    fc.record({
      verb: fc.constant('send'),
      what,
      steps: fc.array(people, { maxLength: 3 }),
      cc: fc.oneof(fc.constant([]), people),
      by: fc.constantFrom(null, '2026-12-24'),
      message: free,
    }),
    fc.record({ verb: fc.constantFrom('status', 'why', 'download', 'verify', 'mute', 'resume', 'share'), target }),
    fc.record({ verb: fc.constantFrom('decline', 'void', 'withdraw', 'dispute'), target, reason: free }),
    fc.record({ verb: fc.constant('comment'), target, text: free }),
    fc.record({ verb: fc.constant('delegate'), target, to: person, reason: free }),
    fc.record({ verb: fc.constantFrom('reassign', 'correct'), target, from: person, to: person, reason: free }),
    fc.record({ verb: fc.constant('remind'), target: fc.oneof(target, fc.constant({ kind: 'all' as const })), person: fc.constant(null) }),
    fc.record({ verb: fc.constantFrom('remind', 'resend'), target, person: optional(person) }),
    fc.record({ verb: fc.constantFrom('snooze', 'extend'), target, until: optional(span) }),
    fc.record({
      verb: fc.constant('list'),
      which: fc.constantFrom(null, 'mine', 'sent', 'done', 'overdue'),
      text: fc.constantFrom('', 'nda'),
    }),
    fc.record({ verb: fc.constant('templates'), text: fc.constantFrom('', 'nda') }),
    fc.record({ verb: fc.constant('help'), about: fc.constantFrom(null, 'send', 'withdraw') }),
    fc.record({ verb: fc.constantFrom('home', 'settings', 'link') }),
  );

  it('reads as itself', () => {
    fc.assert(
      fc.property(command, (command) => {
        fc.pre(printed(command).length <= 500);
        expect(parseLine(printed(command), BOUND)).toEqual(command);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads as itself when it decides', () => {
    const exact = target.filter(({ kind }) => kind !== 'title');
    fc.assert(
      fc.property(fc.constantFrom('sign', 'approve', 'acknowledge'), exact, (verb, target) => {
        const read = parseLine(printed({ verb, target, words: '' }), BOUND);
        expect(read).toMatchObject({ verb, target });
      }),
    );
  });
});

describe('a large or hostile line is read to an end', () => {
  const MEGABYTE = 1024 * 1024;
  it.each([
    'a',
    ' ',
    '\n',
    '<',
    '&amp;',
    '<mailto:',
    '<@',
    '"',
    ',',
    '-',
    ':',
    'to ',
    'then ',
    'and ',
    'cc ',
    'a@b.example ',
    '<@U1> ',
    'this ',
    `${ID} and `,
    '\uFDFA',
    'e\u0301',
    '\uD83D',
    '> \n',
    'a@b<mailto:',
    '<at id="',
    'hi ',
    '/sign ',
    'by ',
  ])('%j', (unit) => {
    for (const lead of ['', 'send ', 'send to ', 'decline ', 'approve ', 'remind ', 'snooze until ', 'status of ']) {
      const text = (lead + unit.repeat(Math.ceil(MEGABYTE / unit.length))).slice(0, MEGABYTE);
      for (const context of [BOUND, NONE]) expect(parseLine(text, context)).toBeDefined();
    }
  });
});
