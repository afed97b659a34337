// To the sender, of a recipient whom a message did not reach: not at all, or not where they are usually written to.
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
    paragraphs: [undeliverable.lead(names)],
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
    paragraphs: [rerouted.lead({ ...names, from, next }), ...(why === '' ? [] : [rerouted.why({ why })])],
  });
}
