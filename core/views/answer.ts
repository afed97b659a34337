// The view of each answer: why nothing was recorded, or what became of someone's words.
import type { Answer, Say } from '../answer.ts';
import type { Existing } from '../envelope.ts';
import { enAnswers } from '../phrases/en-answers.ts';
import { refusalSentence } from '../phrases/refusals.ts';
import { wallClock } from '../time.ts';
import { peopleFacts, recipientOf, referenceFacts, type Setting } from './facts.ts';
import { howToDecide } from './how.ts';
import type { View } from './view.ts';

export type AnswerInput = {
  readonly answer: Answer;
  readonly setting: Setting;
  /** The zone in which this reader's times are written. */
  readonly zone: string;
  readonly state?: Existing;
  /** Derived by the channel for `code`, so that no stored row holds it. */
  readonly code?: string;
};

const words = enAnswers;

type Bare = Pick<View, 'subject' | 'heading' | 'paragraphs'> & Partial<View>;

export function answerView(input: AnswerInput): View {
  const { answer, state, setting } = input;
  const nothing = { word: setting.phrases.nothingRecorded, tone: 'attention' } as const;
  const facts = state ? referenceFacts(state, setting) : [];
  return { kind: answer.say.kind, status: nothing, facts, links: pageLink(input), how: [], small: [], ...bareOf(input) };
}

function bareOf(input: AnswerInput): Bare {
  const { say } = input.answer;
  // Each entry takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  return (BARE[say.kind] as (input: AnswerInput, say: Say) => Bare)(input, say);
}

/** Exhaustive by its type: a new kind of answer does not compile without its words. */
const BARE: { readonly [K in Say['kind']]: (input: AnswerInput, say: Extract<Say, { kind: K }>) => Bare } = {
  refused: (input, { refusal, tried }) => ({
    subject: about(input, words.refusedSubject),
    heading: words.refusedHeading,
    paragraphs: [refusalSentence(refusal, whenFor(input)), input.setting.phrases.nothingChanged],
    ...(tried === '' ? {} : quote(tried)),
  }),
  ask: (input, { why, wrote }) => ({
    subject: about(input, words.askSubject),
    heading: words.askHeading,
    paragraphs: [`${words.ask[why]} ${input.setting.phrases.nothingRecorded}`],
    ...(wrote === '' ? {} : quote(wrote)),
    how: hints(input),
  }),
  'wrong-person': (input, { from }) => ({
    subject: about(input, words.wrongPersonSubject),
    heading: words.wrongPersonHeading,
    paragraphs: [words.wrongPerson(from), input.setting.phrases.nothingRecorded, words.wrongPersonNext],
    how: hints(input),
  }),
  'not-authenticated': (input, { why, started }) => ({
    subject: about(input, words.notAuthenticatedSubject),
    heading: words.notAuthenticatedHeading,
    paragraphs: [
      words.notAuthenticated(why),
      started ? input.setting.phrases.nothingSent : input.setting.phrases.nothingRecorded,
      started ? words.notAuthenticatedStart : words.notAuthenticatedNext,
    ],
  }),
  'no-document': ({ setting }, { ignored }) => ({
    subject: words.noDocumentSubject,
    heading: words.noDocumentHeading,
    paragraphs: [words.noDocument, ...ignored.map(({ filename, why }) => `${filename}: ${why}`), setting.phrases.nothingSent],
  }),
  'unusable-document': ({ setting }, { filename, verdict, why }) => ({
    subject: words.unusableSubject(filename),
    heading: words.unusableHeading,
    paragraphs: [verdict === 'needs-password' ? words.needsPassword(filename) : words.unusable(filename, why), setting.phrases.nothingSent],
  }),
  'draft-problems': ({ setting }, { problems }) => ({
    subject: words.problemsSubject,
    heading: words.problemsHeading,
    paragraphs: [...problems, setting.phrases.nothingSent],
  }),
  'not-a-member': ({ setting }) => ({
    subject: words.notAMemberSubject,
    heading: words.notAMemberHeading,
    paragraphs: [words.notAMember, setting.phrases.nothingSent],
  }),
  relayed: (input, { to }) => ({
    subject: about(input, words.relayedSubject),
    heading: words.relayedHeading(to),
    status: { word: words.relayedSubject, tone: 'done' },
    paragraphs: [input.answer.about?.seat === 'sender' ? words.relayedBySender : words.relayed],
    how: hints(input),
  }),
  status: (input) => ({
    ...statusOf(input),
    how: hints(input),
  }),
  code: (input, { expiresAt }) => ({
    subject: about(input, words.codeSubject(input.code ?? '')),
    heading: words.codeHeading,
    status: { word: input.code ?? '', tone: 'attention' },
    paragraphs: [words.code(whenFor(input)(expiresAt)), words.codeNotYou],
    links: [],
    hasCode: true,
  }),
};

function statusOf({ state, answer, setting }: AnswerInput): Bare {
  return {
    subject: words.statusSubject(state?.title ?? ''),
    heading: words.statusHeading,
    status: { word: state ? words.statusWords[state.status] : '', tone: toneOf(state) },
    paragraphs: [],
    ...(state && answer.about?.seat === 'sender' ? { facts: peopleFacts(state, setting) } : {}),
  };
}

function toneOf(state: Existing | undefined): View['status']['tone'] {
  if (state?.status === 'draft') return 'attention';
  if (state?.status === 'sent') return 'waiting';
  return state?.status === 'completed' ? 'done' : 'stopped';
}

function quote(text: string): Pick<View, 'quote'> {
  return { quote: { who: words.youWrote, text: text.slice(0, 200) } };
}

function pageLink({ answer, state, setting }: AnswerInput): View['links'] {
  const hasPage = state !== undefined && answer.about !== undefined && answer.about.seat !== 'sender' && state.status === 'sent';
  return hasPage ? [{ label: setting.phrases.open, to: 'page', primary: true }] : [];
}

function senderHints({ status }: Existing, { phrases }: Setting): string[] {
  if (status === 'draft') return [...phrases.draft.how];
  return status === 'sent' ? [...phrases.senderHow] : [];
}

function hints({ answer, state, setting }: AnswerInput): string[] {
  const seat = answer.about?.seat;
  if (!state || seat === undefined) return [];
  if (seat === 'sender') return senderHints(state, setting);
  return howToDecide(state, recipientOf(state, seat), setting);
}

function about({ state }: AnswerInput, subject: string): string {
  return state ? `${subject}: ${state.title}` : subject;
}

function whenFor({ zone, setting }: AnswerInput) {
  return (at: Parameters<typeof wallClock>[0]) => setting.phrases.dateTime(wallClock(at, zone, setting.offsetAt), zone);
}
