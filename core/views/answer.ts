// The view of each answer: why nothing was recorded, or what became of someone's words.
import type { Answer, Say } from '../answer.ts';
import type { Existing } from '../envelope.ts';
import { refusalSentence } from '../phrases/refusal-sentences.ts';
import type { Instant } from '../time.ts';
import { peopleFacts, recipientOf, referenceFacts, whenAt, type Setting } from './facts.ts';
import { howForSender, howToGoOn } from './how.ts';
import { otherPerson } from './other-person.ts';
import type { View } from './view.ts';
import { ownStanding, whyParagraphs } from './why.ts';

export type AnswerInput = {
  readonly answer: Answer;
  readonly setting: Setting;
  /** The zone in which this reader's times are written. */
  readonly zone: string;
  /** For what is still to come in a status. */
  readonly now: Instant;
  readonly state?: Existing;
  /** Derived by the channel for `code`, so that no stored row holds it. */
  readonly code?: string;
};

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
  refused: (input, { refusal, tried }) => {
    const { answers, refusals, nothingChanged } = input.setting.phrases;
    const hearing = { when: whenFor(input), isSender: isSender(input) };
    return {
      subject: about(input, answers.refusedSubject),
      heading: answers.refusedHeading,
      paragraphs: [refusalSentence(refusals, refusal, hearing), nothingChanged],
      ...(tried === '' ? {} : quote(input, tried)),
    };
  },
  ask: (input, { why, wrote }) => {
    const { answers, nothingRecorded } = input.setting.phrases;
    return {
      subject: about(input, answers.askSubject),
      heading: answers.askHeading,
      paragraphs: [`${answers.ask[why]} ${nothingRecorded}`],
      ...(wrote === '' ? {} : quote(input, wrote)),
      how: hints(input),
    };
  },
  'not-understood': (input, { name, wrote }) => {
    const { answers, nothingRecorded } = input.setting.phrases;
    return {
      subject: about(input, answers.notUnderstoodSubject(name)),
      heading: answers.notUnderstoodSubject(name),
      paragraphs: [answers.notUnderstood(name), nothingRecorded, answers.notUnderstoodNext],
      ...(wrote === '' ? {} : { quote: { who: name, text: wrote } }),
      how: hints(input),
    };
  },
  quiet: (input, { email }) => {
    const { quiet } = input.setting.phrases.answers;
    return { subject: about(input, quiet.subject), heading: quiet.subject, paragraphs: [quiet.lead(email), quiet.next] };
  },
  quarantined: (input, { why, name }) => {
    const { answers, nothingRecorded, nothingSent } = input.setting.phrases;
    const { subject, lead, own, next, nextOwn } = answers.quarantined;
    const paragraphs = name === null ? [own[why], nothingSent, nextOwn[why]] : [lead[why](name), nothingRecorded, next[why](name)];
    return { subject: about(input, subject), heading: subject, paragraphs };
  },
  'wrong-person': (input, { from }) => {
    const { answers, nothingRecorded } = input.setting.phrases;
    return {
      subject: about(input, answers.wrongPersonSubject),
      heading: answers.wrongPersonHeading,
      paragraphs: [answers.wrongPerson(from), nothingRecorded, answers.wrongPersonNext, ...otherPerson(input, from)],
      how: hints(input),
    };
  },
  'not-authenticated': (input, { why, started }) => {
    const { answers, nothingRecorded, nothingSent } = input.setting.phrases;
    return {
      subject: about(input, answers.notAuthenticatedSubject),
      heading: answers.notAuthenticatedHeading,
      paragraphs: [
        answers.notAuthenticated(why),
        started ? nothingSent : nothingRecorded,
        started ? answers.notAuthenticatedStart : answers.notAuthenticatedNext,
      ],
    };
  },
  'no-document': ({ setting: { phrases } }, { ignored }) => ({
    subject: phrases.answers.noDocumentSubject,
    heading: phrases.answers.noDocumentHeading,
    paragraphs: [phrases.answers.noDocument, ...ignored.map(({ filename, why }) => `${filename}: ${why}`), phrases.nothingSent],
  }),
  'unusable-document': ({ setting: { phrases } }, { filename, verdict, why }) => ({
    subject: phrases.answers.unusableSubject(filename),
    heading: phrases.answers.unusableHeading,
    paragraphs: [
      verdict === 'needs-password' ? phrases.answers.needsPassword(filename) : phrases.answers.unusable(filename, why),
      phrases.nothingSent,
    ],
  }),
  'draft-problems': ({ setting: { phrases } }, { problems }) => ({
    subject: phrases.answers.problemsSubject,
    heading: phrases.answers.problemsHeading,
    paragraphs: [...problems, phrases.nothingSent],
  }),
  'not-a-member': ({ setting: { phrases } }) => ({
    subject: phrases.answers.notAMemberSubject,
    heading: phrases.answers.notAMemberHeading,
    paragraphs: [phrases.answers.notAMember, phrases.nothingSent],
  }),
  relayed: (input, { to }) => {
    const { answers } = input.setting.phrases;
    return {
      subject: about(input, answers.relayedSubject),
      heading: to === null ? answers.relayedToAll : answers.relayedHeading(to),
      status: { word: answers.relayedSubject, tone: 'done' },
      paragraphs: [isSender(input) ? answers.relayedBySender : answers.relayed],
      how: hints(input),
    };
  },
  status: (input) => ({ ...statusOf(input), how: hints(input) }),
  shown: (_input, { card }) => ({
    subject: card.title,
    heading: card.title,
    status: card.status,
    paragraphs: [...card.paragraphs, ...(card.entries ?? []).map(({ title, line }) => `${title}: ${line}`)],
    facts: card.facts,
    links: [],
  }),
  shared: (input) => statusOf(input),
  code: (input, { expiresAt }) => {
    const { answers } = input.setting.phrases;
    return {
      subject: about(input, answers.codeSubject(input.code ?? '')),
      heading: answers.codeHeading,
      status: { word: input.code ?? '', tone: 'attention' },
      paragraphs: [answers.code({ when: whenFor(input)(expiresAt) }), answers.codeNotYou],
      links: [],
      hasCode: true,
    };
  },
};

