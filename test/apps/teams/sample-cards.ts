// Cards and forms as they are in use, one of each kind, and arbitrary ones made of whatever text there is.
import fc from 'fast-check';
import type { Card, CardAction, CardKind, Entry, Field, Form, Intent, MoveVerb, Place, Tone } from '#core/cards/card.ts';
import { intents } from '#apps/chat/intents.ts';
import { DOCUMENT, ENVELOPE, r, TENANT } from '#test/support/build.ts';

export const PLACE: Place = { tenant: TENANT, envelope: ENVELOPE, seat: r(1) };
export const PAGE = 'https://sign.northwind.test/s/8WPMYK3T2Q9A7ZJ4X6C5V1B0N8WPMYK3T2Q9A7ZJ4';
/** As long as one may be. */
export const SEALED = 'x'.repeat(400);
export const LOOK = { seal: intents([new Uint8Array(32).fill(7)]).seal, page: () => PAGE };

export function intent(verb: MoveVerb, change: Partial<Intent> = {}): Intent {
  return { verb, place: PLACE, version: 4, fingerprint: DOCUMENT.sha256, ...change };
}

export function form(verb: MoveVerb, fields: readonly Field[], change: Partial<Form> = {}): Form {
  return {
    intent: intent(verb),
    language: 'en',
    title: 'Decline',
    lead: ['This ends it for everyone.'],
    fields,
    submit: 'Decline',
    dismiss: 'Back',
    ...change,
  };
}

export const REASON: Field = { kind: 'text', id: 'reason', label: 'Reason', hint: 'Olivia reads it.', isRequired: true, most: 1000 };
export const ADDRESS: Field = { kind: 'address', id: 'address', label: 'E-mail address', isRequired: true };
const TEXT: Field = { kind: 'text', id: 'text', label: 'Your question', isRequired: true, most: 2000 };

export const START: Form = form(
  'start',
  [
    { kind: 'files', id: 'files', label: 'Documents', isRequired: true, most: 10 },
    { kind: 'line', id: 'title', label: 'Title', isRequired: true, most: 200, initial: 'Mutual NDA' },
    { kind: 'people', id: 'approvers', label: 'Who approves', isRequired: false, most: 10 },
    { kind: 'people', id: 'signers', label: 'Who signs', isRequired: false, most: 10, initial: ['a1', 'b2'] },
    { kind: 'text', id: 'others', label: 'People outside', hint: 'One address a line.', isRequired: false, most: 2000 },
    {
      kind: 'choice',
      id: 'order',
      label: 'Order',
      isRequired: true,
      initial: 'together',
      options: [
        { value: 'together', label: 'All at once' },
        { value: 'one-by-one', label: 'One by one' },
      ],
    },
    { kind: 'day', id: 'day', label: 'Closes', isRequired: false, initial: '2026-12-08' },
    { kind: 'text', id: 'message', label: 'Message', isRequired: false, most: 2000 },
  ],
  { title: 'New request', submit: 'Prepare', lead: ['Nothing is sent yet.'] },
);

export const OPEN: CardAction = {
  label: 'Review and sign',
  spoken: 'Review and sign Mutual NDA',
  tone: 'good',
  does: { open: 'page', about: PLACE },
};
export const APPROVE: CardAction = {
  label: 'Approve',
  spoken: 'Approve Mutual NDA',
  tone: 'good',
  does: {
    press: intent('approve'),
    confirm: {
      title: 'Approve Mutual NDA?',
      text: 'Your approval is recorded for fingerprint 4c1a5f0a92bd.',
      yes: 'Approve',
      no: 'Not now',
    },
  },
};
export const ASK: CardAction = { label: 'Ask…', spoken: 'Ask about Mutual NDA', tone: 'plain', does: { ask: form('comment', [TEXT]) } };
export const DELEGATE: CardAction = {
  label: 'Delegate…',
  spoken: 'Delegate Mutual NDA',
  tone: 'plain',
  does: { ask: form('delegate', [ADDRESS, REASON]) },
};
export const DECLINE: CardAction = {
  label: 'Decline…',
  spoken: 'Decline Mutual NDA',
  tone: 'bad',
  does: { ask: form('decline', [REASON]) },
};
export const REMIND: CardAction = { label: 'Remind', spoken: 'Remind about Mutual NDA', tone: 'plain', does: { press: intent('remind') } };
const LIST: CardAction = { label: 'New request', spoken: 'New request', tone: 'good', does: { ask: START } };

const ACTIONS: Record<CardKind, readonly CardAction[]> = {
  'request-sign': [OPEN, ASK, DELEGATE, DECLINE],
  'request-approve': [APPROVE, OPEN, ASK, DELEGATE, DECLINE],
  status: [REMIND, OPEN, DECLINE],
  reminder: [OPEN, DECLINE],
  completed: [OPEN],
  stopped: [],
  error: [LIST],
};
const TONES: Record<CardKind, Tone> = {
  'request-sign': 'waiting',
  'request-approve': 'waiting',
  status: 'waiting',
  reminder: 'attention',
  completed: 'done',
  stopped: 'stopped',
  error: 'attention',
};
export const KINDS = Object.keys(ACTIONS) as CardKind[];

