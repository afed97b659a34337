// English: why an envelope stands where it stands, and what happens next.
import type { EnvelopeStatus, Sealing } from '../../envelope.ts';
import type { ActVerb } from '../../terms.ts';
import type { Place } from '../place.ts';
import { listed, placeWords } from './common.ts';

type When = { readonly when: string };

const ANSWERS: Record<ActVerb, string> = {
  sign: 'a signature',
  approve: 'an approval',
  acknowledge: 'a confirmation',
  prepare: 'the data',
  decline: 'a decline',
};

export const enWhy = {
  title: ({ id, word }: { id: string; word: string }) => `${id}: ${word}`,
  statuses: {
    draft: 'Draft, not sent',
    sent: 'Waiting for answers',
    completed: 'Completed',
    declined: 'Declined',
    voided: 'Voided',
    expired: 'Closed without all answers',
  } satisfies Record<EnvelopeStatus, string>,
  draft: ({ when }: When) => `It is a draft, and nothing has been sent. Unless it is sent, it is dropped by itself on ${when}.`,
  onHold: ({ who, when }: When & { who: string }) =>
    `It has been on hold since ${when}, because ${who} disputes it. Nothing moves until the sender resumes or voids it.`,
  step: ({ number, of, met, needed }: { number: number; of: number; met: number; needed: number }) =>
    `Step ${number} of ${of}: ${met} of ${needed} needed have acted.`,
  waiting: ({ who, does, place, when }: When & { who: string; does: string; place: Place | undefined }) =>
    `Waiting for ${who} (${does}${place ? `, ${placeWords(place)}` : ''}) since ${when}.`,
  opened: ({ when }: When) => `Opened on ${when}.`,
  reminded: (count: number) => (count === 1 ? 'Reminded once.' : `Reminded ${count} times.`),
  muted: 'Wants no more reminders.',
  undeliverable: 'Our messages do not reach this person; the address may be wrong.',
  held: ({ act, when }: When & { act: ActVerb }) =>
    `Sent ${ANSWERS[act]} that is not proven well enough: it counts only if it is confirmed by ${when}.`,
  reminder: ({ who, number, when }: When & { who: string; number: number }) => `Reminder ${number} to ${who} goes out on ${when}.`,
  escalation: ({ who, to, when }: When & { who: string; to: string }) => `If ${who} stays silent, ${to} is asked as well from ${when}.`,
  warning: ({ when }: When) => `A warning of the deadline goes to the sender on ${when}.`,
  closes: ({ when }: When) => `It closes on ${when}.`,
  next: ({ names }: { names: readonly string[] }) => `After that, ${listed(names)} will be asked.`,
  dropped: ({ when }: When) => `The draft was dropped on ${when}. Nobody else had heard of it.`,
  ended: {
    completed: ({ when }: When) => `The last needed answer came on ${when}.`,
    declined: ({ when }: When) => `It was declined on ${when}, and nobody is asked any more.`,
    voided: ({ when }: When) => `It was voided on ${when}, and nobody is asked any more.`,
    expired: ({ when }: When) => `It closed on ${when} before everyone had acted.`,
  },
  sealing: {
    sealing: 'The sealed PDF is being made.',
    sealed: 'The sealed PDF is made, and everyone gets it.',
    'seal-failed': 'The sealed PDF could not be made yet; we keep trying.',
  } satisfies Record<Sealing['state'], string>,
  /** To a recipient: their own standing, and nobody else's. */
  own: {
    turn: ({ when }: When) => `You have been asked since ${when}, and your answer is waited for.`,
    later: 'It is not your turn yet. We write to you when it is.',
    acted: ({ when }: When) => `Your answer was recorded on ${when}.`,
    copy: 'You receive a copy when all have acted. You need not do anything.',
    handedOver: ({ to, when }: When & { to: string }) => `You handed over to ${to} on ${when}. You need not do anything.`,
    notNeeded: 'Your answer is not needed. You need not do anything.',
    reminder: ({ when }: When) => `We remind you on ${when}.`,
    muted: 'We remind you no more, as you asked.',
    held: ({ when }: When) => `The answer that you sent is not proven well enough: it counts only if you confirm it by ${when}.`,
  },
};
