// A button that was pressed, or a form that was handed in. The button says what was meant; who presses it decides what comes of it.
import type { Say } from '#core/answer.ts';
import type { Intent } from '#core/cards/card.ts';
import { settingsCard } from '#core/cards/lists.ts';
import { fold } from '#core/fold.ts';
import type { Lease } from '#core/ports.ts';
import type { Processed } from '#apps/ports.ts';
import { dropped, refuse, run, tell } from './act.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import { evidenceOf } from './evidence.ts';
import { seatFor, type Found } from './finding.ts';
import { change } from './change.ts';
import { bodyOf } from './move.ts';
import type { ChatRequest, Inputs } from './request.ts';
import type { Speaker } from './speaker.ts';
import { items, one } from './lines.ts';
import { start } from './start.ts';

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
  if (intent.verb === 'prefer') {
    await ports.accounts.prefer(speaker.tenant.id, speaker.email, intent.channel);
    return tell(pressed, { kind: 'shown', card: settingsCard({ setting: speaker.setting, now: intent.channel ?? 'any' }) });
  }
  const it = await placeOf(ports, speaker, intent);
  if (!it) return refuse(pressed, { code: 'not-yours' });
  const doing = { ...pressed, it };
  if (intent.verb === 'change') return change(ports, platform, { ...doing, inputs });
  if (intent.verb === 'share') return tell(doing, { kind: 'shared' });
  const text = await textOf(platform, speaker, inputs);
  const move = { ...intent, place: it.place, state: it.state, text, words: wordsOf(intent) };
  const body = await bodyOf(ports, move, async () => evidenceOf(ports, request, speaker));
  if (!body) return tell(doing, { kind: 'ask', why: 'unclear', wrote: one(inputs, 'address'), role: 'sender' });
  return run(ports, doing, { body, say: afterwards(intent, it) });
}

/**
 * The seat that the button was made for, if it is this person's; else the one that is theirs, so that a card that others see as well acts
 * for whoever presses. Of other tenants' envelopes there is nothing here.
 */
export async function placeOf(ports: ChatPorts, speaker: Speaker, { place, verb }: Intent): Promise<Found | undefined> {
  if (place?.tenant !== speaker.tenant.id) return undefined;
  const stream = await ports.ledger.load(place.tenant, place.envelope);
  const state = fold(stream);
  if (state.status === 'none') return undefined;
  const holder = place.seat === 'sender' ? state.sender : state.recipients.find(({ id }) => id === place.seat);
  const isTheirs = holder?.email.toLowerCase() === speaker.email.toLowerCase() || (place.seat === 'sender' && speaker.isAdmin);
  const seat = isTheirs
    ? place.seat
    : seatFor(state, speaker, place.seat === 'sender' ? 'void' : verb === 'comment' ? 'comment' : 'approve');
  const isSameSide = (seat === 'sender') === (place.seat === 'sender');
  return seat === undefined || !isSameSide ? undefined : { place: { ...place, seat }, state, version: stream.version };
}

/** Fields as the form gave them; a person who was picked on the platform becomes their address. */
async function textOf(platform: ChatPlatform, { account }: Speaker, inputs: Inputs): Promise<Record<string, string>> {
  const entries = await Promise.all(
    Object.keys(inputs).map(async (field) => {
      const [user] = items(inputs, field);
      const isPicked = typeof inputs[field] !== 'string' && user !== undefined && !user.includes('@');
      const picked = isPicked ? await platform.account(account.install, user) : undefined;
      return [field, picked?.email ?? one(inputs, field)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** What the button said. */
function wordsOf({ verb }: Intent): string {
  return verb === 'approve' ? 'Approve' : verb === 'acknowledge' ? 'Acknowledge' : verb;
}

/** Where the card changes it says what happened by itself; words and reminders leave no mark on it. */
function afterwards({ verb }: Intent, { state, place }: Found): Say | undefined {
  if (verb === 'comment') return { kind: 'relayed', to: place.seat === 'sender' ? null : state.sender.name };
  return verb === 'remind' ? { kind: 'status' } : undefined;
}
