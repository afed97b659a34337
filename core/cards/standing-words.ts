// The words of each situation in which a recipient can be: nothing in them that was true once and is no longer.
import type { Act, Existing } from '../envelope.ts';
import { nameOf, whenIn, type Setting } from '../views/facts.ts';
import { placeOf } from '../views/place.ts';
import type { Card, Tone } from './card.ts';
import type { SeatContext } from './context.ts';
import type { Asked, Standing } from './standing.ts';

export type Words = Pick<Card, 'status' | 'paragraphs'>;

export function wordsFor(standing: Standing, context: SeatContext): Words {
  const { state, setting } = context;
  const { phrases } = setting;
  const { heads } = phrases.page;
  const when = whenIn(state, setting);
  const { title, sender } = state;
  switch (standing.kind) {
    case 'turn':
      return said(phrases.asks[standing.recipient.role].status, 'waiting', asking(standing.recipient, context));
    case 'held':
      return said(phrases.confirm.status, 'attention', [phrases.confirm.lead, phrases.confirm.how]);
    case 'on-hold':
      return said(phrases.disputed.status, 'attention', [heads.onHold({ when: when(standing.since) }).lead]);
    case 'late':
      return said(heads.late({ when: '' }).word, 'stopped', [phrases.cards.late({ when: when(state.expiresAt) })]);
    case 'waiting':
      return said(heads.waiting().word, 'waiting', [heads.waiting().lead]);
    case 'copy':
      return said(heads.copy().word, 'waiting', [heads.copy().lead]);
    case 'acted':
      return acted(standing.act, context);
    case 'handed-over':
      return said(phrases.handedOver.status, 'done', [
        phrases.why.own.handedOver({ to: nameOf(state, standing.to), when: when(standing.at) }),
      ]);
    case 'not-needed':
      return said(phrases.released.status, 'stopped', [phrases.released.lead({ title })]);
    case 'replaced':
      return said(phrases.released.status, 'stopped', [phrases.released.replaced({ title })]);
    case 'unsent':
      return said(phrases.released.status, 'stopped', [
        phrases.refusals['not-sent-yet']({ code: 'not-sent-yet' }, { when, isSender: false }),
      ]);
    case 'completed':
      return withOwnAct(completedWords(standing.sealing, context), context);
    case 'declined':
      return withOwnAct(said(phrases.declined.status, 'stopped', [heads.declined().lead]), context);
    case 'voided':
      return withOwnAct(said(phrases.voided.status, 'stopped', [phrases.voided.lead({ who: sender.name, title })]), context);
    case 'expired':
      return withOwnAct(said(phrases.expired.status, 'stopped', [phrases.expired.lead({ title, when: when(standing.at) })]), context);
  }
}

/** For the sender as well: the last act is on record, and the sealed PDF comes, is late, or is there. */
export function completedWords(
  sealing: Extract<Standing, { kind: 'completed' }>['sealing'],
  context: Omit<SeatContext, 'recipient'>,
): Words {
  const { phrases } = context.setting;
  const { heads } = phrases.page;
  const { title } = context.state;
  switch (sealing) {
    case 'sealing':
      return said(heads.sealing().word, 'waiting', [`${heads.sealing().heading}.`, phrases.why.sealing.sealing]);
    case 'seal-failed':
      return said(phrases.sealFailed.status, 'attention', [phrases.sealFailed.lead({ title })]);
    case 'sealed':
      return said(phrases.completed.status, 'done', [phrases.completed.lead({ title }), phrases.cards.sealed[context.sealed ?? 'linked']]);
  }
}

function asking(recipient: Asked, { state, setting }: SeatContext): string[] {
  const { phrases } = setting;
  const { sender, title, consumer } = state;
  const names = { who: sender.name, organisation: sender.organisation, title };
  const isSigner = recipient.role === 'signer';
  const place = placeOf(state, recipient);
  return [
    isSigner ? phrases.cards.leadToSign(names) : phrases.asks[recipient.role].lead(names),
    ...(place ? [phrases.place(place)] : []),
    ...(isSigner && consumer ? [phrases.consumer({ who: sender.name })] : []),
  ];
}

function acted(act: Act, { state, setting }: SeatContext): Words {
  const { phrases } = setting;
  const { word } = phrases.page.heads.acted({ act: act.type, when: '' });
  const next = act.type === 'declined' ? phrases.recorded.goesOn : phrases.recorded.next;
  return said(word, 'done', [actSentence(act, state, setting), next, ...(state.disputes.length > 0 ? [phrases.onHold] : [])]);
}

/** What the reader did themselves stays on record, whatever became of the envelope. */
function withOwnAct({ status, paragraphs }: Words, { state, setting, recipient: { act } }: SeatContext): Words {
  return { status, paragraphs: act ? [...paragraphs, actSentence(act, state, setting)] : paragraphs };
}

function actSentence(act: Act, state: Existing, setting: Setting): string {
  return setting.phrases.cards.acted[act.type]({ when: whenIn(state, setting)(act.at) });
}

function said(word: string, tone: Tone, paragraphs: readonly string[]): Words {
  return { status: { word, tone }, paragraphs };
}
