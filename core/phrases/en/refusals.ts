// English: why the rules said no. Each says what happened and what to do; "nothing was changed" is added by the view.
// None names people whom its reader need not know: an approver inside another organisation is none of an outsider's business.
import { isExcluded, sourceOf, type ExcludedClass } from '../../classes.ts';
import type { ActType } from '../../envelope.ts';
import type { ActVerb, Assurance, Role } from '../../terms.ts';
import type { FieldRefusals, RefusalSentences } from '../refusal-sentences.ts';

const ROLES: Record<Role, string> = {
  signer: 'a signer',
  approver: 'an approver',
  viewer: 'someone who reads and confirms',
  preparer: 'someone who fills in the data',
  cc: 'someone who receives a copy',
};
const CAN: Record<Role, string> = {
  signer: 'You can sign or decline it.',
  approver: 'You can approve or decline it.',
  viewer: 'You can confirm that you have read it, or decline.',
  preparer: 'You can fill in the data on the page, or decline.',
  cc: 'You need not do anything; a question reaches the sender.',
};
const ACTS: Record<ActVerb, string> = {
  sign: 'sign it',
  approve: 'approve it',
  acknowledge: 'confirm that you have read it',
  prepare: 'fill in its data',
  decline: 'decline it',
};
const ACTED: Record<ActType, string> = {
  signed: 'signed',
  approved: 'approved',
  acknowledged: 'confirmed as read',
  prepared: 'filled in',
  declined: 'declined',
};
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
};
const CLASSES: Record<ExcludedClass, string> = {
  will: 'wills',
  'family-law': 'documents of family law',
  'court-document': 'court documents',
  'utility-cut-off': 'notices that end water, heat or power',
  foreclosure: 'notices of foreclosure',
  eviction: 'notices of eviction',
  'insurance-cancellation': 'cancellations of health or life insurance',
  'product-recall': 'product recalls',
  'hazardous-material': 'papers that go with hazardous material',
  'negotiable-instrument': 'promissory notes and other negotiable instruments',
  notarised: 'documents to be notarised',
  deed: 'deeds',
  'land-transfer': 'transfers of land',
  'consumer-suretyship': 'suretyships of consumers',
  'employment-termination': 'terminations of employment',
  'qualified-signature': 'documents that need a qualified signature',
};

const UNKNOWN = 'We found no such envelope of yours. Check its id, or answer the mail that it came with.';

