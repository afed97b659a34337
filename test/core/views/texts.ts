// Every text of a view, apart: what a person reads, however a channel lays it out.
import { offsetAt } from '#apps/world/hashing.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { answerView } from '#core/views/answer.ts';
import { settingFor, type Setting } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import type { View } from '#core/views/view.ts';
import type { Answered, Told } from './stories.ts';
import { T0 } from '#test/support/build.ts';

export function settingIn(language: string): Setting {
  return settingFor(language, offsetAt);
}

export function settingWith(phrases: Phrases): Setting {
  return { phrases, offsetAt };
}

export function toldView({ notification, state }: Told, setting: Setting): View {
  return notificationView({ notification, state, setting, sealed: 'attached' });
}

export function answeredView({ answer, state }: Answered, setting: Setting): View {
  return answerView({ answer, state, setting, zone: state.zone, now: T0, code: '471147' });
}

export function linesOf(view: View): string[] {
  const { subject, heading, status, paragraphs, facts, links, how, small, quote } = view;
  return [
    subject,
    heading,
    status.word,
    ...paragraphs,
    ...facts.flatMap(({ label, value }) => [label, value]),
    ...links.map(({ label }) => label),
    ...how,
    ...small,
    ...(quote ? [quote.who] : []),
  ];
}
