// What each notification adds to its reader's own card: what happened, in words that stay true, and what is so only while it is.
// Nothing where the card alone says it.
import type { Recipient } from '../envelope.ts';
import type { NotificationKind } from '../notify.ts';
import type { Waits } from '../messages.ts';
import { isAway } from '../rules/away.ts';
import { isOpen } from '../rules/turns.ts';
import { nameOf, whenIn } from '../views/facts.ts';
import { notificationView } from '../views/notification.ts';
import { isOwn, isToSender, quoteOf, readerOf, subjectOf, type NotificationInput } from '../views/telling.ts';
import type { View } from '../views/view.ts';
import type { Card, CardAction, CardKind } from './card.ts';
import type { CardContext } from './context.ts';
import { asking } from './request-actions.ts';
import { answering } from './sender-actions.ts';
import { isAsked, standingOf, type Standing } from './standing.ts';

/** @property state may be much newer than the notification */
export type ToldInput = CardContext &
  Pick<NotificationInput, 'notification'> & {
    /** What else waits for the reader of a reminder. */
    readonly alsoWaits?: readonly Waits[];
    readonly standIn?: NotificationInput['standIn'];
  };

/** @property isAll whether nothing else need be said: the reader's own standing would only repeat it */
export type News = {
  readonly title: string;
  readonly kind?: CardKind;
  readonly status?: Card['status'];
  readonly says?: readonly string[];
  readonly isAll?: boolean;
  readonly quote?: Card['quote'];
  /** In place of the card's own. */
  readonly actions?: readonly CardAction[];
};

type Teller = (input: ToldInput, base: Card) => News | undefined;

export function newsOf(input: ToldInput, base: Card): News | undefined {
  return NEWS[input.notification.kind](input, base);
}

/** Exhaustive by its type: a new kind does not compile without a thought of what is left of it later. */
const NEWS: { readonly [K in NotificationKind]: Teller } = {
  draft: nothing,
  'sign-request': nothing,
  'approve-request': nothing,
  'acknowledge-request': nothing,
  'prepare-request': nothing,
  reminder,
  deadline,
  recorded: (input) => {
    const { act } = readerOf(input);
    return act && { title: input.setting.phrases.recorded.subject[act.type]({ title: input.state.title }) };
  },
  confirm: (input) => (standsAs(input, readerOf(input)) === 'held' ? titled(input) : undefined),
  released: (input) => (['not-needed', 'replaced'].includes(standsAs(input, readerOf(input))) ? titled(input) : undefined),
  completed: titled,
  voided: titled,
  expired: titled,
  declined,
  'handed-over': handedOver,
  withdrawn: (input) => {
    const { says, ...news } = told(input);
    return standsAs(input, subjectOf(input)) === 'turn' ? { ...news, says } : news;
  },
  escalated: (input) => (standsAs(input, subjectOf(input)) === 'turn' ? { ...told(input), status: viewOf(input).status } : undefined),
  'expiry-warning': expiryWarning,
  'seal-failed': (input, { status }) =>
    status.word === input.setting.phrases.sealFailed.status ? { ...titled(input), status } : undefined,
  undeliverable,
  rerouted: (input) => {
    const { state, notification } = input;
    return state.status === 'sent' && subjectOf(input).channel !== notification.from ? told(input) : undefined;
  },
  delayed: (input) => whileSo(input, subjectOf(input).delay !== undefined),
  complained: (input) => whileSo(input, subjectOf(input).complainedAt !== undefined),
  away: (input) => whileSo(input, isAway(subjectOf(input), input.now)),
  disputed,
  resumed: (input) => (input.state.disputes.length === 0 ? told(input) : undefined),
  question: (input, base) => {
    const { about } = input.notification;
    const to = about === 'sender' ? undefined : about;
    return { ...told(input), ...statusWhileSent(input), actions: [answering(input, to), ...base.actions] };
  },
  answer: (input, base) => {
    const context = { ...input, recipient: readerOf(input) };
    const answer = (action: CardAction) => (isComment(action) ? asking(context, input.setting.phrases.cards.actions.answer) : action);
    return { ...told(input), ...statusWhileSent(input), actions: base.actions.map(answer) };
  },
};

function nothing(): undefined {
  return undefined;
}

function viewOf({ notification, state, setting, standIn }: ToldInput): View {
  return notificationView({ notification, state, setting, standIn });
}

function titled(input: ToldInput): News {
  return { title: viewOf(input).subject };
}

