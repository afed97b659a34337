// A button that was pressed, or a form that was handed in. The button says what was meant; who presses it decides what comes of it.
import type { Say } from '#core/answer.ts';
import type { Intent, MoveVerb } from '#core/cards/card.ts';
import { settingsCard } from '#core/cards/lists.ts';
import type { CommandBody } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { Verb } from '#core/grammar/line-intent.ts';
import type { Lease } from '#core/ports.ts';
import { isProven, sameAddress } from '#core/rules/answers.ts';
import type { Instant } from '#core/time.ts';
import { cleanBlock } from '#apps/clean-text.ts';
import type { Processed } from '#apps/ports.ts';
import { dropped, refuse, run, tell, type Doing } from './act.ts';
import { change } from './change.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import { evidenceOf, seenBy } from './evidence.ts';
import type { Found } from './finding.ts';
import { labelOf } from './label.ts';
import { items, one } from './lines.ts';
import { bodyOf } from './move.ts';
import type { ChatRequest, Inputs } from './request.ts';
import { relayedTo } from './saying.ts';
import { seatFor } from './seats.ts';
import { share } from './share.ts';
import { actorOf, type Speaker } from './speaker.ts';
import { start } from './start.ts';
import { quoted, tooLong } from './typed.ts';

type Pressed = {
  readonly request: ChatRequest & { readonly did: { readonly kind: 'press' } };
  readonly lease: Lease;
  readonly speaker: Speaker;
};

export async function press(ports: ChatPorts, platform: ChatPlatform, pressed: Pressed): Promise<Processed> {
  const { request, lease, speaker } = pressed;
  const { inputs } = request.did;
  const intent = ports.intents.open(request.did.intent);
  if (!intent) return dropped('its button is none of ours');
  if (intent.verb === 'start') return start(ports, platform, { inputs, at: request.at, lease, place: request.place, speaker });
  if (intent.verb === 'prefer') return prefer(ports, pressed, intent);
  const it = await placeOf(ports, speaker, intent);
  if (!it) return refuse(pressed, { code: 'not-yours' });
  const doing = { ...pressed, it };
  if (intent.verb === 'change') return change(ports, platform, { ...doing, inputs });
  if (intent.verb === 'share') return share(doing);
  return move(ports, platform, { doing, intent });
}

type Moving = { readonly doing: Pressed & Doing; readonly intent: Intent };

async function move(ports: ChatPorts, platform: ChatPlatform, { doing, intent }: Moving): Promise<Processed> {
  const { request, speaker, it } = doing;
  const { inputs } = request.did;
  const text = await textOf(platform, speaker, inputs);
  const refusal = tooLong(Object.values(text));
  if (refusal) return refuse(doing, refusal);
  const seen = await seenBy(ports, request, it);
  const { place, state } = it;
  const words = labelOf(ports, intent, { state, speaker, seen });
  const wanted = { ...intent, place, state, text, words, draftedAt: await draftSeen(ports, it, intent) };
  const body = await bodyOf(ports, wanted, async () => evidenceOf(ports, { request, speaker, meant: intent, seen }));
  if (!body) return tell(doing, { kind: 'ask', why: 'unclear', wrote: quoted(one(inputs, 'address')), role: 'sender' });
  return run(ports, doing, { body, say: afterwards(body, it) });
}

/** Where our messages to an address go is for whoever is proven to have it. */
async function prefer(ports: ChatPorts, pressed: Pressed, { channel }: Intent): Promise<Processed> {
  const { speaker } = pressed;
  if (!isProven(actorOf(speaker), 'L1')) return refuse(pressed, { code: 'proven-too-weakly', needs: 'L1' });
  await ports.accounts.prefer(speaker.tenant.id, speaker.email, channel);
  return tell(pressed, { kind: 'shown', card: settingsCard({ setting: speaker.setting, now: channel ?? 'any' }) });
}

/** The sender agrees to the draft that the card showed. A card without a version was made of no record, and claims none. */
async function draftSeen(ports: ChatPorts, { place }: Found, { verb, version }: Intent): Promise<Instant | undefined> {
  if (verb !== 'send' || version === 0) return undefined;
  const then = fold(await ports.ledger.load(place.tenant, place.envelope), version);
  return then.status === 'none' ? undefined : then.draftedAt;
}

/**
 * The seat that the button was made for, if it is this person's; else the one of theirs that fits, so that a card that others see as well
 * acts for whoever presses. Of other tenants' envelopes there is nothing here.
 */
export async function placeOf(ports: ChatPorts, speaker: Speaker, { place, verb }: Intent): Promise<Found | undefined> {
  if (place?.tenant !== speaker.tenant.id) return undefined;
  const stream = await ports.ledger.load(place.tenant, place.envelope);
  const state = fold(stream);
  if (state.status === 'none') return undefined;
  const holder = place.seat === 'sender' ? state.sender : state.recipients.find(({ id }) => id === place.seat);
  const isTheirs = (holder && sameAddress(holder.email, speaker.email)) || (place.seat === 'sender' && speaker.isAdmin);
  const seat = isTheirs ? place.seat : seatFor(state, speaker, { verb: place.seat === 'sender' ? 'void' : SPOKEN[verb] });
  const isSameSide = (seat === 'sender') === (place.seat === 'sender');
  return seat === undefined || !isSameSide ? undefined : { place: { ...place, seat }, state, version: stream.version };
}

/** What somebody would say who pressed it. */
const SPOKEN: { readonly [V in MoveVerb]: Verb } = {
  approve: 'approve',
  acknowledge: 'acknowledge',
  decline: 'decline',
  delegate: 'delegate',
  comment: 'comment',
  withdraw: 'withdraw',
  dispute: 'dispute',
  send: 'send',
  start: 'send',
  change: 'send',
  remind: 'remind',
  void: 'void',
  resume: 'resume',
  share: 'share',
  prefer: 'settings',
  show: 'status',
  list: 'status',
};

/** Fields as the form gave them, fit to be read by others; a person who was picked on the platform becomes their address. */
async function textOf(platform: ChatPlatform, { account }: Speaker, inputs: Inputs): Promise<Record<string, string>> {
  const { address = '' } = inputs;
  const [user] = items(inputs, 'address');
  const isPicked = typeof address !== 'string' && user !== undefined && !user.includes('@');
  const picked = isPicked ? await platform.account(account.install, user) : undefined;
  const fields = Object.keys(inputs).map((field) => [field, cleanBlock(one(inputs, field))] as const);
  return Object.fromEntries([...fields, ...(picked?.email ? [['address', picked.email] as const] : [])]);
}

/** Where the card changes it says what happened by itself; words and reminders leave no mark on it. */
function afterwards(body: CommandBody, { state }: Found): Say | undefined {
  if (body.type === 'comment') return relayedTo(state, body);
  return body.type === 'remind' ? { kind: 'status' } : undefined;
}
