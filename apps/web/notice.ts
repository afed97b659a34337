// What became of the form that was sent last, told on the page once more. Read from the inbox, so that a reload tells the same.
import type { Existing, Recipient } from '#core/envelope.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { refusalSentence } from '#core/phrases/refusal-sentences.ts';
import type { When } from '#core/phrases/when.ts';
import type { InboxOutcome } from '#core/ports.ts';
import type { WebActType } from './request.ts';

export type Notice = { readonly tone: 'good' | 'bad'; readonly text: string };

type Told = {
  readonly type: WebActType;
  /** Absent while it is being worked on. */
  readonly outcome: InboxOutcome | undefined;
  readonly state: Existing;
  readonly recipient: Recipient;
  readonly when: When;
  readonly phrases: Phrases;
};

/** By the code of an answered request. */
const ANSWERS: Readonly<Record<string, (phrases: Phrases, reader: Pick<Recipient, 'email'>) => Notice>> = {
  'code-sent': ({ notices }, { email }) => good(notices.codeSent({ email })),
  'too-many-codes': ({ notices }) => bad(notices.tooManyCodes),
  'no-code-needed': ({ notices }) => bad(notices.noCodeNeeded),
  'code-right': ({ notices }) => good(notices.codeRight),
  'code-wrong': ({ notices }) => bad(notices.codeWrong),
  'code-locked': ({ notices }) => bad(notices.codeLocked),
  'code-expired': ({ notices }) => bad(notices.codeExpired),
  'code-none': ({ notices }) => bad(notices.codeNone),
  'consent-missing': ({ notices }) => bad(notices.consentMissing),
  'form-outdated': ({ notices }) => bad(notices.formOutdated),
};

export function visitOver({ notices }: Phrases): Notice {
  return bad(notices.visitOver);
}

export function unreadable({ notices }: Phrases): Notice {
  return bad(notices.unreadable);
}

export function noticeOf(told: Told): Notice {
  const { outcome, recipient, phrases, when } = told;
  if (!outcome) return bad(phrases.notices.working);
  if (outcome.kind === 'dropped') return bad(phrases.nothingRecorded);
  if (outcome.kind === 'answered') return answerNotice(outcome.code, phrases, recipient);
  if (outcome.result.ok) return recorded(told);
  const sentence = refusalSentence(phrases.refusals, outcome.result.refusal, { when, isSender: false });
  return bad(`${sentence} ${phrases.nothingChanged}`);
}

export function answerNotice(code: string, phrases: Phrases, reader: Pick<Recipient, 'email'>): Notice {
  return ANSWERS[code]?.(phrases, reader) ?? bad(phrases.nothingRecorded);
}

function recorded({ type, state, recipient, phrases }: Told): Notice {
  const { notices } = phrases;
  if (type === 'open') return good(notices.opened);
  if (type === 'comment') return good(notices.commented({ who: state.sender.name }));
  if (DONE.includes(type)) return good(notices.done);
  if (recipient.act) return good(phrases.recorded.subject[recipient.act.type](state));
  return bad(notices.held);
}

/** What changes the page itself, which then shows it. */
const DONE: readonly WebActType[] = ['disclose', 'delegate', 'withdraw', 'dispute'];

function good(text: string): Notice {
  return { tone: 'good', text };
}

function bad(text: string): Notice {
  return { tone: 'bad', text };
}
