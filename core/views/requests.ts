// The views that ask someone for something, and the one that confirms what was recorded.
import { consentText, CONSENT_ID } from '../consent.ts';
import type { Existing, Recipient } from '../envelope.ts';
import { documentFacts, peopleFacts, recipientOf, referenceFacts, whenIn, type Setting } from './facts.ts';
import { howToDecide } from './how.ts';
import type { NotificationInput } from './notification.ts';
import type { View } from './view.ts';

export function draftView({ state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const { labels, draft, nothingSent } = phrases;
  const { remindAfterDays, remindEveryDays, mostReminders } = state.policy;
  const remarks = state.status === 'draft' && state.remarks !== '' ? state.remarks.split('\n') : [];
  return {
    kind: 'draft',
    subject: draft.subject(state),
    heading: draft.heading,
    status: { word: draft.status, tone: 'attention' },
    paragraphs: [draft.lead, ...(state.recipients.length === 0 ? [draft.nobody] : []), ...remarks, nothingSent],
    ...(state.message === '' ? {} : { quote: { who: state.sender.name, text: state.message } }),
    facts: [
      ...documentFacts(state, setting).filter(({ label }) => label !== labels.from),
      ...peopleFacts(state, setting),
      { label: labels.reminders, value: phrases.everyDays(remindAfterDays, remindEveryDays, mostReminders) },
    ],
    links: [],
    how: draft.how,
    small: [],
  };
}

export function requestView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const recipient = reader(state, notification.to);
  const isApproval = recipient.role === 'approver';
  const words = isApproval ? phrases.approveRequest : phrases.signRequest;
  const names = { who: state.sender.name, organisation: state.sender.organisation, title: state.title };
  return {
    kind: isApproval ? 'approve-request' : 'sign-request',
    subject: words.subject(names),
    heading: words.heading(names),
    status: { word: words.status, tone: 'waiting' },
    paragraphs: [words.lead(names)],
    ...(state.message === '' ? {} : { quote: { who: state.sender.name, text: state.message } }),
    facts: documentFacts(state, setting),
    ...asking(state, recipient, setting),
  };
}

export function reminderView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const recipient = reader(state, notification.to);
  const names = { who: state.sender.name, title: state.title };
  return {
    kind: 'reminder',
    subject: phrases.reminder.subject(names),
    heading: phrases.reminder.subject(names),
    status: { word: phrases.reminder.status, tone: 'waiting' },
    paragraphs: [phrases.reminder.lead(names)],
    facts: documentFacts(state, setting),
    ...asking(state, recipient, setting),
  };
}

export function recordedView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const { act } = reader(state, notification.to);
  if (!act) throw new Error(`A confirmation for ${state.id} was planned, but ${notification.to} has no act on record.`);
  const when = whenIn(state, setting)(act.at);
  const { labels, recorded } = phrases;
  return {
    kind: 'recorded',
    subject: recorded[act.type](state),
    heading: recorded[act.type](state),
    status: { word: recorded.status, tone: 'done' },
    paragraphs: [recorded.lead({ when }), act.type === 'declined' ? recorded.over : recorded.next],
    facts: [
      { label: labels.recordedAt, value: act.at },
      { label: labels.proof, value: act.evidence.proof },
      ...referenceFacts(state, setting),
    ],
    links: [],
    how: [],
    small: [recorded.notYou],
  };
}

/** How to answer, by role and by how well the answer must be proven. */
function asking(state: Existing, recipient: Recipient, setting: Setting): Pick<View, 'links' | 'how' | 'small'> {
  const { phrases } = setting;
  const isApproval = recipient.role === 'approver';
  const consent = consentText(CONSENT_ID) ?? '';
  return {
    links: [{ label: isApproval ? phrases.openAndApprove : phrases.openAndSign, to: 'page', primary: true }],
    how: howToDecide(state, recipient, setting),
    small: [isApproval ? phrases.approvalMeaning(state.sender.organisation) : consent, phrases.notExpected],
  };
}

function reader(state: Existing, to: NotificationInput['notification']['to']): Recipient {
  if (to === 'sender') throw new Error(`A request in ${state.id} is addressed to its sender, who has no seat to act from.`);
  return recipientOf(state, to);
}
