// Why an envelope stands where it stands, in sentences: all of it for its sender and for whoever runs the product, to a recipient nothing
// but their own standing.
import type { Envelope, Existing, Recipient } from '../envelope.ts';
import { hasTurn } from '../rules/turns.ts';
import type { Instant } from '../time.ts';
import { why, type Next, type Waiting, type Why } from '../why.ts';
import { wasSent, whenIn, type Setting } from './facts.ts';
import { placeOf, successorName } from './place.ts';
import { awaySentence } from './unreached.ts';

type Told = { readonly state: Existing; readonly setting: Setting };

/** A paragraph per matter: what holds it up, each person waited for, what happens next. */
export function whyParagraphs(state: Envelope, now: Instant, setting: Setting): string[] {
  const found = why(state, now);
  if (state.status === 'none' || !found) return [];
  const told = { state, setting };
  const paragraphs = [
    holdUp(found, told),
    ...found.waitingFor.map((one) => waitingSentences(one, told)),
    nextSentences(found, told),
    endSentences(found, told),
  ];
  return paragraphs.filter((sentences) => sentences.length > 0).map((sentences) => sentences.join(' '));
}

function holdUp({ disputed, step }: Why, { state, setting }: Told): string[] {
  const words = setting.phrases.why;
  const when = whenIn(state, setting);
  return [
    ...(disputed ? [words.onHold({ who: disputed.by, when: when(disputed.since) })] : []),
    ...(step && (step.of > 1 || step.needed > 1) ? [words.step(step)] : []),
  ];
}

function waitingSentences(one: Waiting, { state, setting }: Told): string[] {
  const { phrases } = setting;
  const words = phrases.why;
  const when = whenIn(state, setting);
  const { name: who, role, since, viewedAt, reminders, held } = one;
  const seat = state.recipients.find(({ id }) => id === one.recipient);
  return [
    words.waiting({ who, does: phrases.roles[role], place: seat && placeOf(state, seat), when: when(since) }),
    ...(one.isUndeliverable ? [words.undeliverable] : []),
    ...troubleOf(one, setting),
    ...(viewedAt === undefined ? [] : [words.opened({ when: when(viewedAt) })]),
    ...(held ? [words.held({ act: held.act, when: when(held.lapsesAt) })] : []),
    ...(reminders === 0 ? [] : [words.reminded(reminders)]),
    ...(one.muted ? [words.muted] : []),
  ];
}

/** What mail systems and mailboxes said. */
function troubleOf({ name: who, failure, delay, away }: Waiting, { phrases }: Setting): string[] {
  const words = phrases.delivery;
  const reason = failure ?? delay;
  return [
    ...(delay === undefined ? [] : [`${words.delayed.status}.`]),
    ...(reason === undefined ? [] : [words.because({ reason })]),
    ...(away === undefined ? [] : [awaySentence({ who, until: away.until }, phrases)]),
  ];
}

function nextSentences({ status, next, afterwards, waitingFor }: Why, told: Told): string[] {
  const { state, setting } = told;
  const words = setting.phrases.why;
  // A draft has one thing before it: to be dropped.
  if (status === 'draft') return next.map(({ at }) => words.draft({ when: whenIn(state, setting)(at) }));
  const numberOf = (id: Next['recipient']) => (waitingFor.find(({ recipient }) => recipient === id)?.reminders ?? 0) + 1;
  return [
    ...next.map((one) => nextSentence(one, numberOf(one.recipient), told)),
    ...(afterwards.length > 0 ? [words.next({ names: afterwards })] : []),
  ];
}

/** The end is put on record a little after the deadline; what counts for people is the deadline. */
function nextSentence({ at, what, name: who = '' }: Next, number: number, { state, setting }: Told): string {
  const words = setting.phrases.why;
  const when = whenIn(state, setting)(what === 'expiry' ? state.expiresAt : at);
  switch (what) {
    case 'reminder':
      return words.reminder({ who, number, when });
    case 'escalation':
      return words.escalation({ who, to: state.fallback?.name ?? '', when });
    case 'expiry-warning':
      return words.warning({ when });
    case 'expiry':
      return words.closes({ when });
  }
}

function endSentences({ status, sealing, endedAt }: Why, { state, setting }: Told): string[] {
  const words = setting.phrases.why;
  if (status === 'draft' || status === 'sent' || endedAt === undefined) return [];
  if (!wasSent(state)) return [words.dropped({ when: whenIn(state, setting)(endedAt) })];
  const when = whenIn(state, setting)(status === 'expired' ? state.expiresAt : endedAt);
  return [words.ended[status]({ when }), ...(sealing ? [words.sealing[sealing]] : [])];
}

/** What a recipient may know: nobody else's name but that of whoever they chose themselves. */
export function ownStanding(state: Existing, recipient: Recipient, { now, setting }: { now: Instant; setting: Setting }): string[] {
  const { phrases } = setting;
  const when = whenIn(state, setting);
  if (state.status !== 'sent') return endedFor(state, setting);
  return [
    [...(state.disputes.length > 0 ? [phrases.onHold] : []), ...standing(state, recipient, { now, setting })].join(' '),
    phrases.why.closes({ when: when(state.expiresAt) }),
  ];
}

function standing(
  state: Extract<Existing, { status: 'sent' }>,
  recipient: Recipient,
  { now, setting }: { now: Instant; setting: Setting },
): string[] {
  const { own } = setting.phrases.why;
  const when = whenIn(state, setting);
  const { act, role, closed, held, askedAt, remindAt, muted } = recipient;
  if (role === 'cc') return [own.copy];
  if (act) return [own.acted({ when: when(act.at) })];
  if (closed?.as === 'delegated') return [own.handedOver({ to: successorName(state, recipient), when: when(closed.at) })];
  if (closed) return [own.notNeeded];
  if (!hasTurn(state, recipient) || askedAt === undefined) return [own.later];
  const isHeld = held !== undefined && held.lapsesAt > now;
  return [
    own.turn({ when: when(askedAt) }),
    ...(isHeld ? [own.held({ when: when(held.lapsesAt) })] : []),
    ...(muted ? [own.muted] : remindAt === undefined ? [] : [own.reminder({ when: when(remindAt) })]),
  ];
}

/** The reason of an end is for others to tell. */
function endedFor(state: Existing, setting: Setting): string[] {
  const { ended } = setting.phrases.why;
  const when = whenIn(state, setting);
  switch (state.status) {
    case 'draft':
    case 'sent':
      return [];
    case 'completed':
      return [ended.completed({ when: when(state.completedAt) })];
    case 'expired':
      return [ended.expired({ when: when(state.expiresAt) })];
    case 'declined':
    case 'voided':
      return [ended[state.status]({ when: when(state.endedAt) })];
  }
}
