// An objection: everything is on hold until the sender has settled it.
import { whenIn } from './facts.ts';
import { howToGoOn } from './how.ts';
import { isOwn, quoteOf, readerOf, subjectOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

export function disputedView(input: NotificationInput): View {
  return isOwn(input) ? ownObjection(input) : objection(input);
}

function ownObjection(input: NotificationInput): View {
  const { state, setting } = input;
  const { disputed } = setting.phrases;
  const names = { title: state.title, who: state.sender.name };
  const isOpen = state.status === 'sent';
  return telling(input, {
    subject: disputed.subjectOwn(names),
    heading: disputed.headingOwn,
    status: { word: isOpen ? disputed.status : disputed.statusOver, tone: 'attention' },
    paragraphs: [isOpen ? disputed.leadOwn(names) : disputed.leadOwnOver(names)],
    how: [disputed.howAsk(names)],
  });
}

function objection(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { disputed } = setting.phrases;
  const { name: who } = subjectOf(input);
  const names = { title: state.title, who };
  const isOpen = state.status === 'sent';
  return telling(input, {
    subject: disputed.subject(names),
    heading: disputed.heading(names),
    status: { word: isOpen ? disputed.status : disputed.statusOver, tone: 'attention' },
    paragraphs: [isOpen ? disputed.lead(names) : disputed.leadOver(names)],
    ...quoteOf(who, notification.text),
    how: [isOpen ? disputed.how : disputed.howOver, disputed.howAsk(names)],
  });
}

export function resumedView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { resumed, open } = setting.phrases;
  const names = { title: state.title, who: state.sender.name };
  const isOpen = state.status === 'sent';
  return telling(input, {
    subject: resumed.subject(names),
    heading: resumed.heading,
    status: { word: resumed.status, tone: 'waiting' },
    paragraphs: [resumed.lead(names), ...(isOpen ? [resumed.deadline({ when: whenIn(state, setting)(state.expiresAt) })] : [])],
    ...quoteOf(state.sender.name, notification.text),
    links: [{ label: open, to: 'page', primary: false }],
    how: howToGoOn(state, readerOf(input), setting),
  });
}
