// English: what a chat's card says beyond what all channels share. Nobody is told to answer a mail here: what can be done has a button.
import type { AskReason } from '../../answer.ts';
import type { ActType } from '../../envelope.ts';
import type { RefusalCode } from '../../refusal.ts';
import type { Role } from '../../terms.ts';
import type { Place } from '../place.ts';
import type { RefusalSentences } from '../refusal-sentences.ts';
import { listed, placeWords } from './common.ts';

type Title = { readonly title: string };
type When = { readonly when: string };
type Asker = Title & { readonly who: string; readonly organisation: string };
type Count = { readonly met: number; readonly needed: number };

const UNKNOWN = 'We found no such envelope of yours. Check its reference, or see the list of what you have to do with.';

const refusals = {
  'no-such-envelope': () => UNKNOWN,
  'not-yours': () => UNKNOWN,
  'no-documents': () => 'There is no document in this draft. Start a new request with the PDF.',
  'no-signers-or-approvers': () => 'Nobody is named who should sign or approve. Name at least one person.',
  'reason-missing': () => 'A reason is needed, so that the others know what to change.',
  disputed: ({ since }, { when, isSender }) =>
    isSender
      ? `This envelope has been on hold since ${when(since)}, because it is disputed. Settle it first: resume it, or void it.`
      : `This envelope has been on hold since ${when(since)}, because it is disputed. Nothing can be decided until its sender goes on with it; we write to you then.`,
  'not-withdrawable': () => 'This answer of yours cannot be withdrawn. If something is wrong with it, dispute it and say why.',
  'nobody-to-remind': () => 'There is nobody to remind: they are not being waited for at present.',
  'nobody-so-called': ({ words }) =>
    words === ''
      ? 'More than one person is waited for, or nobody is. Name the one you mean by their address.'
      : `No one, or more than one, is called “${words}” here. Name the one you mean by their address.`,
} satisfies Partial<RefusalSentences>;

