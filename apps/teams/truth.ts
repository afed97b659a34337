// The card as it is true now for whoever looks at it: what a press is answered with, and what Teams asks for when a card is looked at again.
import type { Card, Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { StandingCard } from '#core/messages.ts';
import { sameAddress } from '#core/rules/answers.ts';
import type { Instant } from '#core/time.ts';
import { refreshedCard } from '#apps/chat/card-of.ts';
import type { TeamsParts } from './teams-ports.ts';

/** @property on the card that it stands on; `place` what its button was about */
export type Looking = {
  readonly install: string;
  readonly user: string;
  readonly at: Instant;
  readonly on?: string | undefined;
  readonly place?: Place | undefined;
};

export type Truth = { readonly card: Card; readonly place?: Place | undefined; readonly state?: Existing; readonly isShared?: boolean };

/** Reads only. @returns undefined where nothing says what the card is about */
export async function truthFor(parts: TeamsParts, looking: Looking): Promise<Truth | undefined> {
  const { on, place } = looking;
  const standing = on === undefined ? undefined : await parts.ports.cards.at('teams', on);
  const own = standing && (await standingFor(parts, standing, looking));
  if (own) return own;
  return place && { card: await parts.chat.see({ ...looking, place }), place };
}

/** A posted card shows its reader what they were told, and everyone else what the place was shown. */
async function standingFor({ ports, platform, chat }: TeamsParts, standing: StandingCard, looking: Looking): Promise<Truth | undefined> {
  const { tenant, envelope, shows } = standing;
  const [account, stream] = await Promise.all([platform.account(looking.install, looking.user), ports.ledger.load(tenant, envelope)]);
  const state = fold(stream);
  if (!account || account.tenant !== tenant || state.status === 'none') return undefined;
  const refresh = async () => refreshedCard(ports, { shows, envelope: state, version: stream.version });
  const { email } = account;
  if (shows.as === 'told') {
    const { to } = shows.notification;
    const isTheirs = sameAddress(holderOf(state, to) ?? '', email ?? '');
    return isTheirs ? { card: await refresh(), place: { tenant, envelope, seat: to }, state } : undefined;
  }
  const place = { tenant, envelope, seat: seatOf(state, email ?? '') };
  const { seat } = place;
  // Whoever has no part in it sees what everyone sees.
  if (seat === undefined) return { card: await refresh(), place: { tenant, envelope, seat: 'sender' }, state, isShared: true };
  return { card: await chat.see({ ...looking, place: { ...place, seat } }), place: { ...place, seat }, state, isShared: true };
}

function holderOf({ sender, recipients }: Existing, seat: Place['seat']): string | undefined {
  return seat === 'sender' ? sender.email : recipients.find(({ id }) => id === seat)?.email;
}

function seatOf({ sender, recipients }: Existing, email: string): Place['seat'] | undefined {
  if (sameAddress(sender.email, email)) return 'sender';
  return recipients.find((one) => one.askedAt !== undefined && sameAddress(one.email, email))?.id;
}