export const enRefusals: Omit<RefusalSentences, keyof FieldRefusals> = {
  'no-such-envelope': () => UNKNOWN,
  'not-yours': () => UNKNOWN,
  'not-the-sender': () => 'Only the sender can do this. Ask the sender, or write your question and we pass it on.',
  'may-not-send': () => 'Your organisation’s policy does not let you send documents. Ask your administrator, or a colleague who may.',
  'too-many-today': ({ most, againAt }, { when }) =>
    `Your organisation has sent as many envelopes today as it may in a day (${most}). The draft stays: send it again from ${when(againAt)}, or ask your administrator for a higher limit.`,
  'proven-too-weakly': ({ needs }) => `This needs more proof that it is you: ${LEVELS[needs]}.`,
  'already-sent': () => 'This envelope has been sent already. To change its documents, void it and send a new one.',
  'draft-changed': ({ draftedAt }, { when }) =>
    `The draft was changed on ${when(draftedAt)}, and you were shown an earlier one. Look at it as it is now, then send it.`,
  'not-sent-yet': () => 'This envelope is still a draft of its sender. You will hear from us when it is your turn.',
  'no-documents': () => 'There is no document in this draft. Mail the document to the signing address again.',
  'no-signers-or-approvers': () =>
    'Nobody is named who should sign or approve. Answer with a line such as “signers: dana@example.com”, then send it.',
  'too-many-people': ({ most }) => `An envelope takes ${most} people at most. Name fewer, or send several envelopes.`,
  'seated-twice': ({ email }) => `${email} has a place in this step already, and one person cannot count as two. Name someone else.`,
  'own-approval': () => 'Under the organisation’s policy nobody approves a request of their own. Name another approver.',
  'approves-and-signs': ({ email }) =>
    `Under the organisation’s policy nobody both approves and signs, and ${email} would. Name someone else for one of the two.`,
  'mixed-group': ({ step }) =>
    `Step ${step} asks only some of its people to act, so all of them must have the same role. Put other roles into a step of their own.`,
  'quorum-impossible': ({ step, needed, people }) =>
    `Step ${step} asks for ${needed} of ${people} people, which is not possible. Ask for a number from 1 to ${people}.`,
  'preparer-late': () => 'Whoever fills in the data must come before all others. Move them to the first step.',
  'level-not-available': ({ needs }) =>
    `The proof that is asked for (${LEVELS[needs]}) is not available on any channel here. Ask for less, or enable it.`,
  'class-excluded': ({ documentClass }) =>
    isExcluded(documentClass)
      ? `We do not take ${CLASSES[documentClass]} for electronic signature (${sourceOf(documentClass)}). Have it signed on paper, or ask your lawyer.`
      : `Documents of the class “${documentClass}” are not taken for electronic signature. Have it signed on paper, or ask your lawyer.`,
  'class-unknown': ({ documentClass }) =>
    `We know no class of documents called “${documentClass}”. Name another one, such as “contract”, or leave the line out.`,
  'deadline-in-the-past': ({ expiresAt }, { when }) => `The deadline (${when(expiresAt)}) has passed already. Name a later one.`,
  'not-your-turn': () => 'It is not your turn yet: others are asked first. We write to you when it is.',
  'already-acted': ({ act, actedAt }, { when, isSender }) =>
    isSender
      ? `That person has answered already (${ACTED[act]}, ${when(actedAt)}), and the answer stays on record. Remind, correct or replace only those who are still waited for.`
      : `Your answer is on record already (${ACTED[act]}, ${when(actedAt)}), and stays as it is.`,
  'handed-over': ({ to, handedOverAt }, { when, isSender }) =>
    isSender
      ? `That person handed over to ${to} on ${when(handedOverAt)}. Name ${to} instead.`
      : `You handed this over to ${to} on ${when(handedOverAt)}, who now decides. If that was wrong, write to the sender.`,
  'no-longer-asked': ({ since }, { when, isSender }) =>
    isSender
      ? `That person has not been asked any more since ${when(since)}. Name someone who is waited for.`
      : `Your answer is not needed any more, since ${when(since)}. You need not do anything; a question still reaches the sender.`,
  'wrong-role': ({ role, act }) => `You are ${ROLES[role]} here, so you cannot ${ACTS[act]}. ${CAN[role]}`,
  'documents-changed': () => 'The document that you were shown is not the one in the envelope. Open the current page and look again.',
  'unknown-document': () =>
    'What was filled in belongs to another document than the one in the envelope. Open the page and fill it in there.',
  'not-a-consumer-envelope': () => 'There is no disclosure to agree to in this envelope. Go on with the document itself.',
  'disclosure-missing': () =>
    'Before you sign you must have read what electronic records mean for you, and have agreed. Open the page, read it, agree, and sign again.',
  'not-opened': () => 'You have not opened the document on its page yet. Open it there first, then go on.',
  'reason-missing': () =>
    'A reason is needed, so that the others know what to change. Write it after the word and a colon, for example “DECLINE: wrong amount”.',
  'name-missing': (_, { isSender }) =>
    isSender
      ? 'A name or an address is missing. Write both, and send it again.'
      : 'Your name is missing. Type it as your signature and press Sign again.',
  'text-missing': () => 'The message was empty. Write your question or comment and send it again.',
  'text-too-long': ({ most }) => `Your text is longer than ${most} characters. Shorten it and send it again.`,
  'past-deadline': ({ expiresAt }, { when }) =>
    `The deadline (${when(expiresAt)}) has passed, so this could not be recorded. Ask the sender for a new envelope.`,
  'envelope-over': ({ status, endedAt }, { when }) =>
    `This envelope ${ENDED[status]} (${when(endedAt)}), so nothing more can be decided in it. You can still write a comment.`,
  disputed: ({ since }, { when, isSender }) =>
    isSender
      ? `This envelope has been on hold since ${when(since)}, because it is disputed. Settle it first: answer “RESUME”, or “VOID:” and a reason.`
      : `This envelope has been on hold since ${when(since)}, because it is disputed. Nothing can be decided until its sender goes on with it; we write to you then.`,
  'not-disputed': () => 'Nothing is disputed in this envelope, so there is nothing to resume.',
  'nothing-to-withdraw': () => 'There is no answer of yours on record that could be withdrawn. To say no, decline instead.',
  'not-withdrawable': () => 'This answer of yours cannot be withdrawn. If something is wrong with it, answer “DISPUTE:” and the reason.',
  'delegation-not-allowed': ({ rule }) =>
    rule === 'never'
      ? 'The sender’s organisation does not let people hand over. Ask the sender to name someone else, or decline.'
      : 'You can hand over only to someone of your own organisation or of the sender’s. Name such a person, or ask the sender.',
  'deadline-not-later': ({ expiresAt }, { when }) =>
    `The deadline is ${when(expiresAt)} already, and it can only be moved to a later time.`,
  'snooze-too-long': ({ expiresAt }, { when }) =>
    `The deadline is ${when(expiresAt)}, so reminders cannot be put off for longer than that.`,
  'nobody-to-remind': () =>
    'There is nobody to remind: they are not being waited for at present. Answer with the word “STATUS” to see who is.',
  'nobody-so-called': ({ words }) =>
    words === ''
      ? 'More than one person is waited for, or nobody is. Name the one you mean by their address.'
      : `No one, or more than one, is called “${words}” here. Name the one you mean by their address; the word “STATUS” lists everyone.`,
  muted: () => 'They asked for no more reminders. Write them a question instead, or give their place to someone else.',
  'reminded-lately': ({ againAt }, { when }) => `They were reminded a short while ago. You can remind them again from ${when(againAt)}.`,
  'resent-too-often': ({ most }) =>
    `This person has been given a new link or address ${most} times, which is the most. Give their place to someone else, or void the envelope.`,
  'wrote-too-often': ({ againAt }, { when }) => `You have written very often within a day. You can write again from ${when(againAt)}.`,
  'still-open': () => 'Personal data stay while the envelope is open or not sealed yet. Try again once it is over.',
  'nothing-new': () => 'There was nothing to do.',
};