export const enCards = {
  requested: {
    signer: ({ title }: Title) => `Signature requested: ${title}`,
    approver: ({ title }: Title) => `Approval requested: ${title}`,
    viewer: ({ title }: Title) => `Confirmation requested: ${title}`,
    preparer: ({ title }: Title) => `Data requested: ${title}`,
    cc: ({ title }: Title) => `A copy for you: ${title}`,
  } satisfies Record<Role, (of: Title) => string>,
  leadToSign: ({ who, organisation, title }: Asker) =>
    `${who} (${organisation}) asks you to sign “${title}”. Read the document on its page; you sign there.`,
  meaningOfSigning: 'The page shows what signing means before you sign; nothing that you press here is a signature.',
  acted: {
    signed: ({ when }: When) => `You signed on ${when}.`,
    approved: ({ when }: When) => `You approved on ${when}.`,
    acknowledged: ({ when }: When) => `You confirmed on ${when} that you have read it.`,
    prepared: ({ when }: When) => `You filled in the data on ${when}.`,
    declined: ({ when }: When) => `You declined on ${when}.`,
  } satisfies Record<ActType, (of: When) => string>,
  alsoWaits: ({ titles }: { titles: readonly string[] }) => `Also waiting for you: ${titles.join('; ')}. We remind you of them here only.`,
  progress: {
    signed: ({ met, needed }: Count) => `${met} of ${needed} signed`,
    approved: ({ met, needed }: Count) => `${met} of ${needed} approved`,
    mixed: ({ met, needed }: Count) => `${met} of ${needed} done`,
  },
  does: ({ does, place }: { does: string; place: Place | undefined }) => (place ? `${does} ${placeWords(place)}` : does),
  admin: 'An administrator',
  since: ({ word, when }: When & { word: string }) => `${word} on ${when}`,
  waitingFor: ({ names }: { names: readonly string[] }) => `Waiting for ${listed(names)}.`,
  late: ({ when }: When) => `The deadline was ${when}; nothing can be decided any more.`,
  settled: 'The dispute is settled; it stays on record.',
  sealed: { attached: 'It is in this conversation.', linked: 'You find it on the document’s page.' },
  again: 'To go on, change what is needed and start a new request.',
  draft: { lead: 'Please check it, then send it.', nobody: 'Nobody is named yet who should sign or approve.' },
  undeliverable: ({ who, title }: Title & { who: string }) =>
    `Our message to ${who} about “${title}” could not be delivered. If the address is wrong, correct it or ask someone else.`,
  note: 'Note',
  relayed: 'It is a comment and decides nothing.',
  ask: {
    empty: 'There were no words of your own in it.',
    unclear: 'It could be meant as a decision, but we are not sure.',
    'parts-differ': 'It says different things in two places.',
    'hidden-text': 'It holds hidden text, so we cannot be sure what you meant.',
    mixed: 'It holds a decision together with other words, and we record no decision with conditions.',
    'automatic-looking': 'It looks as if a program had written it.',
    'reason-missing': 'A reason is missing.',
  } satisfies Record<AskReason, string>,
  wrongPersonNext: 'If it is your decision, decide here or on the page. If someone else should act, hand over or ask the sender.',
  notAuthenticatedNext: 'If it was you, decide here or on the page. If it was not, you need not do anything.',
  notAuthenticatedStart: 'If it was you, start the request here. If it was not, you need not do anything.',
  noDocument: 'We found no PDF. Send the PDF itself; a link is not enough.',
  noDocumentTitle: 'No document found',
  needsPassword: (filename: string) =>
    `“${filename}” asks for a password to be opened. Save a copy without a password and send that; never tell us the password.`,
  notAMember:
    'Only members of an organisation that is registered here can send documents for signature, and you belong to none. Ask your administrator.',
  notAMemberTitle: 'You cannot send documents',
  refusals: refusals as Pick<RefusalSentences, keyof typeof refusals & RefusalCode>,
  actions: {
    change: 'Change',
    sign: 'Review and sign',
    approve: 'Approve',
    acknowledge: 'I have read it',
    open: 'Open',
    ask: 'Ask',
    answer: 'Answer',
    delegate: 'Hand over',
    decline: 'Decline',
    withdraw: 'Withdraw',
    dispute: 'Dispute',
    send: 'Send',
    drop: 'Drop',
    remind: 'Remind',
    void: 'Void',
    resume: 'Resume',
    show: 'Show',
    start: 'New request',
    list: 'Waiting for me',
  },
  /** A button as it is read aloud. */
  spoken: ({ label, title }: Title & { label: string }) => `${label}: “${title}”`,
  confirm: {
    no: 'Not yet',
    fingerprint: ({ starts }: { starts: readonly string[] }) =>
      `The fingerprint of what you decide on begins with ${starts.join(' and ')}.`,
    approve: ({ title }: Title) => `Approve “${title}”?`,
    acknowledge: ({ title }: Title) => `Confirm that you have read “${title}”?`,
    send: ({ title }: Title) => `Send “${title}” now?`,
    sendText: ({ count }: { count: number }) => `It goes to ${count === 1 ? '1 person' : `${count} people`}, each when it is their turn.`,
    resume: ({ title }: Title) => `Go on with “${title}”?`,
    resumeText: 'You say by this that the objection is settled. Everyone can answer again, and the deadline runs on.',
  },
  lists: {
    titles: {
      all: 'Your requests',
      mine: 'Waiting for you',
      sent: 'Sent by you',
      done: 'Done',
      overdue: 'Overdue',
    },
    none: 'There is nothing here.',
    count: (count: number) => (count === 1 ? '1 request' : `${count} requests`),
    more: (count: number) => `And ${count} more.`,
    yours: 'waiting for you',
    others: ({ names }: { names: readonly string[] }) => `waiting for ${listed(names)}`,
    choose: 'Which one do you mean?',
    chooseLead: 'Several requests fit. Choose the one you mean; nothing was changed.',
    ready: 'Ready',
  },
  settings: {
    title: 'Where we write to you',
    lead: 'Choose where requests and news reach you. Where you cannot be reached there, we write by e-mail.',
    now: ({ where }: { where: string }) => `From now on: ${where}.`,
    channels: { slack: 'In Slack', teams: 'In Teams', email: 'By e-mail', any: 'As it comes' },
  },
  home: {
    title: 'Documents to approve and sign',
    lead: 'Send a document, or see what waits for you.',
    help: ({ command }: { command: string }) => `Write “${command}” for everything that can be said.`,
  },
};
