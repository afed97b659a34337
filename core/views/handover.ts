// Someone in another's place: handed over by the recipient, replaced by the sender, or asked besides someone silent.
import type { Recipient } from '../envelope.ts';
import { recipientOf } from './facts.ts';
import { howForSender } from './how.ts';
import { helperOf, successorName } from './place.ts';
import { isOwn, quoteOf, subjectOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

/** Three readers: who handed over; the sender, of that, with a reason; the sender, of the one who was put in someone's place. */
export function handedOverView(input: NotificationInput): View {
  if (isOwn(input)) return ownHandover(input);
  return input.notification.text === undefined ? replacement(input) : delegation(input);
}

function ownHandover(input: NotificationInput): View {
  const { state, setting } = input;
  const { handedOver } = setting.phrases;
  const names = { title: state.title, to: successorName(state, subjectOf(input)) };
  return telling(input, {
    subject: handedOver.subject(names),
    heading: handedOver.own.heading(names),
    status: { word: handedOver.status, tone: 'done' },
    paragraphs: [handedOver.own.lead(names)],
    small: [handedOver.own.notYou],
  });
}

function delegation(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { handedOver } = setting.phrases;
  const from = subjectOf(input);
  const names = { title: state.title, who: from.name, to: successorName(state, from) };
  return telling(input, {
    subject: handedOver.subject(names),
    heading: handedOver.delegated.heading(names),
    status: { word: handedOver.status, tone: 'attention' },
    paragraphs: [handedOver.delegated.lead(names)],
    ...quoteOf(from.name, notification.text),
    how: howForSender(state, setting),
  });
}

function replacement(input: NotificationInput): View {
  const { state, setting } = input;
  const { handedOver } = setting.phrases;
  const to = subjectOf(input);
  const names = { title: state.title, to: to.name, whom: formerOf(input, to).name };
  return telling(input, {
    subject: handedOver.subject(names),
    heading: handedOver.reassigned.heading(names),
    status: { word: handedOver.status, tone: 'done' },
    paragraphs: [handedOver.reassigned.lead(names)],
  });
}

function formerOf({ state }: NotificationInput, { id, standsFor }: Recipient): Recipient {
  if (standsFor === undefined)
    throw new Error(`A message about ${state.id} says that ${id} replaces someone, but ${id} has a seat of their own.`);
  return recipientOf(state, standsFor);
}

export function escalatedView(input: NotificationInput): View {
  const { state, setting } = input;
  const { escalated } = setting.phrases;
  const silent = subjectOf(input);
  const helper = helperOf(state, silent);
  const names = { who: silent.name, title: state.title };
  return telling(input, {
    subject: escalated.subject(names),
    heading: escalated.heading(names),
    status: { word: escalated.status, tone: 'attention' },
    paragraphs: [helper ? escalated.lead({ ...names, to: helper.name }) : escalated.nobody(names)],
    how: howForSender(state, setting),
  });
}
