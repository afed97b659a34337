// The facts that several messages share, and how this reader's times are written.
import type { Existing, Recipient } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import { en, type Phrases, type When } from '../phrases/en.ts';
import { wallClock, type OffsetAt } from '../time.ts';
import type { Fact } from './view.ts';

/** What a view needs besides state: the language and the time zones' offsets. */
export type Setting = { readonly phrases: Phrases; readonly offsetAt: OffsetAt };

export function english(offsetAt: OffsetAt): Setting {
  return { phrases: en, offsetAt };
}

/** Times are written in the envelope's zone, and name it. */
export function whenIn(state: Pick<Existing, 'zone'>, { phrases, offsetAt }: Setting): When {
  return (at) => phrases.dateTime(wallClock(at, state.zone, offsetAt), state.zone);
}

export function recipientOf(state: Existing, id: RecipientId): Recipient {
  const recipient = state.recipients.find((one) => one.id === id);
  if (recipient) return recipient;
  throw new Error(`A message about ${state.id} names the seat ${id}, which the envelope does not have.`);
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

/** Everyone with role and standing: for the sender's eyes. */
export function peopleFacts(state: Existing, { phrases }: Setting): Fact[] {
  return state.recipients.map(({ name, email, role, step, status }) => ({
    label: role === 'cc' ? phrases.labels.copies : phrases.step(step),
    value: `${name} <${email}> ${phrases.roles[role]}${role === 'cc' || state.status === 'draft' ? '' : `: ${phrases.statuses[status]}`}`,
  }));
}

export function referenceFacts(state: Existing, { phrases }: Setting): Fact[] {
  return [{ label: phrases.labels.reference, value: state.id }];
}
