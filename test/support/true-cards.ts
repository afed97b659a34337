// Whether all that people can see of an envelope is true: every posted card is what drawing it anew would give, what can be pressed could be
// done, and everyone was told of the end once, in words that the record bears out.
import { fold } from '#core/fold.ts';
import type { Existing } from '#core/envelope.ts';
import type { EnvelopeId, RecipientId, Sha256 } from '#core/ids.ts';
import { checkStream } from '#core/chain.ts';
import { readCardRef as slackRef } from '#apps/slack/place.ts';
import { readCardRef as teamsRef } from '#apps/teams/place.ts';
import { buttonsOf } from '#apps/local/teams/card-actions.ts';
import { pressable } from '#apps/local/slack/buttons.ts';
import type { KnownCard } from '#stores/card-row.ts';
import { sha256 } from './build.ts';
import type { ChatWorld } from './chat-world.ts';

/** What changes something when it is pressed. */
const ACTING = new Set(['send', 'change', 'remind', 'void', 'approve', 'acknowledge', 'decline', 'delegate']);
const ENDS = new Set(['completed', 'declined', 'voided', 'expired']);

/** @returns what is untrue, in words; nothing when all is true */
export async function untruthsIn(world: ChatWorld, envelope: EnvelopeId): Promise<readonly string[]> {
  const stream = await world.stream(envelope);
  const state = fold(stream);
  if (state.status === 'none') return ['there is no such envelope'];
  const { chain } = checkStream(stream, sha256);
  const cards = (await world.world.stores.cards.ofEnvelope(state.tenant, envelope)).filter(({ isGone }) => !isGone);
  const untrue = await Promise.all(cards.map(async (card) => untruthOf(world, card, { state, version: stream.version })));
  return [...(chain === 'ok' ? [] : [`the chain is ${chain}`]), ...untrue.flat(), ...untoldOf(world, state, cards)];
}

type Now = { readonly state: Existing; readonly version: number };

/** Drawn anew by the channel itself, as though it knew nothing of what it shows. */
async function untruthOf(world: ChatWorld, card: KnownCard, { state, version }: Now): Promise<string[]> {
  const { channel, posted, shows } = card;
  const tenant = await world.world.directory.tenant(state.tenant);
  const chat = channel === 'slack' ? world.world.chats.slack : world.world.chats.teams;
  if (!tenant || !chat?.outbound.refresh) return [`nothing can draw the card ${posted.ref}`];
  const shown = shownAt(world, card);
  await chat.outbound.refresh({ posted: { ...posted, hash: '' as Sha256 }, shows, envelope: state, version, tenant });
  const name = `the ${shows.as === 'told' ? `${shows.notification.kind} of ${shows.notification.to}` : 'shared card'} in ${channel}`;
  const isOver = state.status !== 'sent' && state.status !== 'draft';
  const acting = isOver ? verbsAt(world, card).filter((verb) => ACTING.has(verb)) : [];
  return [
    ...(shown === shownAt(world, card) ? [] : [`${name} shows something else than is true: ${shown.slice(0, 400)}`]),
    ...(acting.length === 0 ? [] : [`${name} still offers ${acting.join(', ')}`]),
  ];
}

function shownAt(world: ChatWorld, card: KnownCard): string {
  const { text, blocks, activity } = contentAt(world, card);
  return JSON.stringify(activity ?? { text, blocks });
}

function verbsAt(world: ChatWorld, card: KnownCard): readonly string[] {
  const { blocks, activity } = contentAt(world, card);
  return blocks ? pressable(blocks) : buttonsOf(activity).map(({ verb }) => verb);
}

function contentAt({ slackIn, teamsIn }: ChatWorld, { channel, posted: { ref } }: KnownCard) {
  const inSlack = channel === 'slack' ? slackRef(ref) : undefined;
  const message = inSlack && slackIn.board.find(inSlack);
  if (message) return { text: message.text, blocks: message.blocks, activity: undefined };
  const inTeams = channel === 'teams' ? teamsRef(ref) : undefined;
  const stored = inTeams && teamsIn.store.at({ conversation: inTeams.conversation, id: inTeams.activity });
  if (stored)
    return {
      text: undefined,
      blocks: undefined,
      activity: { summary: stored.activity['summary'], attachments: stored.activity['attachments'] },
    };
  throw new Error(`The card ${ref} stands nowhere in ${channel}, though it is not known to be gone.`);
}

type Told = { readonly seat: 'sender' | RecipientId; readonly kind: string };

/** Of how it ended everyone concerned heard once, of another end nobody; and of an act or a turn only whoever has it on record. */
function untoldOf(world: ChatWorld, state: Existing, cards: readonly KnownCard[]): string[] {
  const told = toldAbout(world, state, cards);
  const ends = told.filter(({ kind }) => ENDS.has(kind));
  const heard = (seat: Told['seat']) => ends.filter((one) => one.seat === seat).length;
  return [
    ...ends.filter(({ kind }) => kind !== state.status).map(({ seat, kind }) => `${seat} was told that it is ${kind}, which it is not`),
    ...seatsOf(state).flatMap((seat) => (heard(seat) > 1 ? [`${seat} was told of the end ${heard(seat)} times`] : [])),
    ...concernedBy(state).flatMap((seat) => (heard(seat) === 0 ? [`${seat} was not told of the end`] : [])),
    ...told.flatMap((one) => (isBorneOut(state, one) ? [] : [`${one.seat} was sent a ${one.kind}, which the record does not bear out`])),
  ];
}

/** By mail, and on cards that were posted for it. */
function toldAbout({ mails }: ChatWorld, state: Existing, cards: readonly KnownCard[]): readonly Told[] {
  const about = mails.filter(({ subject, text }) => subject.includes(state.title) && text.includes(state.id));
  const byMail = about.flatMap(({ to, kind }) => {
    const { sender, recipients } = state;
    const seats = [{ id: 'sender' as const, email: sender.email }, ...recipients].filter(({ email }) => email === to);
    return seats.map(({ id }) => ({ seat: id, kind }));
  });
  const onCards = cards.flatMap(({ shows }) =>
    shows.as === 'told' ? [{ seat: shows.notification.to, kind: shows.notification.kind }] : [],
  );
  return [...byMail, ...onCards];
}

function seatsOf({ recipients }: Existing): readonly Told['seat'][] {
  return ['sender', ...recipients.map(({ id }) => id)];
}

/** Whom the end must reach at least. */
function concernedBy(state: Existing): readonly Told['seat'][] {
  switch (state.status) {
    case 'completed':
      return ['sender', ...state.recipients.flatMap(({ id, closed }) => (closed ? [] : [id]))];
    case 'voided':
      return state.recipients.flatMap(({ id, askedAt, closed }) => (askedAt === undefined || closed ? [] : [id]));
    case 'declined':
    case 'expired':
      return ['sender'];
    case 'draft':
    case 'sent':
      return [];
  }
}

function isBorneOut({ recipients }: Existing, { seat, kind }: Told): boolean {
  const recipient = recipients.find(({ id }) => id === seat);
  if (!recipient) return true;
  if (kind === 'recorded') return recipient.act !== undefined || recipient.closed !== undefined;
  if (kind === 'reminder') return recipient.reminders > 0;
  return !kind.endsWith('-request') || recipient.askedAt !== undefined;
}
