// Buttons of cards: what only reads is shown at once, what acts is stored, carried out and answered with the card as it then is.
import { acceptOnce } from '#apps/accept-once.ts';
import type { Answer } from '#core/answer.ts';
import type { Card, Intent, MoveVerb } from '#core/cards/card.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { cardOf } from '#apps/chat/card-of.ts';
import { formCard } from '#apps/chat/form-card.ts';
import { OK, withCard, withFault, withWords, type Answered } from './answering.ts';
import { carry, type Carried } from './carry.ts';
import { pressKey } from './dedupe.ts';
import { cardOn, pressedIn, pressOf, whereOf, type Heard, type Pressed } from './requests.ts';
import type { TeamsParts } from './teams-ports.ts';
import { truthFor } from './truth.ts';

export type Presser = Heard & { readonly user: string };

const READ_ONLY: readonly MoveVerb[] = ['show', 'list', 'start'];

/** @param verb as the platform names it beside the data; `refresh`: Teams asks by itself, so nothing but reading may come of it */
export async function pressed(parts: TeamsParts, presser: Presser, { verb, data }: { verb: string; data: unknown }): Promise<Answered> {
  const press = pressOf(data);
  const intent = press && parts.ports.intents.open(press.intent);
  if (!press || !intent) return withFault('BadRequest', wordsOf(presser).notices.formOutdated);
  if (verb === 'refresh') return seen(parts, presser, intent);
  if (READ_ONLY.includes(intent.verb)) return opened(parts, presser, press);
  return answered(parts, presser, { intent, carried: await carryPress(parts, presser, press) });
}

/** As a message, from a program that knows no Action.Execute: there is no response to put a card into, so it is brought like any answer. */
export async function submitted(parts: TeamsParts, presser: Presser): Promise<Answered> {
  const press = pressOf(presser.activity.value);
  if (!press || !parts.ports.intents.open(press.intent)) return OK;
  await acceptOnce(parts.ports.inbox, {
    channel: 'teams',
    key: keyOf(parts, presser, press),
    request: pressedIn(presser, presser.user, press),
  });
  parts.ports.wake();
  return OK;
}

export async function carryPress(parts: TeamsParts, presser: Presser, press: Pressed): Promise<Carried> {
  return carry(parts, { key: keyOf(parts, presser, press), request: pressedIn(presser, presser.user, press) });
}

function keyOf({ ports }: TeamsParts, { activity, user }: Presser, { intent, inputs }: Pressed): string {
  return pressKey(ports.sha256, { conversation: activity.conversation.id, on: activity.replyToId ?? '', user, intent, inputs });
}

async function seen(parts: TeamsParts, presser: Presser, { place }: Intent): Promise<Answered> {
  const truth = await truthFor(parts, { ...lookerOf(presser), on: cardOn(presser.activity), place });
  if (!truth) return withFault('BadRequest', wordsOf(presser).notices.formOutdated);
  return withCard(parts.ports, truth.card, { ...truth, users: [presser.activity.from.id] });
}

async function opened({ chat, ports }: TeamsParts, presser: Presser, { intent }: Pressed): Promise<Answered> {
  const shown = await chat.open({ ...lookerOf(presser), intent });
  if (shown.show === 'card') return withCard(ports, shown.card, {});
  return shown.show === 'form' ? withCard(ports, formCard(shown.form), {}) : OK;
}

type Done = { readonly intent: Intent; readonly carried: Carried };

/** The truth, above it the reason where nothing came of the press; a stale button is answered the same way. */
async function answered(parts: TeamsParts, presser: Presser, { intent, carried }: Done): Promise<Answered> {
  const { ports } = parts;
  if (carried === 'working') return withWords(wordsOf(presser).teams.working);
  const reason = carried.reason && (await reasonCard(parts, carried.reason));
  const truth = await truthFor(parts, { ...lookerOf(presser), on: cardOn(presser.activity), place: intent.place });
  if (truth) {
    const card = reason === undefined ? truth.card : { ...truth.card, paragraphs: [reason.summary, ...truth.card.paragraphs] };
    return withCard(ports, card, { ...truth, users: [presser.activity.from.id] });
  }
  return reason ? withCard(ports, reason, {}) : withWords(wordsOf(presser).notices.done);
}

export async function reasonCard({ ports }: TeamsParts, answer: Answer): Promise<Card> {
  if (answer.say.kind === 'shown') return answer.say.card;
  const tenant = await ports.directory.tenant(answer.tenant);
  if (!tenant) throw new Error(`The tenant ${answer.tenant} is not there, so its answer could not be shown.`);
  return cardOf(ports, { attempt: 1, effect: 'shown', tenant, answer });
}

export function lookerOf({ activity, user, at }: Presser): { install: string; user: string; at: Presser['at'] } {
  return { install: whereOf(activity).tenant, user, at };
}

export function wordsOf({ activity }: Pick<Heard, 'activity'>) {
  return phrasesFor(activity.locale ?? 'en');
}
