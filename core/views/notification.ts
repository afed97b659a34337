// The view of each notification: what a person is told when something happened in an envelope.
import type { Existing } from '../envelope.ts';
import type { Notification } from '../notify.ts';
import { documentFacts, nameOf, referenceFacts, whenIn, type Setting } from './facts.ts';
import { howToDecide } from './how.ts';
import { draftView, recordedView, reminderView, requestView } from './requests.ts';
import type { View } from './view.ts';

export type NotificationInput = {
  readonly notification: Notification;
  readonly state: Existing;
  readonly setting: Setting;
  /** How the sealed PDF reaches this reader; only asked for `completed`. */
  readonly sealed?: 'attached' | 'linked';
};

export function notificationView(input: NotificationInput): View {
  const { notification } = input;
  switch (notification.kind) {
    case 'draft':
      return draftView(input);
    case 'sign-request':
    case 'approve-request':
      return requestView(input);
    case 'reminder':
      return reminderView(input);
    case 'recorded':
      return recordedView(input);
    case 'confirm':
      return confirmView(input);
    case 'question':
    case 'answer':
      return talkView(input, notification.kind);
    case 'declined':
      return declinedView(input);
    case 'voided':
      return voidedView(input);
    case 'expired':
      return expiredView(input);
    case 'completed':
      return completedView(input);
    case 'seal-failed':
      return plainView(input, input.setting.phrases.sealFailed, { kind: 'seal-failed', tone: 'attention' });
    case 'undeliverable':
      return undeliverableView(input);
  }
}

function confirmView({ state, setting }: NotificationInput): View {
  const { phrases } = setting;
  return {
    kind: 'confirm',
    subject: phrases.confirm.subject(state),
    heading: phrases.confirm.heading,
    status: { word: phrases.confirm.status, tone: 'attention' },
    paragraphs: [phrases.confirm.lead, phrases.confirm.how],
    facts: documentFacts(state, setting),
    links: [{ label: phrases.openAndSign, to: 'page', primary: true }],
    how: [phrases.toDecline, phrases.toAsk(state.sender.name)],
    small: [],
  };
}

function talkView({ notification, state, setting }: NotificationInput, kind: 'question' | 'answer'): View {
  const { phrases } = setting;
  const who = nameOf(state, notification.about);
  const names = { who, title: state.title };
  const words = phrases[kind];
  return {
    kind,
    subject: words.subject(names),
    heading: words.heading(names),
    status: { word: words.status, tone: 'attention' },
    paragraphs: [words.lead(names)],
    quote: { who, text: notification.text ?? '' },
    facts: referenceFacts(state, setting),
    links: kind === 'answer' ? [{ label: phrases.open, to: 'page', primary: false }] : [],
    how: kind === 'question' ? [phrases.question.how({ who })] : howToGoOn({ notification, state, setting }),
    small: [],
  };
}

/** Someone who got an answer usually decides next. */
function howToGoOn({ notification, state, setting }: NotificationInput): string[] {
  const recipient = state.recipients.find(({ id }) => id === notification.to);
  return recipient ? howToDecide(state, recipient, setting) : [];
}

function declinedView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const who = nameOf(state, notification.about);
  const names = { who, title: state.title };
  const isSender = notification.to === 'sender';
  return {
    kind: 'declined',
    subject: phrases.declined.subject(names),
    heading: phrases.declined.heading(names),
    status: { word: phrases.declined.status, tone: 'stopped' },
    paragraphs: [phrases.declined.lead(names), ...(isSender ? [phrases.declined.toSender] : [])],
    ...(notification.text === undefined ? {} : { quote: { who, text: notification.text } }),
    facts: referenceFacts(state, setting),
    links: [],
    how: [],
    small: [],
  };
}

function voidedView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const names = { who: state.sender.name, title: state.title };
  return {
    kind: 'voided',
    status: { word: phrases.voided.status, tone: 'stopped' },
    ...voidedWords({ notification, state, setting }, names),
    ...(notification.text ? { quote: { who: state.sender.name, text: notification.text } } : {}),
    facts: referenceFacts(state, setting),
    links: [],
    how: [],
    small: [],
  };
}

/** Who dropped a draft is told of a draft: nobody had been asked, so nobody is told. */
function voidedWords(
  { notification, state, setting }: NotificationInput,
  names: { readonly who: string; readonly title: string },
): Pick<View, 'subject' | 'heading' | 'paragraphs'> {
  const { voided } = setting.phrases;
  const { draft } = voided;
  if (!wasSent(state)) return { subject: draft.subject(names), heading: draft.heading, paragraphs: [draft.lead(names)] };
  const subject = voided.subject(names);
  return notification.to === 'sender'
    ? { subject, heading: voided.headingOwn, paragraphs: [voided.leadOwn(names)] }
    : { subject, heading: voided.heading, paragraphs: [voided.lead(names)] };
}

function wasSent(state: Existing): boolean {
  return 'sentAt' in state && state.sentAt !== undefined;
}

function expiredView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const words = wasSent(state) ? phrases.expired : phrases.expired.draft;
  const when = whenIn(state, setting)(state.expiresAt);
  const { title } = state;
  return {
    kind: 'expired',
    subject: words.subject({ title }),
    heading: words.heading,
    status: { word: phrases.expired.status, tone: 'stopped' },
    paragraphs: [words.lead({ title, when }), ...(notification.to === 'sender' ? [phrases.expired.toSender] : [])],
    facts: referenceFacts(state, setting),
    links: [],
    how: [],
    small: [],
  };
}

function completedView({ state, setting, sealed = 'linked' }: NotificationInput): View {
  const { phrases } = setting;
  return {
    ...plainView({ state, setting }, phrases.completed, { kind: 'completed', tone: 'done' }),
    paragraphs: [phrases.completed.lead(state), phrases.completed[sealed]],
    facts: documentFacts(state, setting).filter(({ label }) => label !== phrases.labels.closes),
    links: [{ label: phrases.open, to: 'page', primary: true }],
  };
}

function undeliverableView({ notification, state, setting }: NotificationInput): View {
  const { phrases } = setting;
  const names = { who: nameOf(state, notification.about), title: state.title };
  return {
    kind: 'undeliverable',
    subject: phrases.undeliverable.subject(names),
    heading: phrases.undeliverable.heading(names),
    status: { word: phrases.undeliverable.status, tone: 'attention' },
    paragraphs: [phrases.undeliverable.lead(names)],
    facts: referenceFacts(state, setting),
    links: [],
    how: [],
    small: [],
  };
}

type PlainWords = {
  readonly subject: (names: { title: string }) => string;
  readonly heading: string;
  readonly status: string;
  readonly lead: (names: { title: string }) => string;
};

function plainView(
  { state, setting }: Pick<NotificationInput, 'state' | 'setting'>,
  words: PlainWords,
  { kind, tone }: { readonly kind: View['kind']; readonly tone: View['status']['tone'] },
): View {
  return {
    kind,
    subject: words.subject(state),
    heading: words.heading,
    status: { word: words.status, tone },
    paragraphs: [words.lead(state)],
    facts: referenceFacts(state, setting),
    links: [],
    how: [],
    small: [],
  };
}
