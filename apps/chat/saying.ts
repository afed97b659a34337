// Answers as cards: what the product says to a speaker in their own language, about an envelope or about none.
import type { Answer, Say } from '#core/answer.ts';
import { answerCard } from '#core/cards/answer.ts';
import type { Card } from '#core/cards/card.ts';
import { noticeCard } from '#core/cards/lists.ts';
import type { CommandOf } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { Instant } from '#core/time.ts';
import { recipientOf } from '#core/views/facts.ts';
import { ownStanding, whyParagraphs } from '#core/views/why.ts';
import type { Found } from './finding.ts';
import type { Speaker } from './speaker.ts';

/** Whom a comment went to: from recipients to the sender, from the sender to one of them or to all who were asked. */
export function relayedTo(state: Existing, { from, to }: Pick<CommandOf<'comment'>, 'from' | 'to'>): Say {
  if (from !== null) return { kind: 'relayed', to: state.sender.name };
  return { kind: 'relayed', to: state.recipients.find(({ id }) => id === to)?.name ?? null };
}

type Spoken = { readonly say: Say; readonly at: Instant; readonly it?: Found | undefined };

export function cardOfSay(speaker: Speaker, { say, at, it }: Spoken): Card {
  const { setting, zone } = speaker;
  return answerCard({
    answer: answerTo(speaker, { say, it, place: '' }),
    setting,
    zone: it?.state.zone ?? zone,
    now: at,
    version: it?.version ?? 0,
    ...(it === undefined ? {} : { state: it.state }),
  });
}

/** For the inbox, to be brought to where it was asked. */
export function answerTo(
  { account, tenant, name, email }: Speaker,
  { say, it, place }: { readonly say: Say; readonly it?: Found | undefined; readonly place: string },
): Answer {
  const about = it && { envelope: it.place.envelope, seat: it.place.seat };
  return {
    to: { name, email },
    channel: account.platform,
    tenant: tenant.id,
    ...(about && { about }),
    ...(place === '' ? {} : { place }),
    say,
  };
}

/** Who is waited for, since when, what happens next: for the sender all of it, for others what concerns them. */
export function whyCard({ setting }: Speaker, { it, at }: { readonly it: Found; readonly at: Instant }): Card {
  const { state, place } = it;
  const sentences =
    place.seat === 'sender' ? whyParagraphs(state, at, setting) : ownStanding(state, recipientOf(state, place.seat), { now: at, setting });
  return noticeCard({ kind: 'status', title: state.title, sentences, setting });
}
