// A button was pressed: what reads or asks is answered at once, what acts is stored. Links and menus are acknowledged, or Slack shows a warning.
import type { MoveVerb } from '#core/cards/card.ts';
import { needsForm } from '#core/cards/forms.ts';
import { keyOf } from './dedupe.ts';
import { addressedOf, wordsFor, type Addressed, type Delivered, type Incoming } from './incoming.ts';
import { listOf, textAt } from './payload.ts';
import { placeOf, pressedCard, requestOf } from './request-of.ts';
import { openForm, respond, said, showCard, type Outlet } from './show.ts';
import { store } from './store.ts';
import { NotStored } from './transit.ts';

/** Beside those whose button opens a form, which acts when it is handed in. */
const OPENS: ReadonlySet<MoveVerb> = new Set(['start', 'show', 'list']);

export async function press(it: Incoming, delivered: Delivered): Promise<void> {
  const addressed = addressedOf(delivered);
  const [action] = listOf(delivered.body['actions']);
  const value = textAt(action, 'value');
  if (!addressed || value === undefined || textAt(action, 'url') !== undefined) return;
  try {
    await carry(it, addressed, value);
  } catch (fault) {
    if (fault instanceof NotStored) throw fault;
    it.report(fault, 'answering a button in Slack');
    await apologise(it, addressed);
  }
}

async function carry(it: Incoming, addressed: Addressed, value: string): Promise<void> {
  const { body, who, host, transit } = addressed;
  const at = it.ports.clock();
  const on = pressedCard(addressed);
  const intent = it.ports.intents.open(value);
  if (intent && !OPENS.has(intent.verb) && !needsForm(intent.verb)) {
    const request = requestOf(addressed, { at, did: { kind: 'press', intent: value, inputs: {}, ...onCard(on) } });
    return store(it.ports, { delivery: keyOf(body), transit, request });
  }
  // What we did not seal is for the chat to answer as well: it knows what to say instead.
  const shown = await it.chat.open({ ...who, at, intent: value });
  if (shown.show === 'form') {
    const remember = { place: placeOf(addressed, at), ...onCard(on) };
    return openForm(it, shown.form, { host, trigger: textAt(body, 'trigger_id') ?? '', remember });
  }
  if (shown.show !== 'card') return;
  await showCard(it, shown.card, outletOf(addressed));
  // A card that offers a form which is no longer to be had shows what is no longer so.
  if (intent && needsForm(intent.verb) && on !== undefined) await repair(it.ports, on);
}

async function repair({ repair: drawAnew, wake }: Incoming['ports'], on: string): Promise<void> {
  await drawAnew?.('slack', on);
  wake();
}

function onCard(on: string | undefined): { readonly on?: string } {
  return on === undefined ? {} : { on };
}

export function outletOf({ body, host }: Addressed): Outlet {
  return { host, respondTo: textAt(body, 'response_url'), trigger: textAt(body, 'trigger_id') };
}

/** Best effort: what went wrong may be Slack itself. */
export async function apologise(it: Incoming, addressed: Addressed): Promise<void> {
  const respondTo = textAt(addressed.body, 'response_url');
  if (respondTo === undefined) return;
  const { fault } = await wordsFor(it, addressed.who);
  await respond(it, respondTo, said(fault)).catch((again: unknown) => it.report(again, 'apologising in Slack'));
}
