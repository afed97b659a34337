// The card of each answer: what happened, that nothing changed, and the one way on; or what became of someone's words.
import type { Say } from '../answer.ts';
import type { Existing } from '../envelope.ts';
import { refusalSentence } from '../phrases/refusal-sentences.ts';
import type { Refusal, RefusalCode } from '../refusal.ts';
import { answerView, type AnswerInput } from '../views/answer.ts';
import { otherAddress } from '../views/other-person.ts';
import { recipientOf, referenceFacts, whenAt } from '../views/facts.ts';
import { ownStanding, whyParagraphs } from '../views/why.ts';
import { listing, opens, showing } from './action.ts';
import type { Card, CardAction, Place } from './card.ts';
import { placeIn, summed } from './context.ts';
import { noticeCard } from './lists.ts';
import { seatCard } from './seat.ts';
import { sharedCard } from './shared.ts';

export type AnswerCardInput = AnswerInput & { readonly version: number };

export function answerCard(input: AnswerCardInput): Card {
  const { say } = input.answer;
  // Each entry takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  return (CARDS[say.kind] as (input: AnswerCardInput, say: Say) => Card)(input, say);
}

/** Exhaustive by its type: a new kind of answer does not compile without its card. */
const CARDS: { readonly [K in Say['kind']]: (input: AnswerCardInput, say: Extract<Say, { kind: K }>) => Card } = {
  refused: (input, { refusal, tried }) => {
    const { answers, nothingChanged } = input.setting.phrases;
    const sentences = [sentenceFor(refusal, input), nothingChanged];
    return { ...failed(input, { title: answers.refusedHeading, sentences, ...wayOn(refusal.code, input) }), ...wrote(input, tried) };
  },
  ask: (input, { why, wrote: words }) => {
    const { answers, cards, nothingRecorded } = input.setting.phrases;
    return {
      ...failed(input, { title: answers.askHeading, sentences: [cards.ask[why], nothingRecorded], ...shown(input) }),
      ...wrote(input, words),
    };
  },
  'not-understood': (input, { name, wrote: words }) => {
    const { answers, nothingRecorded } = input.setting.phrases;
    const sentences = [answers.notUnderstood(name), nothingRecorded, answers.notUnderstoodNext];
    const card = failed(input, { title: answers.notUnderstoodSubject(name), sentences, ...shown(input) });
    return words === '' ? card : { ...card, quote: { who: name, text: words } };
  },
  quiet: (input, { email }) => {
    const { quiet } = input.setting.phrases.answers;
    return failed(input, { title: quiet.subject, sentences: [quiet.lead(email), quiet.next], ...shown(input) });
  },
  quarantined: (input) => {
    const { heading, paragraphs } = answerView(input);
    return failed(input, { title: heading, sentences: paragraphs, ...shown(input) });
  },
  'wrong-person': (input, { from }) => {
    const { answers, cards, nothingRecorded } = input.setting.phrases;
    const sentences = [answers.wrongPerson(from), nothingRecorded, cards.wrongPersonNext, ...otherAddress(input, from)];
    return failed(input, { title: answers.wrongPersonHeading, sentences, ...shown(input) });
  },
  'not-authenticated': (input, { why, started }) => {
    const { answers, cards, nothingRecorded, nothingSent } = input.setting.phrases;
    const rest = started ? [nothingSent, cards.notAuthenticatedStart] : [nothingRecorded, cards.notAuthenticatedNext];
    return failed(input, { title: answers.notAuthenticatedHeading, sentences: [answers.notAuthenticated(why), ...rest], ...shown(input) });
  },
  'no-document': (input, { ignored }) => {
    const { cards, nothingSent } = input.setting.phrases;
    const sentences = [cards.noDocument, ...ignored.map(({ filename, why }) => `${filename}: ${why}`), nothingSent];
    return failed(input, { title: cards.noDocumentTitle, sentences });
  },
  'unusable-document': (input, { filename, verdict, why }) => {
    const { answers, cards, nothingSent } = input.setting.phrases;
    const what = verdict === 'needs-password' ? cards.needsPassword(filename) : answers.unusable(filename, why);
    return failed(input, { title: answers.unusableSubject(filename), sentences: [what, nothingSent] });
  },
  'draft-problems': (input, { problems }) => {
    const { answers, nothingSent } = input.setting.phrases;
    return failed(input, { title: answers.problemsSubject, sentences: [...problems, nothingSent] });
  },
  'not-a-member': (input) => {
    const { cards, nothingSent } = input.setting.phrases;
    return failed(input, { title: cards.notAMemberTitle, sentences: [cards.notAMember, nothingSent] });
  },
  relayed: (input, { to }) => {
    const { answers, cards } = input.setting.phrases;
    const title = to === null ? answers.relayedToAll : answers.relayedHeading(to);
    return {
      ...failed(input, { title, sentences: [cards.relayed], ...shown(input) }),
      kind: 'status',
      status: { word: answers.relayedSubject, tone: 'done' },
    };
  },
  status: statusCard,
  shown: (_input, { card }) => card,
  shared: ({ state, ...input }) => (state ? sharedCard({ state, setting: input.setting }) : statusCard(input)),
  code: (input) => {
    const { subject, status, paragraphs } = answerView(input);
    return { ...failed(input, { title: subject, sentences: paragraphs }), kind: 'status', status };
  },
};