/** What was said stays said. */
function told(input: ToldInput): News & Required<Pick<News, 'says'>> {
  const { subject, paragraphs, quote } = viewOf(input);
  return { title: subject, says: paragraphs, ...(quote ? { quote } : {}) };
}

function standsAs(context: CardContext, recipient: Recipient): Standing['kind'] {
  return standingOf({ ...context, recipient }).kind;
}

function statusWhileSent(input: ToldInput): Pick<News, 'status'> {
  return input.state.status === 'sent' ? { status: viewOf(input).status } : {};
}

function isComment({ does }: CardAction): boolean {
  return 'ask' in does && does.ask.intent.verb === 'comment';
}

function reminder(input: ToldInput): News {
  const { state, setting, alsoWaits = [] } = input;
  const words = setting.phrases.reminder;
  const names = { who: state.sender.name, title: state.title };
  const titles = alsoWaits.map(({ title, envelope }) => `${title} (${envelope})`);
  return nudge(input, {
    title: words.subject(names),
    status: { word: words.status, tone: 'waiting' },
    says: [words.lead(names), ...(titles.length === 0 ? [] : [setting.phrases.cards.alsoWaits({ titles })])],
  });
}

function deadline(input: ToldInput): News {
  const { state, setting } = input;
  const words = setting.phrases.deadline;
  const { title, expiresAt } = state;
  return nudge(input, {
    title: words.subject({ title }),
    status: { word: words.status, tone: 'waiting' },
    says: [words.lead({ title, when: whenIn(state, setting)(expiresAt) })],
  });
}

/** Once the reader has answered, or need not, nothing of a nudge is left but its title. */
function nudge(input: ToldInput, { title, ...news }: News): News {
  const standing = standingOf({ ...input, recipient: readerOf(input) });
  const kind = isAsked(standing) ? ({ kind: 'reminder' } as const) : {};
  return standing.kind === 'turn' ? { title, ...kind, ...news } : { title, ...kind };
}

/** Who declined is not always who ended it. */
function declined(input: ToldInput): News {
  const { notification, state } = input;
  const { subject, status, paragraphs } = viewOf(input);
  const news = { title: subject, ...quoteOf(nameOf(state, notification.about), notification.text) };
  if (state.status === 'sent') return { ...news, status, says: paragraphs };
  return state.status === 'declined' && !isToSender(input) ? { ...news, says: paragraphs, isAll: true } : news;
}

/** That someone is asked in another's place is so until they have answered. */
function handedOver(input: ToldInput): News {
  if (isOwn(input)) return titled(input);
  const { says, ...news } = told(input);
  const { notification, state } = input;
  const { id } = subjectOf(input);
  const isHolder = (one: Recipient) => (notification.text === undefined ? one.id === id : one.standsFor === id);
  const isStill = state.status === 'sent' && state.recipients.some((one) => isHolder(one) && isOpen(one));
  return isStill ? { ...news, says } : news;
}

/** No longer so once it is over, or has more time. */
function expiryWarning(input: ToldInput): News | undefined {
  const { state, now } = input;
  const isClosing = state.status === 'sent' && state.disputes.length === 0 && state.warnAt === undefined && now <= state.expiresAt;
  return isClosing ? { ...told(input), status: viewOf(input).status } : undefined;
}

function whileSo(input: ToldInput, isSo: boolean): News | undefined {
  const isStill = input.state.status === 'sent' && isSo && standsAs(input, subjectOf(input)) === 'turn';
  return isStill ? { ...told(input), status: viewOf(input).status } : undefined;
}

function undeliverable(input: ToldInput): News | undefined {
  const { state, setting } = input;
  const { name: who, status } = subjectOf(input);
  if (state.status !== 'sent' || status !== 'undeliverable') return undefined;
  const { reason } = input.notification;
  const because = reason === undefined ? [] : [setting.phrases.delivery.because({ reason })];
  const says = [setting.phrases.cards.undeliverable({ who, title: state.title }), ...because];
  return { ...titled(input), status: viewOf(input).status, says };
}

/** While it is open nothing else can be said of the envelope; when the envelope is over, both are on record. */
function disputed(input: ToldInput): News {
  const { notification, state, setting } = input;
  const { says, ...news } = told(input);
  if (!state.disputes.some(({ by }) => by === notification.about)) return { ...news, says: [setting.phrases.cards.settled] };
  if (state.status === 'sent') return { ...news, says, isAll: true, status: viewOf(input).status };
  // The sender's own card says it of each who objects.
  return isOwn(input) ? { ...news, says } : news;
}
