// Told to whoever acted: their act is on record, was withdrawn, is not needed, or what they said was passed on.
import { proofIn } from '../proof.ts';
import { nameOf, referenceFacts, whenIn } from './facts.ts';
import { howAfterActing, howToGoOn } from './how.ts';
import { isOwn, quoteOf, readerOf, subjectOf, telling, type NotificationInput } from './telling.ts';
import type { View } from './view.ts';

export function recordedView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const recipient = readerOf(input);
  const { act } = recipient;
  if (!act) throw new Error(`A confirmation for ${state.id} was planned, but ${notification.to} has no act on record.`);
  const { labels, recorded } = setting.phrases;
  const after = act.type !== 'declined' ? recorded.next : state.status === 'sent' ? recorded.goesOn : recorded.over;
  const subject = recorded.subject[act.type]({ title: state.title });
  return telling(input, {
    subject,
    heading: subject,
    status: { word: recorded.status, tone: 'done' },
    paragraphs: [recorded.lead({ when: whenIn(state, setting)(act.at) }), after],
    facts: [
      { label: labels.recordedAt, value: act.at },
      { label: labels.proof, value: proofIn(setting.phrases, act.evidence.proof) },
      ...referenceFacts(state, setting),
    ],
    how: howAfterActing(state, recipient, setting),
    small: [recorded.notYou],
  });
}

export function withdrawnView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { withdrawn } = setting.phrases;
  const { name: who } = subjectOf(input);
  const names = { who, title: state.title };
  const status = { word: withdrawn.status, tone: 'attention' } as const;
  if (isOwn(input)) {
    return telling(input, {
      subject: withdrawn.subjectOwn(names),
      heading: withdrawn.headingOwn,
      status,
      paragraphs: [withdrawn.leadOwn(names)],
      links: [{ label: setting.phrases.open, to: 'page', primary: true }],
      how: howToGoOn(state, readerOf(input), setting),
    });
  }
  return telling(input, {
    subject: withdrawn.subject(names),
    heading: withdrawn.heading(names),
    status,
    paragraphs: [withdrawn.lead(names)],
    ...quoteOf(who, notification.text),
  });
}

export function releasedView(input: NotificationInput): View {
  const { state, setting } = input;
  const { released } = setting.phrases;
  const { title } = state;
  const isReplaced = readerOf(input).closed?.as === 'reassigned';
  return telling(input, {
    subject: released.subject({ title }),
    heading: released.heading,
    status: { word: released.status, tone: 'stopped' },
    paragraphs: [isReplaced ? released.replaced({ title }) : released.lead({ title })],
  });
}

export function questionView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { question } = setting.phrases;
  const who = nameOf(state, notification.about);
  const names = { who, title: state.title };
  return telling(input, {
    subject: question.subject(names),
    heading: question.heading(names),
    status: { word: question.status, tone: 'attention' },
    paragraphs: [question.lead(names)],
    ...quoteOf(who, notification.text),
    how: [question.how({ who })],
  });
}

/** Someone who got an answer usually decides next. */
export function answerToRecipientView(input: NotificationInput): View {
  const { notification, state, setting } = input;
  const { answer, open } = setting.phrases;
  const who = nameOf(state, notification.about);
  const names = { who, title: state.title };
  return telling(input, {
    subject: answer.subject(names),
    heading: answer.heading(names),
    status: { word: answer.status, tone: 'attention' },
    paragraphs: [answer.lead(names)],
    ...quoteOf(who, notification.text),
    links: [{ label: open, to: 'page', primary: false }],
    how: howToGoOn(state, readerOf(input), setting),
  });
}
