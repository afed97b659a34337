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

type Bare = Pick<View, 'subject' | 'heading' | 'paragraphs'> & Partial<View>;

export function answerView(input: AnswerInput): View {
  const { answer, state, setting } = input;
  const nothing = { word: setting.phrases.nothingRecorded, tone: 'attention' } as const;
  const facts = state ? referenceFacts(state, setting) : [];
  return { kind: answer.say.kind, status: nothing, facts, links: pageLink(input), how: [], small: [], ...bare(input, answer.say) };
}

function bare(input: AnswerInput, say: Say): Bare {
  const { nothingRecorded, nothingSent, nothingChanged } = input.setting.phrases;
  const words = enAnswers;
  const quote = (text: string) => ({ quote: { who: words.youWrote, text: text.slice(0, 200) } });
  switch (say.kind) {
    case 'refused':
      return {
        subject: about(input, words.refusedSubject),
        heading: words.refusedHeading,
        paragraphs: [refusalSentence(say.refusal, whenFor(input)), nothingChanged],
        ...(say.tried === '' ? {} : quote(say.tried)),
      };
    case 'ask':
      return {
        subject: about(input, words.askSubject),
        heading: words.askHeading,
        paragraphs: [`${words.ask[say.why]} ${nothingRecorded}`],
        ...(say.wrote === '' ? {} : quote(say.wrote)),
        how: hints(input),
      };
    case 'wrong-person':
      return {
        subject: about(input, words.wrongPersonSubject),
        heading: words.wrongPersonHeading,
        paragraphs: [words.wrongPerson(say.from), nothingRecorded, words.wrongPersonNext],
        how: hints(input),
      };
    case 'not-authenticated':
      return {
        subject: about(input, words.notAuthenticatedSubject),
        heading: words.notAuthenticatedHeading,
        paragraphs: [
          words.notAuthenticated(say.why),
          say.started ? nothingSent : nothingRecorded,
          say.started ? words.notAuthenticatedStart : words.notAuthenticatedNext,
        ],
      };
    case 'no-document':
      return {
        subject: words.noDocumentSubject,
        heading: words.noDocumentHeading,
        paragraphs: [words.noDocument, ...say.ignored.map(({ filename, why }) => `${filename}: ${why}`), nothingSent],
      };
    case 'unusable-document':
      return {
        subject: words.unusableSubject(say.filename),
        heading: words.unusableHeading,
        paragraphs: [
          say.verdict === 'needs-password' ? words.needsPassword(say.filename) : words.unusable(say.filename, say.why),
          nothingSent,
        ],
      };
    case 'draft-problems':
      return { subject: words.problemsSubject, heading: words.problemsHeading, paragraphs: [...say.problems, nothingSent] };
    case 'not-a-member':
      return { subject: words.notAMemberSubject, heading: words.notAMemberHeading, paragraphs: [words.notAMember, nothingSent] };
    case 'relayed':
      return {
        subject: about(input, words.relayedSubject),
        heading: words.relayedHeading(say.to),
        status: { word: words.relayedSubject, tone: 'done' },
        paragraphs: [words.relayed],
        how: hints(input),
      };
    case 'status':
      return {
        subject: words.statusSubject(input.state?.title ?? ''),
        heading: words.statusHeading,
        status: { word: input.state?.status ?? '', tone: 'done' },
        paragraphs: [],
        ...(input.state && input.answer.about?.seat === 'sender' ? { facts: peopleFacts(input.state, input.setting) } : {}),
      };
    case 'code':
      return {
        subject: about(input, words.codeSubject(input.code ?? '')),
        heading: words.codeHeading,
        status: { word: input.code ?? '', tone: 'attention' },
        paragraphs: [words.code(whenFor(input)(say.expiresAt)), words.codeNotYou],
        links: [],
        hasCode: true,
      };
  }
}

function pageLink({ answer, state, setting }: AnswerInput): View['links'] {
  const hasPage = state !== undefined && answer.about !== undefined && answer.about.seat !== 'sender' && state.status === 'sent';
  return hasPage ? [{ label: setting.phrases.open, to: 'page', primary: true }] : [];
}

function hints({ answer, state, setting }: AnswerInput): string[] {
  const seat = answer.about?.seat;
  if (!state || seat === undefined) return [];
  if (seat === 'sender') return state.status === 'draft' ? [...setting.phrases.draft.how] : [];
  return howToDecide(state, recipientOf(state, seat), setting);
}

function about({ state }: AnswerInput, subject: string): string {
  return state ? `${subject}: ${state.title}` : subject;
}

function whenFor({ zone, setting }: AnswerInput) {
  return (at: Parameters<typeof wallClock>[0]) => setting.phrases.dateTime(wallClock(at, zone, setting.offsetAt), zone);
}
