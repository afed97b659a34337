// English: why the rules said no. Each says what happened and what to do; "nothing was changed" is added by the view.
import type { Refusal, RefusalCode } from '../command.ts';
import type { Assurance } from '../events.ts';
import type { Instant } from '../time.ts';

type When = (at: Instant) => string;
type Sentences = { readonly [C in RefusalCode]: (refusal: Extract<Refusal, { code: C }>, when: When) => string };

const ROLES = { signer: 'a signer', approver: 'an approver', cc: 'someone who receives a copy' } as const;
const CAN = {
  signer: 'You can sign or decline it.',
  approver: 'You can approve or decline it.',
  cc: 'You need not do anything; a question reaches the sender.',
} as const;
const LEVELS: Record<Assurance, string> = {
  L0: 'a link alone',
  L1: 'an authenticated reply or click',
  L2: 'the page with a one-time code',
  L3: 'a fresh login',
};
const ENDED = {
  completed: 'is already completed',
  declined: 'was declined',
  voided: 'was voided by its sender',
  expired: 'has closed',
} as const;

const sentences: Sentences = {
  'no-such-envelope': () => 'We found no such envelope of yours. Check its id, or answer the mail that it came with.',
  'not-yours': () => 'We found no such envelope of yours. Check its id, or answer the mail that it came with.',
  'not-the-sender': () => 'Only the sender can do this. Ask the sender, or write your question and we pass it on.',
  'proven-too-weakly': ({ needs }) => `This needs more proof that it is you: ${LEVELS[needs]}.`,
  'already-sent': () => 'This envelope has been sent already. To change it, void it and send a new one.',
  'not-sent-yet': () => 'This envelope is still a draft of its sender. You will hear from us when it is your turn.',
  'no-documents': () => 'There is no document in this draft. Mail the document to the signing address again.',
  'no-signers-or-approvers': () =>
    'Nobody is named who should sign or approve. Answer with a line such as “signers: dana@example.com”, then send it.',
  'seated-twice': ({ email }) => `${email} is named twice in one step, and one person cannot count as two. Name each person once per step.`,
  'own-approval': () => 'You cannot approve your own request under your organisation’s policy. Name another approver.',
  'level-not-available': ({ needs }) =>
    `The proof that is asked for (${LEVELS[needs]}) is not available on any channel here. Ask for less, or enable it.`,
  'deadline-in-the-past': ({ expiresAt }, when) => `The deadline (${when(expiresAt)}) has passed already. Name a later one.`,
  // Without names: whom we wait for may be an approver inside another organisation, who is none of the reader's business.
  'not-your-turn': () => 'It is not your turn yet: others are asked first. We write to you when it is.',
  'already-acted': ({ act, actedAt }, when) => `You ${act} this already, on ${when(actedAt)}; it stays on record as it is.`,
  'wrong-role': ({ role, act }) => `You are ${ROLES[role]} here, so you cannot ${act} it. ${CAN[role]}`,
  'documents-changed': () => 'The document that you were shown is not the one in the envelope. Open the current page and look again.',
  'reason-missing': () =>
    'A reason is needed, so that the others know what to change. Write it after the word, for example “DECLINE: wrong amount”.',
  'name-missing': () => 'Your name is missing. Type it as your signature and press Sign again.',
  'text-missing': () => 'The message was empty. Write your question or comment and send it again.',
  'past-deadline': ({ expiresAt }, when) =>
    `The deadline (${when(expiresAt)}) has passed, so this could not be recorded. Ask the sender for a new envelope.`,
  'envelope-over': ({ status, endedAt }, when) =>
    `This envelope ${ENDED[status]} (${when(endedAt)}), so nothing more can be decided in it. You can still write a comment.`,
  'nobody-to-remind': () =>
    'There is nobody to remind: no one by that name is being waited for. Answer with the word “STATUS” to see who is.',
  'wrote-too-often': ({ againAt }, when) => `You have written very often within a day. You can write again from ${when(againAt)}.`,
  'reminded-lately': ({ againAt }, when) => `They were reminded a short while ago. You can remind them again from ${when(againAt)}.`,
  'nothing-new': () => 'There was nothing to do.',
};

export function refusalSentence(refusal: Refusal, when: When): string {
  // Each sentence takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const sentence = sentences[refusal.code] as (refusal: Refusal, when: When) => string;
  return sentence(refusal, when);
}
