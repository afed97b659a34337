// How an envelope ends, or is about to: declined, voided, expired, completed, and what stands in the way of its seal.
import { waitedFor } from '../rules/turns.ts';
import { documentFacts, nameOf, wasSent, whenIn } from './facts.ts';
import { isToSender, quoteOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

export function declinedView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { declined } = setting.phrases;
  const who = nameOf(state, notification.about);
  const names = { who, title: state.title };
  const goesOn = state.status === 'sent';
  return telling(input, {
    subject: declined.subject(names),
    heading: declined.heading(names),
    status: { word: declined.status, tone: goesOn ? 'attention' : 'stopped' },
    paragraphs: goesOn ? [declined.leadGoesOn(names)] : [declined.lead(names), ...(isToSender(input) ? [declined.toSender] : [])],
    ...quoteOf(who, notification.text),
  });
}

export function voidedView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const names = { who: state.sender.name, title: state.title };
  return telling(input, {
    status: { word: setting.phrases.voided.status, tone: 'stopped' },
    ...voidedWords(input, names),
    ...quoteOf(state.sender.name, notification.text),
  });
}

type Names = { readonly who: string; readonly title: string };

/** Who dropped a draft is told of a draft: nobody had been asked, so nobody is told. */
function voidedWords(input: NotificationInput, names: Names): Pick<View, 'subject' | 'heading' | 'paragraphs'> {
  const { state, setting } = input;
  const { voided } = setting.phrases;
  const { draft } = voided;
  if (!wasSent(state)) return { subject: draft.subject(names), heading: draft.heading, paragraphs: [draft.lead(names)] };
  const subject = voided.subject(names);
  if (!isToSender(input)) return { subject, heading: voided.heading, paragraphs: [voided.lead(names)] };
  const isByAdmin = state.status === 'voided' && state.voidedBy === 'admin';
  return { subject, heading: isByAdmin ? voided.headingByAdmin : voided.headingOwn, paragraphs: [voided.leadOwn(names)] };
}

export function expiredView(input: NotificationInput): View {
  const { state, setting } = input;
  const { expired } = setting.phrases;
  const words = wasSent(state) ? expired : expired.draft;
  const when = whenIn(state, setting)(state.expiresAt);
  const { title } = state;
  return telling(input, {
    subject: words.subject({ title }),
    heading: words.heading,
    status: { word: expired.status, tone: 'stopped' },
    paragraphs: [words.lead({ title, when }), ...(isToSender(input) ? [expired.toSender] : [])],
  });
}

/** To the sender, while something can still be done about it. */
export function expiryWarningView(input: NotificationInput): View {
  const { state, setting } = input;
  const { expiryWarning } = setting.phrases;
  const { title } = state;
  const when = whenIn(state, setting)(state.expiresAt);
  const names = state.status === 'sent' ? waitedFor(state).map(({ name }) => name) : [];
  return telling(input, {
    subject: expiryWarning.subject({ title }),
    heading: expiryWarning.heading({ when }),
    status: { word: expiryWarning.status, tone: 'attention' },
    paragraphs: [expiryWarning.lead({ title, names })],
    how: expiryWarning.how,
  });
}

export function completedView(input: NotificationInput): View {
  const { state, setting, sealed = 'linked' } = input;
  const { completed, labels, open } = setting.phrases;
  const { title } = state;
  return telling(input, {
    subject: completed.subject({ title }),
    heading: completed.heading,
    status: { word: completed.status, tone: 'done' },
    paragraphs: [completed.lead({ title }), completed[sealed]],
    facts: documentFacts(state, setting).filter(({ label }) => label !== labels.closes),
    links: [{ label: open, to: 'page', primary: true }],
  });
}

export function sealFailedView(input: NotificationInput): View {
  const { state, setting } = input;
  const { sealFailed } = setting.phrases;
  const { title } = state;
  return telling(input, {
    subject: sealFailed.subject({ title }),
    heading: sealFailed.heading,
    status: { word: sealFailed.status, tone: 'attention' },
    paragraphs: [sealFailed.lead({ title })],
  });
}
