// What an envelope's sender can do with its card, as far as the rules let anyone do it now.
import { actors, waitedFor } from '../rules/turns.ts';
import { fingerprintOf } from '../rules/drafting.ts';
import { canPlace } from '../views/field-facts.ts';
import { asks, opens, presses } from './action.ts';
import type { CardAction, Intent, MoveVerb } from './card.ts';
import { confirmResume, confirmSend } from './confirms.ts';
import { placeIn, type CardContext } from './context.ts';
import { formFor } from './forms.ts';
import type { RecipientId } from '../ids.ts';

export function senderActions(context: CardContext): CardAction[] {
  const { state, now } = context;
  switch (state.status) {
    case 'draft':
      return [
        ...(actors(state).length > 0 && now < state.expiresAt ? [sending(context)] : []),
        changing(context),
        ...(canPlace(state) ? [placing(context)] : []),
        openPage(context),
        voiding(context),
      ];
    case 'sent': {
      if (state.disputes.length > 0) return [resuming(context), openPage(context), voiding(context)];
      const canRemind = now <= state.expiresAt && waitedFor(state).some(({ muted }) => !muted);
      return [...(canRemind ? [reminding(context)] : []), openPage(context), voiding(context)];
    }
    case 'completed':
    case 'declined':
    case 'voided':
    case 'expired':
      return [...(state.disputes.length > 0 ? [resuming(context)] : []), openPage(context)];
  }
}

/** An answer to whoever asked; to everyone where it is not known who did. */
export function answering({ setting, ...context }: CardContext, to: RecipientId | undefined): CardAction {
  const { state } = context;
  const intent = { ...intentOf('comment', context), ...(to === undefined ? {} : { to }) };
  const label = setting.phrases.cards.actions.answer;
  return asks(formFor({ intent, state, setting }), { label, title: state.title, tone: 'good', setting });
}

function sending({ setting, ...context }: CardContext): CardAction {
  const { state } = context;
  const intent = { ...intentOf('send', context), fingerprint: fingerprintOf(state.documents) };
  const confirm = confirmSend({ state, setting });
  return presses(intent, { label: setting.phrases.cards.actions.send, title: state.title, tone: 'good', setting, confirm });
}

function resuming({ setting, ...context }: CardContext): CardAction {
  const { state } = context;
  const confirm = confirmResume({ state, setting });
  const label = setting.phrases.cards.actions.resume;
  return presses(intentOf('resume', context), { label, title: state.title, tone: 'good', setting, confirm });
}

function reminding({ setting, ...context }: CardContext): CardAction {
  const { title } = context.state;
  return presses(intentOf('remind', context), { label: setting.phrases.cards.actions.remind, title, setting });
}

function voiding({ setting, ...context }: CardContext): CardAction {
  const { state } = context;
  const { actions } = setting.phrases.cards;
  const label = state.status === 'draft' ? actions.drop : actions.void;
  return asks(formFor({ intent: intentOf('void', context), state, setting }), { label, title: state.title, tone: 'bad', setting });
}

function changing({ setting, ...context }: CardContext): CardAction {
  const { state } = context;
  const label = setting.phrases.cards.actions.change;
  return asks(formFor({ intent: intentOf('change', context), state, setting }), { label, title: state.title, tone: 'plain', setting });
}

function openPage({ state, setting }: CardContext): CardAction {
  return opens(placeIn(state, 'sender'), { label: setting.phrases.cards.actions.open, title: state.title, setting });
}

function placing({ state, setting }: CardContext): CardAction {
  const label = setting.phrases.placing.button;
  return opens(placeIn(state, 'sender'), { label, title: state.title, setting, page: 'placing' });
}

function intentOf(verb: MoveVerb, { state, version }: Pick<CardContext, 'state' | 'version'>): Intent {
  return { verb, place: placeIn(state, 'sender'), version };
}