export function sampleCard(kind: CardKind, change: Partial<Card> = {}): Card {
  return {
    kind,
    language: 'en',
    title: 'Approval requested: Mutual NDA',
    status: { word: 'Waiting for you', tone: TONES[kind] },
    summary: 'Olivia Park (Northwind Traders) asks you to approve “Mutual NDA”.',
    paragraphs: [
      'Olivia Park (Northwind Traders) asks you to approve “Mutual NDA” before it is signed.',
      'Everyone else is asked once you have answered.',
    ],
    quote: { who: 'Olivia Park', text: 'Please look at clause 4.\nThe rest is as before.' },
    facts: ['Document', 'From', 'Closes', 'Reference', 'Fingerprint'].map((label) => ({
      label,
      value: `${label} of it: nda.pdf, 4 pages`,
    })),
    people: ['Max Weber', 'Ines Duarte', 'Dana Cole'].map((name) => ({ name, does: 'approves', standing: 'asked', tone: 'waiting' })),
    actions: ACTIONS[kind],
    small: ['Approving means that you agree to this version of the document.', `Envelope ${ENVELOPE}.`],
    ...change,
  };
}

export const listed: Entry[] = Array.from({ length: 10 }, (_, at) => ({
  title: `Contract ${at + 1}`,
  line: '1 of 3 signed, closes 8 Dec 2026',
  action: { label: 'Show', spoken: `Show Contract ${at + 1}`, tone: 'plain', does: { press: intent('show') } },
}));

/** What does harm where text is taken for more than text. */
export const HOSTILE = [
  '**bold** _it_ __strong__ ~~gone~~ `code`',
  '[click](https://evil.test) ![i](https://evil.test/i.png) <https://evil.test>',
  '{{DATE(2026-11-24T09:00:00Z, LONG)}} {{{{TIME(2026-11-24T09:00:00Z)}}',
  '<at>Olivia</at> <b>b</b> <script>alert(1)</script> &lt;at&gt; &#42;',
  '# heading\n> quote\n- list\n1. first\n---\n| a | b |',
  'safe\u202Efdp.exe\u2066x\u2069 a\u200Bb\u{E0041}c \u3164 \uFEFF',
  'e\u0301'.repeat(3) + 'Z\u0300'.padEnd(300, '\u0301'),
  '\uD800 half \uDC00',
  '\\* \\\\[x](y) C:\\Users\\max \\',
  '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪'.repeat(40),
];

const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'*_`"\\[](){}<>&#-+.1 \n\u200B'), maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('"', '*', 'ß', '👍🏽', 'a b'), fc.integer({ min: 500, max: 9000 }))
      .map(([unit, times]) => unit.repeat(times)),
  },
);
const tone = fc.constantFrom<Tone>('waiting', 'done', 'stopped', 'attention');
const sealedIntent = fc.constantFrom<MoveVerb>('approve', 'decline', 'delegate', 'comment', 'remind', 'show').map((verb) => intent(verb));

const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    id: fc.constantFrom('reason', 'text'),
    label: words,
    hint: words,
    isRequired: fc.boolean(),
    most: fc.integer({ min: 1, max: 3000 }),
    initial: words,
  }),
  fc.record({ kind: fc.constant('address' as const), id: fc.constant('address'), label: words, isRequired: fc.boolean() }),
  fc.record({ kind: fc.constant('day' as const), id: fc.constant('day'), label: words, isRequired: fc.boolean() }),
  fc.record({
    kind: fc.constant('people' as const),
    id: fc.constant('signers'),
    label: words,
    isRequired: fc.boolean(),
    most: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({
    kind: fc.constant('files' as const),
    id: fc.constant('files'),
    label: words,
    isRequired: fc.boolean(),
    most: fc.constant(10),
  }),
  fc.record({
    kind: fc.constant('choice' as const),
    id: fc.constant('order'),
    label: words,
    isRequired: fc.boolean(),
    initial: fc.constant('o0'),
    options: fc.array(words, { minLength: 1, maxLength: 60 }).map((labels) => labels.map((label, at) => ({ value: `o${at}`, label }))),
  }),
);

export const anyForm: fc.Arbitrary<Form> = fc.record({
  intent: sealedIntent,
  language: fc.constantFrom('en', 'de'),
  title: words,
  lead: fc.array(words, { maxLength: 3 }),
  fields: fc.uniqueArray(field, { maxLength: 6, selector: ({ id }) => id }),
  submit: words,
  dismiss: words,
});

const action: fc.Arbitrary<CardAction> = fc.record({
  label: words,
  spoken: words,
  tone: fc.constantFrom('good', 'plain', 'bad'),
  does: fc.oneof(
    fc.constant({ open: 'page' as const, about: PLACE }),
    fc.record({ press: sealedIntent }),
    fc.record({ press: sealedIntent, confirm: fc.record({ title: words, text: words, yes: words, no: words }) }),
    fc.record({ ask: anyForm }),
  ),
});

export const anyCard: fc.Arbitrary<Card> = fc.record({
  kind: fc.constantFrom(...KINDS),
  language: fc.constantFrom('en', 'de'),
  title: words,
  status: fc.record({ word: words, tone }),
  summary: words,
  paragraphs: fc.array(words, { maxLength: 20 }),
  quote: fc.record({ who: words, text: words }),
  facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 30 }),
  people: fc.array(fc.record({ name: words, does: words, standing: words, tone }), { maxLength: 60 }),
  actions: fc.array(action, { maxLength: 7 }),
  entries: fc.array(fc.record({ title: words, line: words, action }), { maxLength: 15 }),
  small: fc.array(words, { maxLength: 8 }),
});
