// What every message to a person begins with: who reads, about what, and a view in which nothing is asked.
import type { StandIn, Waits } from '../messages.ts';
import type { Existing, Recipient } from '../envelope.ts';
import type { Notification } from '../notify.ts';
import { recipientOf, referenceFacts, type Setting } from './facts.ts';
import type { View } from './view.ts';

export type NotificationInput = {
  readonly notification: Notification;
  readonly state: Existing;
  readonly setting: Setting;
  /** How the sealed PDF reaches this reader; only asked for `completed`. */
  readonly sealed?: 'attached' | 'linked';
  /** What else waits for the reader of a reminder. */
  readonly alsoWaits?: readonly Waits[];
  /** Who stands in for whoever is away, by a standing delegation. */
  readonly standIn?: StandIn | undefined;
};

type Said = Pick<View, 'subject' | 'heading' | 'status' | 'paragraphs'> & Partial<View>;

/** What happened, and nothing to do. */
export function telling({ notification, state, setting }: NotificationInput, said: Said): View {
  return { kind: notification.kind, facts: referenceFacts(state, setting), links: [], how: [], small: [], ...said };
}

export function isToSender({ notification }: NotificationInput): boolean {
  return notification.to === 'sender';
}

/** Someone is told of what they did themselves. */
export function isOwn({ notification: { to, about } }: NotificationInput): boolean {
  return to === about;
}

/** The recipient who reads. */
export function readerOf({ notification: { to, kind }, state }: NotificationInput): Recipient {
  if (to === 'sender') throw new Error(`A message of kind ${kind} in ${state.id} is addressed to its sender, who has no seat in it.`);
  return recipientOf(state, to);
}

/** The recipient whom the message is about. */
export function subjectOf({ notification: { about, kind }, state }: NotificationInput): Recipient {
  if (about === undefined || about === 'sender') throw new Error(`A message of kind ${kind} in ${state.id} does not say about whom it is.`);
  return recipientOf(state, about);
}

/** Someone's own words, where there are any. */
export function quoteOf(who: string, text: string | undefined): Pick<View, 'quote'> {
  return text === undefined || text === '' ? {} : { quote: { who, text } };
}