/** Sentences for a chat where a mail's would send its reader to their mailbox. */
function sentenceFor(refusal: Refusal, { setting, zone, answer }: AnswerCardInput): string {
  const { refusals, cards } = setting.phrases;
  const hearing = { when: whenAt(zone, setting), isSender: answer.about?.seat === 'sender' };
  return refusalSentence({ ...refusals, ...cards.refusals }, refusal, hearing);
}

type Failure = { readonly title: string; readonly sentences: readonly string[]; readonly action?: CardAction };

function failed({ state, setting }: AnswerCardInput, { title, sentences, ...action }: Failure): Card {
  const facts = state ? [{ label: setting.phrases.labels.title, value: state.title }, ...referenceFacts(state, setting)] : [];
  return { ...noticeCard({ kind: 'error', title, sentences, setting, ...action }), facts };
}

/** What only the page can do. */
const ON_PAGE: readonly RefusalCode[] = [
  'proven-too-weakly',
  'documents-changed',
  'unknown-document',
  'disclosure-missing',
  'not-opened',
  'unknown-field',
  'entry-missing',
  'entry-unreadable',
  'entry-too-long',
  'entries-too-large',
];
const UNKNOWN: readonly RefusalCode[] = ['no-such-envelope', 'not-yours'];

/** One way on: to the page, to the list, or to the card as it stands. */
function wayOn(code: RefusalCode, input: AnswerCardInput): Pick<Failure, 'action'> {
  const { setting } = input;
  const known = placeFor(input);
  if (known && ON_PAGE.includes(code)) {
    const { open } = setting.phrases.cards.actions;
    return { action: opens(known.place, { label: open, title: known.state.title, tone: 'good', setting }) };
  }
  return UNKNOWN.includes(code) ? { action: listing(setting) } : shown(input);
}

function shown(input: AnswerCardInput): Pick<Failure, 'action'> {
  const known = placeFor(input);
  return known ? { action: showing(known.place, { title: known.state.title, setting: input.setting }) } : {};
}

function placeFor({ answer, state }: AnswerCardInput): { readonly place: Place; readonly state: Existing } | undefined {
  return state && answer.about ? { place: placeIn(state, answer.about.seat), state } : undefined;
}

function wrote({ setting }: AnswerCardInput, text: string): Pick<Card, 'quote'> {
  return text === '' ? {} : { quote: { who: setting.phrases.answers.youWrote, text } };
}

/** The reader's own card, with why it stands so in full. */
function statusCard(input: AnswerCardInput): Card {
  const { setting, now, version } = input;
  const { answers, why } = setting.phrases;
  const known = placeFor(input);
  if (!known) return noticeCard({ kind: 'status', title: answers.statusHeading, sentences: [answers.statusHeading], setting });
  const { place, state } = known;
  const { seat } = place;
  const title = answers.statusSubject(state.title);
  const card = seatCard({ state, version, setting, now, seat });
  const standing = seat === 'sender' ? whyParagraphs(state, now, setting) : ownStanding(state, recipientOf(state, seat), { now, setting });
  const kind = card.kind === 'completed' || card.kind === 'stopped' ? card.kind : 'status';
  return { ...card, kind, title, paragraphs: standing, summary: summed(title, [`${why.statuses[state.status]}.`, ...standing]) };
}
