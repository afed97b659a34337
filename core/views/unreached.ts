// To the sender, of a recipient whom a message did not reach, not yet, or not where they are usually written to; or who does not read now.
import type { Phrases } from '../phrases/phrases.ts';
import { nameOf } from './facts.ts';
import { subjectOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

export function undeliverableView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { undeliverable } = setting.phrases;
  const names = { who: nameOf(state, notification.about), title: state.title };
  return telling(input, {
    subject: undeliverable.subject(names),
    heading: undeliverable.heading(names),
    status: { word: undeliverable.status, tone: 'attention' },
    paragraphs: [undeliverable.lead(names), ...becauseOf(input)],
    how: state.status === 'sent' ? [undeliverable.how] : [],
  });
}

export function reroutedView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { rerouted } = setting.phrases;
  const { name: who, channel: next } = subjectOf(input);
  const names = { who, title: state.title };
  const { from = next, text: why = '' } = notification;
  return telling(input, {
    subject: rerouted.subject(names),
    heading: rerouted.heading({ who, next }),
    status: { word: rerouted.status, tone: 'waiting' },
    paragraphs: [rerouted.lead({ ...names, from, next }), ...(why === '' ? becauseOf(input) : [rerouted.why({ why })])],
  });
}

/** In the reader's language, where it is a reason that we know. */
function becauseOf({ notification: { reason }, setting }: NotificationInput): string[] {
  return reason === undefined ? [] : [setting.phrases.delivery.because({ reason })];
}

export function delayedView(input: NotificationInput): View {
  const { state, setting } = input;
  const { delivery } = setting.phrases;
  const { name: who, delay } = subjectOf(input);
  const names = { who, title: state.title };
  return telling(input, {
    subject: delivery.delayed.subject(names),
    heading: delivery.delayed.heading(names),
    status: { word: delivery.delayed.status, tone: 'attention' },
    paragraphs: [delay?.isOver === true ? delivery.delayed.over(names) : delivery.delayed.tried(names), ...becauseOf(input)],
    how: state.status === 'sent' ? [delivery.delayed.how, delivery.otherWay] : [],
  });
}

export function complainedView(input: NotificationInput): View {
  const { state, setting } = input;
  const { delivery } = setting.phrases;
  const names = { who: subjectOf(input).name, title: state.title };
  return telling(input, {
    subject: delivery.complained.subject(names),
    heading: delivery.complained.heading(names),
    status: { word: delivery.complained.status, tone: 'attention' },
    paragraphs: [delivery.complained.lead(names)],
    how: [delivery.otherWay],
  });
}

export function awayView(input: NotificationInput): View {
  const { state, setting, standIn } = input;
  const { away } = setting.phrases.delivery;
  const recipient = subjectOf(input);
  const { name: who, email: from } = recipient;
  const names = { who, title: state.title };
  return telling(input, {
    subject: away.subject(names),
    heading: away.heading(names),
    status: { word: away.status, tone: 'waiting' },
    paragraphs: [
      awaySentence({ who, until: recipient.away?.until }, setting.phrases),
      recipient.away?.back === undefined ? away.goOn : away.rested,
      ...(standIn ? [away.standsIn({ who, standIn: standIn.name })] : []),
    ],
    how: [standIn ? away.askThem({ standIn: standIn.name, from, to: standIn.email }) : away.how],
  });
}

/** The first day back is what counts for whoever waits. */
export function awaySentence({ who, until }: { who: string; until: string | undefined }, { delivery, day }: Phrases): string {
  return until === undefined ? delivery.away.open({ who }) : delivery.away.until({ who, until: day(until) });
}
