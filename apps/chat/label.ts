// What a button said, for the record: in the language of the card that it stood on.
import type { Intent } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import type { StandingCard } from '#core/messages.ts';
import { languageOf, settingFor } from '#core/views/facts.ts';
import type { ChatPorts } from './chat-ports.ts';
import type { Speaker } from './speaker.ts';

type On = { readonly state: Existing; readonly speaker: Speaker; readonly seen: StandingCard | undefined };

/** A card that was sent speaks its seat's language, one that somebody asked for that of their account. */
export function labelOf({ offsetAt }: Pick<ChatPorts, 'offsetAt'>, { verb }: Intent, { state, speaker, seen }: On): string {
  const { setting } = speaker;
  const sent = seen?.shows.as === 'told' ? settingFor(languageOf(state, seen.shows.notification.to), offsetAt) : setting;
  const labels: Partial<Record<Intent['verb'], string>> = sent.phrases.cards.actions;
  return labels[verb] ?? verb;
}
