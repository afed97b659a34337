// The facts that several messages share, and how this reader's times are written.
import type { Existing, Recipient } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import { phrasesFor } from '../phrases/languages.ts';
import type { Phrases } from '../phrases/phrases.ts';
import type { When } from '../phrases/when.ts';
import { wallClock, type OffsetAt } from '../time.ts';
import { toFillIn } from '../rules/entries.ts';
import { placeOf } from './place.ts';
import type { Fact } from './view.ts';

/** What a view needs besides state: the language and the time zones' offsets. */
export type Setting = { readonly phrases: Phrases; readonly offsetAt: OffsetAt };

/** @param language BCP 47, of whoever reads */
export function settingFor(language: string, offsetAt: OffsetAt): Setting {
  return { phrases: phrasesFor(language), offsetAt };
}

/** A recipient reads in their own language, the sender in that of the envelope. */
export function languageOf(state: Existing, seat: 'sender' | RecipientId): string {
  return state.recipients.find(({ id }) => id === seat)?.language ?? state.language;
}

/** Times are written in the envelope's zone, and name it. */
export function whenIn(state: Pick<Existing, 'zone'>, setting: Setting): When {
  return whenAt(state.zone, setting);
}

export function whenAt(zone: string, { phrases, offsetAt }: Setting): When {
  return (at) => phrases.dateTime(wallClock(at, zone, offsetAt), zone);
}

export function recipientOf(state: Existing, id: RecipientId): Recipient {
  const recipient = state.recipients.find((one) => one.id === id);
  if (recipient) return recipient;
  throw new Error(`A message about ${state.id} names the seat ${id}, which the envelope does not have.`);
}

/** Of a draft that was dropped nobody but its sender ever heard. */
export function wasSent(state: Existing): boolean {
  return 'sentAt' in state && state.sentAt !== undefined;
}

export function nameOf(state: Existing, seat: 'sender' | RecipientId | undefined): string {
  return seat === undefined || seat === 'sender' ? state.sender.name : recipientOf(state, seat).name;
}

/** Which document, from whom, until when: what a recipient needs to decide whether to open it. */
export function documentFacts(state: Existing, setting: Setting): Fact[] {
  const { labels, pages } = setting.phrases;
  return [
    ...state.documents.flatMap((document): Fact[] => [
      { label: labels.title, value: `${document.filename} (${pages(document.pages)})` },
      { label: labels.fingerprint, value: document.sha256 },
    ]),
    { label: labels.from, value: `${state.sender.name} <${state.sender.email}>, ${state.sender.organisation}` },
    { label: labels.closes, value: whenIn(state, setting)(state.expiresAt) },
    { label: labels.reference, value: state.id },
  ];
}

/** How much this recipient is to fill in by hand; nothing where their fields fill themselves. */
export function fillingFacts(state: Existing, recipient: Recipient, { phrases: { fields } }: Setting): Fact[] {
  const { count } = toFillIn(state, recipient);
  return count === 0 ? [] : [{ label: fields.label, value: fields.count(count) }];
}

/** Everyone with role and standing: for the sender's eyes. */
export function peopleFacts(state: Existing, { phrases }: Setting): Fact[] {
  return state.recipients.map((one) => ({
    label: one.role === 'cc' ? phrases.labels.copies : phrases.step(one.step),
    value: phrases.personLine({
      who: `${one.name} <${one.email}>`,
      does: phrases.roles[one.role],
      place: placeOf(state, one),
      standing: one.role === 'cc' || state.status === 'draft' ? undefined : standingWord(one, phrases),
    }),
  }));
}

/** Between the turn's beginning and the first delivery someone is being asked. */
export function standingWord({ status, askedAt }: Recipient, phrases: Phrases): string {
  return status === 'waiting' && askedAt !== undefined ? phrases.beingAsked : phrases.statuses[status];
}

export function referenceFacts(state: Existing, { phrases }: Setting): Fact[] {
  return [{ label: phrases.labels.reference, value: state.id }];
}
