// What is shown of one envelope that was found, and where none was: the card as it stands from the speaker's seat, the form behind a verb,
// or the way on.
import type { Card, Form, Intent, MoveVerb } from '#core/cards/card.ts';
import { formFor, type FormVerb } from '#core/cards/forms.ts';
import { chooseCard } from '#core/cards/lists.ts';
import { seatCard } from '#core/cards/seat.ts';
import type { Verb } from '#core/grammar/line-intent.ts';
import type { Refusal } from '#core/refusal.ts';
import type { Instant } from '#core/time.ts';
import type { Said, Shown } from './chat-ports.ts';
import type { Finding, Found } from './finding.ts';
import { cardOfSay } from './saying.ts';
import { isOfRecipient } from './seats.ts';
import type { Speaker } from './speaker.ts';
import { quoted } from './typed.ts';

/** What the speaker sees of it from their seat, with what they can do there. */
export function cardNow({ state, version, place }: Found, { setting }: Pick<Speaker, 'setting'>, now: Instant): Card {
  return seatCard({ state, version, seat: place.seat, setting, now });
}

type Asking = {
  readonly it: Found;
  readonly speaker: Speaker;
  readonly at: Instant;
  readonly initial?: Readonly<Record<string, string>>;
  readonly to?: Intent['to'];
};

/** What can no longer be done, or not by this person, is not asked for: the card tells how it stands. */
export function formOrCard(verb: FormVerb, { it, speaker, at, initial = {}, to }: Asking): Shown {
  const { state, version, place } = it;
  if (!isOpenFor(verb, it)) return cardShown(cardNow(it, speaker, at));
  const intent: Intent = { verb, place, version, ...(to === undefined ? {} : { to }) };
  return formShown(formFor({ state, intent, setting: speaker.setting, initial }));
}

function isOpenFor(verb: FormVerb, { state: { status }, place }: Found): boolean {
  if (verb === 'change') return status === 'draft';
  if (isOfRecipient(verb) && place.seat === 'sender') return false;
  return status === 'sent' || (status === 'draft' && verb === 'void') || AFTERWARDS.includes(verb);
}

/** Also on what is over. */
const AFTERWARDS: readonly MoveVerb[] = ['comment', 'dispute'];

type Nothing = {
  readonly said: Said;
  readonly speaker: Speaker;
  readonly finding: Exclude<Finding, { found: 'one' }>;
  readonly verb: Verb;
};

export function nothingFound({ said, speaker, finding, verb }: Nothing): Card {
  if (finding.found === 'several') return chooseCard({ rows: finding.rows, verb, tenant: speaker.tenant.id, setting: speaker.setting });
  const refusal: Refusal = { code: 'not-yours' };
  return cardOfSay(speaker, { say: { kind: 'refused', refusal, tried: quoted(said.text) }, at: said.at });
}

export function cardShown(card: Card): Shown {
  return { show: 'card', card };
}

function formShown(form: Form): Shown {
  return { show: 'form', form };
}
