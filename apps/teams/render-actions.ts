// What can be pressed in Teams. A press is an Action.Execute; what asks first unfolds in the card, and what chooses people opens a dialog.
import type { CardAction, Confirm, Form, Intent, Opening } from '#core/cards/card.ts';
import type { Action, Execute, Submit } from './adaptive-card.ts';
import type { Room } from './card-room.ts';
import { plainBlock, plainLine, shownLine } from './card-text.ts';
import { formBody } from './render-fields.ts';
import { runs } from './render-text.ts';

/** @property idOf gives each input of the card an id of its own */
export type Hand = {
  readonly room: Room;
  readonly seal: (intent: Intent) => string;
  /** @returns undefined where this reader has no page */
  readonly page: (opening: Opening) => string | undefined;
  readonly idOf: (verb: string, field: string) => string;
};

const STYLES = { good: { style: 'positive' }, plain: {}, bad: { style: 'destructive' } } as const;

/** None for a page that this reader has not. */
export function actionOf(action: CardAction, hand: Hand): Action[] {
  const { does } = action;
  const named = namedBy(action, action.label, hand);
  if ('open' in does) {
    const url = hand.page(does);
    return url === undefined ? [] : [{ type: 'Action.OpenUrl', ...named, url }];
  }
  if ('ask' in does) return [asked(action, does.ask, hand)];
  return [does.confirm ? confirmed(action, { intent: does.press, confirm: does.confirm }, hand) : executed(does.press, named, hand)];
}

type Named = Pick<Execute, 'title' | 'tooltip' | 'style'>;

function namedBy({ spoken, tone }: CardAction, title: string, { room }: Hand): Named {
  return { title: shownLine(title, room.line), tooltip: shownLine(spoken, room.line), ...STYLES[tone] };
}

function executed(intent: Intent, named: Named, hand: Hand): Execute {
  const { verb } = intent;
  const sealed = hand.seal(intent);
  const { tooltip, ...plain } = named;
  return {
    type: 'Action.Execute',
    ...plain,
    tooltip,
    verb,
    data: { intent: sealed },
    fallback: { type: 'Action.Submit', ...plain, data: { intent: sealed, verb } },
  };
}

/** Teams asks nothing by itself, so the question unfolds with its yes; pressing the button again folds it away. */
function confirmed(action: CardAction, { intent, confirm }: { intent: Intent; confirm: Confirm }, hand: Hand): Action {
  const { room } = hand;
  return {
    type: 'Action.ShowCard',
    ...namedBy(action, action.label, hand),
    card: {
      type: 'AdaptiveCard',
      body: [...runs(plainLine(confirm.title, room.line), { weight: 'bolder' }), ...runs(plainBlock(confirm.text, room.block))],
      actions: [executed(intent, namedBy(action, confirm.yes, hand), hand)],
    },
  };
}

function asked(action: CardAction, form: Form, hand: Hand): Action {
  const named = namedBy(action, action.label, hand);
  if (!hand.room.hasForms || form.fields.some(({ kind }) => kind === 'people' || kind === 'files')) return dialog(form, named, hand);
  return {
    type: 'Action.ShowCard',
    ...named,
    card: {
      type: 'AdaptiveCard',
      body: formBody(form, hand.room, hand.idOf),
      actions: [executed(form.intent, namedBy(action, form.submit, hand), hand)],
    },
  };
}

/** Teams answers this press by asking for the form. People can be searched for there only by dialog on every program. */
function dialog(form: Form, named: Named, hand: Hand): Submit {
  return { type: 'Action.Submit', ...named, data: { msteams: { type: 'task/fetch' }, intent: hand.seal(form.intent) } };
}