function statusOf(input: AnswerInput): Bare {
  const { state, answer, setting, now } = input;
  const { answers, why } = setting.phrases;
  const seat = answer.about?.seat;
  const isOut = state !== undefined && seat !== undefined;
  return {
    subject: answers.statusSubject(state?.title ?? ''),
    heading: answers.statusHeading,
    status: { word: state ? why.statuses[state.status] : '', tone: toneOf(state) },
    paragraphs: !isOut
      ? []
      : seat === 'sender'
        ? whyParagraphs(state, now, setting)
        : ownStanding(state, recipientOf(state, seat), { now, setting }),
    ...(isOut && seat === 'sender' ? { facts: [...peopleFacts(state, setting), ...referenceFacts(state, setting)] } : {}),
  };
}

function toneOf(state: Existing | undefined): View['status']['tone'] {
  if (state?.status === 'draft') return 'attention';
  if (state?.status === 'sent') return state.disputes.length > 0 ? 'attention' : 'waiting';
  return state?.status === 'completed' ? 'done' : 'stopped';
}

function quote({ setting }: AnswerInput, text: string): Pick<View, 'quote'> {
  return { quote: { who: setting.phrases.answers.youWrote, text: text.slice(0, 200) } };
}

function pageLink({ answer, state, setting }: AnswerInput): View['links'] {
  const hasPage = state !== undefined && answer.about !== undefined && answer.about.seat !== 'sender' && state.status === 'sent';
  return hasPage ? [{ label: setting.phrases.open, to: 'page', primary: true }] : [];
}

function hints({ answer, state, setting }: AnswerInput): string[] {
  const seat = answer.about?.seat;
  if (!state || seat === undefined) return [];
  return seat === 'sender' ? howForSender(state, setting) : howToGoOn(state, recipientOf(state, seat), setting);
}

function isSender({ answer }: AnswerInput): boolean {
  return answer.about?.seat === 'sender';
}

function about({ state }: AnswerInput, subject: string): string {
  return state ? `${subject}: ${state.title}` : subject;
}

function whenFor({ zone, setting }: AnswerInput) {
  return whenAt(zone, setting);
}
