// The card that a message or a refreshed one shows, on whatever platform: whose it is, in which language, as things stand.
import type { Card } from '#core/cards/card.ts';
import { answerCard } from '#core/cards/answer.ts';
import { sharedCard } from '#core/cards/shared.ts';
import { toldCard } from '#core/cards/told.ts';
import type { RecipientId } from '#core/ids.ts';
import type { Message, Refresh } from '#core/messages.ts';
import { languageOf, settingFor } from '#core/views/facts.ts';
import type { Ports } from '#apps/ports.ts';

/** Whom a message is for; `seat` where it is about an envelope. */
export type Reader = { readonly name: string; readonly email: string; readonly seat?: 'sender' | RecipientId };

export function readerOf(message: Message): Reader {
  if ('answer' in message) {
    const { to, about } = message.answer;
    return { ...to, ...(about === undefined ? {} : { seat: about.seat }) };
  }
  const { envelope, notification } = message;
  if (notification.to === 'sender') return { name: envelope.sender.name, email: envelope.sender.email, seat: 'sender' };
  const recipient = envelope.recipients.find(({ id }) => id === notification.to);
  if (recipient) return { name: recipient.name, email: recipient.email, seat: recipient.id };
  throw new Error(`A card about ${envelope.id} is for the seat ${notification.to}, which the envelope does not have. Nothing was posted.`);
}

export async function cardOf(ports: Ports, message: Message): Promise<Card> {
  const now = ports.clock();
  if ('notification' in message) {
    const { notification, envelope: state, version, alsoWaits = [], standIn } = message;
    const setting = settingFor(languageOf(state, notification.to), ports.offsetAt);
    return toldCard({ notification, state, version, setting, now, alsoWaits, standIn });
  }
  const { answer, envelope: state, version = 0, tenant } = message;
  const seat = answer.about?.seat;
  const language = state && seat ? languageOf(state, seat) : (await ports.policyOf(tenant.id)).language;
  const setting = settingFor(language, ports.offsetAt);
  if (answer.say.kind === 'shared' && state) return sharedCard({ state, setting });
  return answerCard({ answer, setting, zone: state?.zone ?? tenant.zone, now, version, ...(state === undefined ? {} : { state }) });
}

export async function refreshedCard(
  ports: Ports,
  { shows, envelope: state, version }: Pick<Refresh, 'shows' | 'envelope' | 'version'>,
): Promise<Card> {
  if (shows.as === 'shared') return sharedCard({ state, setting: settingFor(shows.language, ports.offsetAt) });
  const { notification } = shows;
  const setting = settingFor(languageOf(state, notification.to), ports.offsetAt);
  return toldCard({ notification, state, version, setting, now: ports.clock() });
}
