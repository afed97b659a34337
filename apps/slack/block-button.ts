// A card's actions as Slack's buttons. What a button carries is sealed intent; what it may do is decided when it is pressed.
import type { types } from '@slack/bolt';
import type { CardAction, Confirm, Intent, Opening } from '#core/cards/card.ts';
import { MOST } from './block-limits.ts';
import { clip, oneLine, plain } from './block-text.ts';

/**
 * @property page the link to a page of the seat's own; undefined where there is none, and then no button leads there
 */
export type CardMeans = {
  readonly seal: (intent: Intent) => string;
  readonly page: (opening: Opening) => string | undefined;
};

/** Makes the buttons of one message, in which no two have the same `action_id`. */
export function buttonsOf({ seal, page }: CardMeans): (action: CardAction) => types.Button | undefined {
  const seen = new Map<string, number>();

  function actionId(verb: string): string {
    const times = (seen.get(verb) ?? 0) + 1;
    seen.set(verb, times);
    return times === 1 ? verb : `${verb}-${times}`;
  }

  return ({ label, spoken, tone, does }) => {
    const face = { type: 'button', text: plain(oneLine(label), MOST.label), accessibility_label: spokenOf(spoken, label) } as const;
    if ('open' in does) {
      const url = page(does);
      return url === undefined ? undefined : { ...face, action_id: actionId('open'), url, ...(tone === 'good' && PRIMARY) };
    }
    if ('ask' in does) {
      const { intent } = does.ask;
      return { ...face, action_id: actionId(intent.verb), value: seal(intent), ...STYLES[tone] };
    }
    const { press, confirm } = does;
    const button = { ...face, action_id: actionId(press.verb), value: seal(press) };
    // Red only where a press alone does nothing yet.
    if (!confirm) return { ...button, ...(tone === 'good' && PRIMARY) };
    return { ...button, ...STYLES[tone], confirm: confirmOf(confirm, tone) };
  };
}

const PRIMARY = { style: 'primary' } as const;
const STYLES = { good: PRIMARY, bad: { style: 'danger' }, plain: {} } as const;

function spokenOf(spoken: string, label: string): string {
  return clip(oneLine(spoken) || oneLine(label) || '–', MOST.spoken);
}

function confirmOf({ title, text, yes, no }: Confirm, tone: CardAction['tone']): types.ConfirmationDialog {
  return {
    title: plain(oneLine(title), MOST.confirmTitle),
    text: plain(oneLine(text), MOST.confirmText),
    confirm: plain(oneLine(yes), MOST.confirmButton),
    deny: plain(oneLine(no), MOST.confirmButton),
    ...STYLES[tone],
  };
}
