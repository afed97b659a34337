// The card of an envelope's sender: the draft, how far it is and for whom it waits, and how it ended. Always as things stand.
import type { Existing, Sent } from '../envelope.ts';
import { isAway } from '../rules/away.ts';
import { waitedFor } from '../rules/turns.ts';
import { fieldFacts } from '../views/field-facts.ts';
import { nameOf, peopleFacts, recipientOf, wasSent, whenIn, type Setting } from '../views/facts.ts';
import { quoteOf } from '../views/telling.ts';
import { awaySentence } from '../views/unreached.ts';
import type { Fact } from '../views/view.ts';
import type { Card, CardKind } from './card.ts';
import { summed, type CardContext } from './context.ts';
import { peopleIn, progressWord } from './progress.ts';
import { shortFacts } from './short-facts.ts';
import { senderActions } from './sender-actions.ts';
import { completedWords } from './standing-words.ts';

type Said = Pick<Card, 'title' | 'status' | 'paragraphs'> & Pick<Partial<Card>, 'quote' | 'facts' | 'people'>;

export function senderCard(context: CardContext): Card {
  const { state, setting } = context;
  const said = saidOf(context);
  const hold = state.status !== 'sent' && state.disputes.length > 0 ? disputedOver(context) : [];
  const paragraphs = [...said.paragraphs, ...hold];
  return {
    kind: KINDS[state.status],
    language: setting.phrases.language,
    people: wasSent(state) ? peopleIn(state, setting) : [],
    facts: [...withoutSender(shortFacts(state, setting), setting), ...copies(state, setting)],
    ...said,
    paragraphs,
    summary: summed(said.title, said.paragraphs),
    actions: senderActions(context),
    small: [],
  };
}

const KINDS: Readonly<Record<Existing['status'], CardKind>> = {
  draft: 'status',
  sent: 'status',
  completed: 'completed',
  declined: 'stopped',
  voided: 'stopped',
  expired: 'stopped',
};

function saidOf(context: CardContext): Said {
  const { state, setting } = context;
  const { phrases } = setting;
  const { title } = state;
  switch (state.status) {
    case 'draft':
      return draft(state, setting);
    case 'sent':
      return sent(state, context);
    case 'completed':
      return { title: phrases.completed.subject({ title }), ...completedWords(state.sealing.state, context) };
    case 'declined': {
      const { name: who, act } = recipientOf(state, state.declinedBy);
      const paragraphs = [phrases.declined.lead({ who, title }), phrases.cards.again];
      const status = { word: phrases.declined.status, tone: 'stopped' } as const;
      return { title: phrases.declined.subject({ who, title }), status, paragraphs, ...quoteOf(who, act?.words) };
    }
    case 'voided':
      return voided(state, setting);
    case 'expired':
      return expired(state, setting);
  }
}

function draft(state: Extract<Existing, { status: 'draft' }>, setting: Setting): Said {
  const { phrases } = setting;
  const { labels, cards, everyDays } = phrases;
  const { remindAfterDays, remindEveryDays, mostReminders } = state.policy;
  const remarks = state.remarks === '' ? [] : state.remarks.split('\n');
  return {
    title: phrases.draft.subject({ title: state.title }),
    status: { word: phrases.draft.status, tone: 'attention' },
    paragraphs: [
      cards.draft.lead,
      ...(state.recipients.length === 0 ? [cards.draft.nobody] : []),
      ...remarks,
      phrases.why.draft({ when: whenIn(state, setting)(state.lapsesAt) }),
    ],
    ...quoteOf(state.sender.name, state.message),
    facts: [
      ...withoutSender(shortFacts(state, setting), setting),
      ...peopleFacts(state, setting),
      ...fieldFacts(state, setting),
      { label: labels.reminders, value: everyDays(remindAfterDays, remindEveryDays, mostReminders) },
    ],
  };
}

function sent(state: Extract<Existing, { status: 'sent' }>, { setting, now }: CardContext): Said {
  const { phrases } = setting;
  const { title, expiresAt, disputes } = state;
  const when = whenIn(state, setting);
  const [dispute] = disputes;
  if (dispute) {
    const paragraphs = [phrases.why.onHold({ who: nameOf(state, dispute.by), when: when(dispute.at) })];
    return { title, status: { word: phrases.disputed.status, tone: 'attention' }, paragraphs };
  }
  const isLate = now > expiresAt;
  if (isLate) {
    const { word } = phrases.page.heads.late({ when: '' });
    return { title, status: { word, tone: 'stopped' }, paragraphs: [phrases.cards.late({ when: when(expiresAt) })] };
  }
  const names = waitedFor(state).map(({ name }) => name);
  return {
    title,
    status: { word: progressWord(state, setting), tone: 'waiting' },
    paragraphs: [phrases.cards.waitingFor({ names }), ...awayFrom(state, { setting, now }), phrases.why.closes({ when: when(expiresAt) })],
  };
}

function awayFrom(state: Sent, { setting, now }: Pick<CardContext, 'setting' | 'now'>): string[] {
  const gone = waitedFor(state).filter((one) => isAway(one, now));
  return gone.map(({ name: who, away }) => awaySentence({ who, until: away?.until }, setting.phrases));
}

function voided(state: Extract<Existing, { status: 'voided' }>, { phrases }: Setting): Said {
  const { title, sender, reason, voidedBy } = state;
  const { draft, status: word, ...words } = phrases.voided;
  const status = { word, tone: 'stopped' } as const;
  const names = { who: sender.name, title };
  if (!wasSent(state)) return { title: draft.subject(names), status, paragraphs: [draft.lead(names)] };
  const heading = voidedBy === 'admin' ? words.headingByAdmin : words.headingOwn;
  return {
    title: words.subject(names),
    status,
    paragraphs: [`${heading}.`, words.leadOwn(names)],
    ...quoteOf(voidedBy === 'admin' ? phrases.cards.admin : sender.name, reason),
  };
}

function expired(state: Extract<Existing, { status: 'expired' }>, setting: Setting): Said {
  const { expired: words, cards } = setting.phrases;
  const { subject, lead } = wasSent(state) ? words : words.draft;
  const { title } = state;
  return {
    title: subject({ title }),
    status: { word: words.status, tone: 'stopped' },
    paragraphs: [lead({ title, when: whenIn(state, setting)(state.expiresAt) }), cards.again],
  };
}

/** An objection to what is over asks for the sender's word as well. */
function disputedOver({ state, setting }: CardContext): string[] {
  return state.disputes.map(({ by }) => setting.phrases.disputed.leadOver({ who: nameOf(state, by), title: state.title }));
}

function withoutSender(facts: readonly Fact[], { phrases }: Setting): Fact[] {
  return facts.filter(({ label }) => label !== phrases.labels.from);
}

function copies(state: Existing, { phrases }: Setting): Fact[] {
  const names = state.recipients.filter(({ role }) => role === 'cc').map(({ name }) => name);
  return names.length === 0 ? [] : [{ label: phrases.labels.copies, value: phrases.listed(names) }];
}
