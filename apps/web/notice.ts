// What became of the form that was sent last, told on the page once more. Read from the inbox, so that a reload tells the same.
import type { Existing, Recipient } from '#core/envelope.ts';
import type { When } from '#core/phrases/en.ts';
import { en } from '#core/phrases/en.ts';
import { refusalSentence } from '#core/phrases/refusals.ts';
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
};

const WORKING = 'We have received what you sent and are still working on it. Reload this page in a moment; you need not send it again.';

const ANSWERS: Readonly<Record<string, Notice>> = {
  'too-many-codes': bad('You have asked for too many codes lately, so no further one was sent. Use the newest, or wait a while.'),
  'no-code-needed': bad('Nothing can be decided here at present, so no code was sent.'),
  'code-right': good('The code is right. You can decide now.'),
  'code-wrong': bad('That is not the code. Look in the newest mail from us and try again.'),
  'code-locked': bad('That was the fifth wrong try, so this code works no more. Ask for another one.'),
  'code-expired': bad('That code is older than ten minutes. Ask for another one.'),
  'code-none': bad('There is no code to enter, or it was used already. Ask for another one.'),
  'consent-missing': bad(`${en.nothingRecorded} Tick the sentence above the button if you agree, and press Sign again.`),
  'form-outdated': bad(`${en.nothingRecorded} The page had changed; please look at it again and repeat your answer.`),
};

export const VISIT_OVER = bad(`${en.nothingRecorded} Your visit had ended for safety. Open the document again to go on.`);
export const UNREADABLE = bad(`${en.nothingRecorded} What you entered could not be read, or was too long. Please try again.`);

export function noticeOf(told: Told): Notice {
  const { outcome, recipient } = told;
  if (!outcome) return bad(WORKING);
  if (outcome.kind === 'dropped') return bad(en.nothingRecorded);
  if (outcome.kind === 'answered')
    return outcome.code === 'code-sent' ? codeSent(recipient) : (ANSWERS[outcome.code] ?? bad(en.nothingRecorded));
  return outcome.result.ok ? recorded(told) : bad(`${refusalSentence(outcome.result.refusal, told.when)} ${en.nothingChanged}`);
}

function recorded({ type, state, recipient }: Told): Notice {
  if (type === 'open') return good('The document is open for you. Read it, then decide.');
  if (type === 'comment') return good(`Your words are on their way to ${state.sender.name}. They decide nothing.`);
  if (recipient.act) return good(en.recorded[recipient.act.type](state));
  return bad(`Not recorded yet: your answer was not proven well enough. Enter a one-time code, then decide again.`);
}

function codeSent({ email }: Recipient): Notice {
  return good(`We have sent a six-digit code to ${email}. It is valid for ten minutes.`);
}

function good(text: string): Notice {
  return { tone: 'good', text };
}

function bad(text: string): Notice {
  return { tone: 'bad', text };
}
