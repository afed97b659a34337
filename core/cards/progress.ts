// How far an envelope is: in one line for everyone, person by person for its sender.
import type { Existing, Recipient, RecipientStatus } from '../envelope.ts';
import { actors, isOpen, standingOf } from '../rules/turns.ts';
import { standingWord, whenIn, type Setting } from '../views/facts.ts';
import { placeOf } from '../views/place.ts';
import type { Progress, Tone } from './card.ts';

/** `1 of 3 signed`: of those who are needed, whoever of a group is asked. */
export function progressWord(state: Existing, { phrases }: Setting): string {
  const steps = [...new Set(actors(state).map(({ step }) => step))].map((step) => standingOf(state, step));
  const needed = sum(steps.map((step) => step.needed));
  const met = sum(steps.map((step) => Math.min(step.met, step.needed)));
  return phrases.cards.progress[wordOf(actors(state))]({ met, needed });
}

function wordOf(people: readonly Recipient[]): 'signed' | 'approved' | 'mixed' {
  if (people.every(({ role }) => role === 'signer')) return 'signed';
  return people.every(({ role }) => role === 'approver') ? 'approved' : 'mixed';
}

/** Everyone who acts, with standing and time: for the sender's eyes. Whoever gets a copy has no progress. */
export function peopleIn(state: Existing, setting: Setting): Progress[] {
  return actors(state).map((one) => ({
    name: one.name,
    does: doesOf(state, one, setting),
    standing: standingSince(state, one, setting),
    tone: TONES[statusIn(state, one)],
  }));
}

function doesOf(state: Existing, recipient: Recipient, { phrases }: Setting): string {
  const { role } = recipient;
  const place = placeOf(state, recipient);
  return phrases.cards.does({ does: phrases.roles[role], place });
}

function standingSince(state: Existing, recipient: Recipient, setting: Setting): string {
  const { phrases } = setting;
  const { act, closed, viewedAt } = recipient;
  const status = statusIn(state, recipient);
  const word = standingWord({ ...recipient, status }, phrases);
  const at = act?.at ?? closed?.at ?? (status === 'viewed' ? viewedAt : undefined);
  return at === undefined ? word : phrases.cards.since({ word, when: whenIn(state, setting)(at) });
}

/** Once it is over nobody is asked any more, and who never answered need not. */
function statusIn({ status }: Existing, recipient: Recipient): RecipientStatus {
  const isOver = status !== 'draft' && status !== 'sent';
  return isOver && isOpen(recipient) && recipient.status !== 'expired' ? 'released' : recipient.status;
}

const TONES: Readonly<Record<RecipientStatus, Tone>> = {
  waiting: 'waiting',
  notified: 'waiting',
  viewed: 'waiting',
  signed: 'done',
  approved: 'done',
  acknowledged: 'done',
  prepared: 'done',
  declined: 'stopped',
  delegated: 'stopped',
  reassigned: 'stopped',
  released: 'stopped',
  expired: 'stopped',
  undeliverable: 'attention',
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
