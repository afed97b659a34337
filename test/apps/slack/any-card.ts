// Any card and form that the types allow, with any Unicode and with text meant to do harm.
import fc from 'fast-check';
import type { Card, CardAction, CardKind, Entry, Field, Form, Intent, MoveVerb, Place, Tone } from '#core/cards/card.ts';
import { ENVELOPE, r, TENANT } from '#test/support/build.ts';

export const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U0123456>',
  '<https://evil.test|Open the document>',
  'https://evil.test/login',
  '&lt;!channel&gt;',
  '*bold* _italic_ ~gone~ `code` ```block```',
  ':white_check_mark: Signed',
  '> quoted\n>>> all quoted',
  '\u202Egpj.exe\u2066x\u2069',
  'a\u200Bb\u200Dc\uFEFF',
  `Z${'\u0301'.repeat(4000)}`,
  '👩‍👩‍👧‍👦'.repeat(2000),
  '&'.repeat(5000),
  '<'.repeat(5000),
  '_'.repeat(5000),
  '\n'.repeat(5000),
  'x\n'.repeat(3000),
  '\uD83D',
  ' ',
  '',
] as const;

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }).map((one) => one.repeat(300)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map((two) => two.join(' ')) },
);

const VERBS = [
  'approve',
  'acknowledge',
  'decline',
  'delegate',
  'comment',
  'withdraw',
  'send',
  'remind',
  'void',
  'share',
  'show',
  'list',
] as const;
const verb = fc.constantFrom<MoveVerb>(...VERBS);
const tone = fc.constantFrom<Tone>('waiting', 'done', 'stopped', 'attention');
const place: fc.Arbitrary<Place> = fc.constantFrom<Place>(
  { tenant: TENANT, envelope: ENVELOPE, seat: 'sender' },
  { tenant: TENANT, envelope: ENVELOPE, seat: r(1) },
);
const intent: fc.Arbitrary<Intent> = fc.record({ verb, version: fc.nat(999), place }, { requiredKeys: ['verb', 'version'] });

const labelled = { label: text, hint: text, isRequired: fc.boolean() };
const most = fc.integer({ min: -1, max: 9000 });

function fieldOf(id: string): fc.Arbitrary<Field> {
  const named = { ...labelled, id: fc.constant(id) };
  return fc.oneof<fc.Arbitrary<Field>[]>(
    fc.record({ ...named, kind: fc.constantFrom('line', 'text'), most, initial: text }),
    fc.record({ ...named, kind: fc.constant('address'), initial: fc.constantFrom('', 'a@b.test') }),
    fc.record({ ...named, kind: fc.constant('people'), most, initial: fc.array(fc.constantFrom('U1', 'U2', 'U3')) }),
    fc.record({ ...named, kind: fc.constant('day'), initial: fc.constantFrom('2026-12-01', 'tomorrow', '') }),
    fc.record({
      ...named,
      kind: fc.constant('choice'),
      options: fc.array(fc.record({ value: fc.constantFrom('a', 'b', 'c'), label: text }), { minLength: 1, maxLength: 150 }),
      initial: fc.constantFrom('a', 'z'),
    }),
    fc.record({ ...named, kind: fc.constant('files'), most }),
  );
}

export const anyForm: fc.Arbitrary<Form> = fc.record({
  intent,
  language: fc.constantFrom('en', 'de'),
  title: text,
  lead: fc.array(text, { maxLength: 12 }),
  fields: fc.array(fc.nat(), { maxLength: 8 }).chain((all) => fc.tuple(...all.map((_, at) => fieldOf(`f${at}`)))),
  submit: text,
  dismiss: text,
});

const action: fc.Arbitrary<CardAction> = fc.record({
  label: text,
  spoken: text,
  tone: fc.constantFrom('good', 'plain', 'bad'),
  does: fc.oneof<fc.Arbitrary<CardAction['does']>[]>(
    fc.record({ open: fc.constant('page'), about: place }),
    fc.record({ press: intent, confirm: fc.record({ title: text, text, yes: text, no: text }) }, { requiredKeys: ['press'] }),
    fc.record({ ask: anyForm }),
  ),
});

const entry: fc.Arbitrary<Entry> = fc.record({ title: text, line: text, action }, { requiredKeys: ['title', 'line'] });
const KINDS: readonly CardKind[] = ['request-sign', 'request-approve', 'status', 'reminder', 'completed', 'stopped', 'error'];

export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    language: fc.constantFrom('en', 'de'),
    title: text,
    status: fc.record({ word: text, tone }),
    summary: text,
    paragraphs: fc.array(text, { maxLength: 14 }),
    quote: fc.record({ who: text, text }),
    facts: fc.array(fc.record({ label: text, value: text }), { maxLength: 20 }),
    people: fc.array(fc.record({ name: text, does: text, standing: text, tone }), { maxLength: 80 }),
    actions: fc.array(action, { maxLength: 8 }),
    entries: fc.array(entry, { maxLength: 14 }),
    small: fc.array(text, { maxLength: 12 }),
  },
  { requiredKeys: ['kind', 'language', 'title', 'status', 'summary', 'paragraphs', 'facts', 'people', 'actions', 'small'] },
);
