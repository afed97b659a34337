// What a recipient can do with their card, the one thing to do first. A click never signs: whoever signs is led to the page.
import { isWithdrawable } from '../consent.ts';
import type { Act } from '../envelope.ts';
import { fingerprintOf } from '../rules/drafting.ts';
import { asks, opens, presses } from './action.ts';
import type { CardAction, Intent, MoveVerb } from './card.ts';
import { confirmAcknowledge, confirmApprove } from './confirms.ts';
import { placeIn, type SeatContext } from './context.ts';
import { formFor } from './forms.ts';
import type { Asked, Standing } from './standing.ts';

export function actionsOf(standing: Standing, context: SeatContext): CardAction[] {
  switch (standing.kind) {
    case 'turn':
      return [...toDecide(standing.recipient, context), ...besides(context)];
    // A click was not proof enough; the page can ask for more.
    case 'held':
      return [openPage(context, 'good'), asking(context), form('decline', context)];
    case 'acted':
      return [openPage(context), asking(context), ...afterwards(standing.act, context)];
    case 'completed':
      return [openPage(context, standing.sealing === 'sealed' ? 'good' : 'plain'), asking(context)];
    case 'on-hold':
    case 'late':
    case 'waiting':
    case 'copy':
    case 'handed-over':
    case 'not-needed':
    case 'declined':
    case 'expired':
      return [openPage(context), asking(context)];
    // What the sender withdrew is not shown any more.
    case 'voided':
      return [asking(context)];
    case 'replaced':
    case 'unsent':
      return [];
  }
}

function toDecide(recipient: Asked, context: SeatContext): CardAction[] {
  const { state, setting } = context;
  const { asks: words, cards } = setting.phrases;
  const onPage = opens(placeIn(state, recipient.id), {
    label: recipient.role === 'signer' ? cards.actions.sign : words[recipient.role].button,
    title: state.title,
    tone: 'good',
    setting,
  });
  // No chat proves as much as a fresh login.
  if (recipient.needs === 'L3' || recipient.role === 'signer' || recipient.role === 'preparer') return [onPage];
  const verb = recipient.role === 'approver' ? 'approve' : 'acknowledge';
  const confirm = verb === 'approve' ? confirmApprove({ state, setting }) : confirmAcknowledge({ state, setting });
  const intent = { ...intentOf(verb, context), fingerprint: fingerprintOf(state.documents) };
  return [presses(intent, { label: cards.actions[verb], title: state.title, tone: 'good', setting, confirm }), openPage(context)];
}

function besides(context: SeatContext): CardAction[] {
  const mayDelegate = context.state.policy.delegation !== 'never';
  return [asking(context), ...(mayDelegate ? [form('delegate', context)] : []), form('decline', context)];
}

/** Taking back and objecting, where the rules leave them. */
function afterwards({ type, consent }: Act, context: SeatContext): CardAction[] {
  const { disputes, expiresAt } = context.state;
  if (disputes.length > 0) return [];
  const isReversible = type !== 'declined' && type !== 'prepared' && (!consent || isWithdrawable(consent.id));
  return [...(isReversible && context.now <= expiresAt ? [form('withdraw', context)] : []), form('dispute', context)];
}

function openPage({ state, recipient, setting }: SeatContext, tone: CardAction['tone'] = 'plain'): CardAction {
  return opens(placeIn(state, recipient.id), { label: setting.phrases.cards.actions.open, title: state.title, tone, setting });
}

export function asking({ setting, ...context }: SeatContext, label = setting.phrases.cards.actions.ask): CardAction {
  const intent = intentOf('comment', context);
  return asks(formFor({ intent, state: context.state, setting }), { label, title: context.state.title, setting });
}

function form(verb: 'decline' | 'delegate' | 'withdraw' | 'dispute', { setting, ...context }: SeatContext): CardAction {
  const { state } = context;
  const { actions } = setting.phrases.cards;
  const tone = verb === 'decline' ? 'bad' : 'plain';
  return asks(formFor({ intent: intentOf(verb, context), state, setting }), { label: actions[verb], title: state.title, tone, setting });
}

function intentOf(verb: MoveVerb, { state, version, recipient }: Pick<SeatContext, 'state' | 'version' | 'recipient'>): Intent {
  return { verb, place: placeIn(state, recipient.id), version };
}
