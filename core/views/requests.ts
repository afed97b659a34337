// The views that ask someone for something: a draft's sender, and whoever's turn it is.
import { consentIdFor, consentText } from '../consent.ts';
import type { Existing, Recipient } from '../envelope.ts';
import { canPlace, fieldFacts } from './field-facts.ts';
import { documentFacts, fillingFacts, peopleFacts, whenIn, type Setting } from './facts.ts';
import { howToDecide } from './how.ts';
import { placeOf } from './place.ts';
import { quoteOf, readerOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

export function draftView(input: NotificationInput): View {
  const { state, setting } = input;
  const { labels, draft, everyDays, nothingSent, placing } = setting.phrases;
  const { remindAfterDays, remindEveryDays, mostReminders } = state.policy;
  const remarks = state.status === 'draft' && state.remarks !== '' ? state.remarks.split('\n') : [];
  return telling(input, {
    subject: draft.subject({ title: state.title }),
    heading: draft.heading,
    status: { word: draft.status, tone: 'attention' },
    paragraphs: [draft.lead, ...(state.recipients.length === 0 ? [draft.nobody] : []), ...remarks, nothingSent],
    ...quoteOf(state.sender.name, state.message),
    facts: [
      ...documentFacts(state, setting).filter(({ label }) => label !== labels.from),
      ...peopleFacts(state, setting),
      ...fieldFacts(state, setting),
      { label: labels.reminders, value: everyDays(remindAfterDays, remindEveryDays, mostReminders) },
    ],
    links: canPlace(state) ? [{ label: placing.open, to: 'placing', primary: false }] : [],
    how: draft.how,
  });
}

export function requestView(input: NotificationInput): View {
  const { state, setting } = input;
  const recipient = readerOf(input);
  const words = wordsFor(recipient, setting);
  const names = { who: state.sender.name, organisation: state.sender.organisation, title: state.title };
  return telling(input, {
    subject: words.subject(names),
    heading: words.heading(names),
    status: { word: words.status, tone: 'waiting' },
    paragraphs: [words.lead(names), ...placed(state, recipient, setting), ...forConsumer(state, recipient, setting)],
    ...quoteOf(state.sender.name, state.message),
    ...asking(state, recipient, setting),
  });
}

export function reminderView(input: NotificationInput): View {
  const { state, setting, alsoWaits = [] } = input;
  const { reminder } = setting.phrases;
  const titles = alsoWaits.map(({ title, envelope }) => `${title} (${envelope})`);
  const recipient = readerOf(input);
  const names = { who: state.sender.name, title: state.title };
  return telling(input, {
    subject: reminder.subject(names),
    heading: reminder.subject(names),
    status: { word: reminder.status, tone: 'waiting' },
    paragraphs: [
      reminder.lead(names),
      ...placed(state, recipient, setting),
      ...forConsumer(state, recipient, setting),
      ...(titles.length === 0 ? [] : [reminder.alsoWaits({ titles })]),
    ],
    ...asking(state, recipient, setting),
  });
}

export function deadlineView(input: NotificationInput): View {
  const { state, setting } = input;
  const { deadline } = setting.phrases;
  const recipient = readerOf(input);
  const { title, expiresAt } = state;
  return telling(input, {
    subject: deadline.subject({ title }),
    heading: deadline.heading,
    status: { word: deadline.status, tone: 'waiting' },
    paragraphs: [deadline.lead({ title, when: whenIn(state, setting)(expiresAt) })],
    ...asking(state, recipient, setting),
  });
}

export function confirmView(input: NotificationInput): View {
  const { state, setting } = input;
  const { confirm, toDecline, toAsk } = setting.phrases;
  const { button } = wordsFor(readerOf(input), setting);
  return telling(input, {
    subject: confirm.subject({ title: state.title }),
    heading: confirm.heading,
    status: { word: confirm.status, tone: 'attention' },
    paragraphs: [confirm.lead, confirm.how],
    facts: documentFacts(state, setting),
    links: [{ label: button, to: 'page', primary: true }],
    how: [toDecline, toAsk({ who: state.sender.name })],
  });
}

/** How to answer, by role and by how well the answer must be proven. */
function asking(state: Existing, recipient: Recipient, setting: Setting): Pick<View, 'facts' | 'links' | 'how' | 'small'> {
  const { phrases } = setting;
  return {
    facts: [...documentFacts(state, setting), ...fillingFacts(state, recipient, setting)],
    links: [{ label: wordsFor(recipient, setting).button, to: 'page', primary: true }],
    how: howToDecide(state, recipient, setting),
    small: [...meaning(state, recipient, setting), phrases.notExpected],
  };
}

/** What the act that is asked for means. */
function meaning({ sender }: Existing, { role, language }: Recipient, { phrases }: Setting): string[] {
  switch (role) {
    case 'signer':
      return [consentText(consentIdFor(language))].filter((text) => text !== undefined);
    case 'approver':
      return [phrases.approvalMeaning(sender.organisation)];
    case 'viewer':
      return [phrases.acknowledgeMeaning];
    case 'preparer':
    case 'cc':
      return [];
  }
}

function placed(state: Existing, recipient: Recipient, { phrases }: Setting): string[] {
  const place = placeOf(state, recipient);
  return place ? [phrases.place(place)] : [];
}

function forConsumer({ consumer, sender }: Existing, { role }: Recipient, { phrases }: Setting): string[] {
  return consumer && role === 'signer' ? [phrases.consumer({ who: sender.name })] : [];
}

function wordsFor({ role }: Recipient, { phrases }: Setting) {
  // Whoever gets a copy is never asked; were they, it would be to read.
  return phrases.asks[role === 'cc' ? 'viewer' : role];
}
