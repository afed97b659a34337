// A line that changes something by being said, and everything that is written to us where no answer can be shown at once.
import type { CommandBody } from '#core/command.ts';
import type { LineCommand, LineIntent } from '#core/grammar/line-intent.ts';
import type { Expiry } from '#core/grammar/when.ts';
import type { RecipientId } from '#core/ids.ts';
import { calledBy, lastAsker } from '#core/rules/addressing.ts';
import { waitedFor } from '#core/rules/turns.ts';
import { parseInstant, plus, type Instant } from '#core/time.ts';
import { candidateOf } from '#apps/drafting/candidate.ts';
import type { Processed } from '#apps/ports.ts';
import { dropped, refuse, run, tell, type Doing } from './act.ts';
import type { ChatPlatform, ChatPorts, Said } from './chat-ports.ts';
import { find, type Found } from './finding.ts';
import { addressIn, hear, nothingFound, readLine, wishesOf } from './hear.ts';
import type { ChatRequest, Inputs } from './request.ts';
import type { Speaker } from './speaker.ts';
import { start } from './start.ts';
import type { Lease } from '#core/ports.ts';
import { formCard } from './form-card.ts';

type Spoken = {
  readonly request: ChatRequest & { readonly did: { readonly kind: 'say' } };
  readonly lease: Lease;
  readonly speaker: Speaker;
};

export async function say(ports: ChatPorts, platform: ChatPlatform, spoken: Spoken): Promise<Processed> {
  const { request, speaker } = spoken;
  const { text, on, bots, files } = request.did;
  const said: Said = { install: request.install, user: request.user, at: request.at, text, bots, ...(on === undefined ? {} : { on }) };
  const line = readLine(ports, said, speaker);
  // Documents make a draft at once, which nobody but its sender hears of; people can be named in the same line, or on the draft.
  if (files.length > 0) return start(ports, platform, { ...spoken, ...request, inputs: { ...wishedIn(line, text), files } });
  const shown = await hear(ports, said, speaker);
  if (shown.show === 'nothing') return dropped('it is no word to us');
  if (shown.show === 'card') return tell(spoken, { kind: 'shown', card: shown.card });
  if (shown.show === 'form') return tell(spoken, { kind: 'shown', card: formCard(shown.form) });
  if ('unknown' in line) return talk(ports, { spoken, said, text: line.unknown });
  if ('ambiguous' in line || !('target' in line)) return dropped('it changes nothing');
  const finding = await find(ports, speaker, { verb: line.verb, target: line.target, on });
  if (finding.found !== 'one') {
    return tell(spoken, { kind: 'shown', card: nothingFound(ports, { said, speaker, finding, verb: line.verb }) });
  }
  return carryOut(ports, platform, { ...spoken, it: finding.it, line });
}

function wishedIn(line: LineIntent, text: string): Inputs {
  if (!('verb' in line) || line.verb !== 'send') return 'verb' in line ? {} : { message: text };
  const { people, ...wishes } = wishesOf(line);
  return { ...wishes, signers: [...people] };
}

/** Words below a card: from the sender to whoever asked, from others to the sender. */
async function talk(ports: ChatPorts, { spoken, said, text }: { spoken: Spoken; said: Said; text: string }): Promise<Processed> {
  const { speaker } = spoken;
  const finding = await find(ports, speaker, { verb: 'comment', target: { kind: 'this' }, on: said.on });
  if (finding.found !== 'one')
    return tell(spoken, { kind: 'shown', card: nothingFound(ports, { said, speaker, finding, verb: 'comment' }) });
  return comment(ports, { ...spoken, it: finding.it }, text);
}

async function comment(ports: ChatPorts, doing: Doing, text: string): Promise<Processed> {
  const { state, place } = doing.it;
  if (place.seat !== 'sender') {
    const body = { type: 'comment', from: place.seat, to: null, text } as const;
    return run(ports, doing, { body, say: { kind: 'relayed', to: state.sender.name } });
  }
  const to = lastAsker(state);
  const name = to === null ? null : (state.recipients.find(({ id }) => id === to)?.name ?? '');
  return run(ports, doing, { body: { type: 'comment', from: null, to, text }, say: { kind: 'relayed', to: name } });
}

type Targeted = Extract<LineCommand, { target: unknown }>;

async function carryOut(ports: ChatPorts, platform: ChatPlatform, doing: Doing & { readonly line: Targeted }): Promise<Processed> {
  const { line, it, request } = doing;
  if (line.verb === 'comment') return comment(ports, doing, line.text);
  if (line.verb === 'share') return tell(doing, { kind: 'shared' });
  const body = await bodyIn(ports, platform, doing);
  if (body === 'nobody') return refuse(doing, { code: 'nobody-so-called', words: request.did.kind === 'say' ? request.did.text : '' });
  if (!body) return tell(doing, { kind: 'ask', why: 'unclear', wrote: '', role: 'sender' });
  return run(ports, { ...doing, it }, { body, say: { kind: 'status' } });
}

async function bodyIn(
  ports: ChatPorts,
  platform: ChatPlatform,
  { line, it, request, speaker }: Doing & { readonly line: Targeted },
): Promise<CommandBody | 'nobody' | undefined> {
  const { state, place } = it;
  const recipient = place.seat === 'sender' ? undefined : place.seat;
  const { install } = speaker.account;
  switch (line.verb) {
    case 'remind': {
      if (line.person === null) return { type: 'remind', recipient: null };
      const named = seatNamed(state, await addressOfPerson(platform, install, line.person));
      return named === undefined ? 'nobody' : { type: 'remind', recipient: named };
    }
    case 'resend': {
      const named = seatNamed(state, line.person === null ? undefined : await addressOfPerson(platform, install, line.person));
      return named === undefined ? 'nobody' : { type: 'resend', recipient: named };
    }
    case 'resume':
      return { type: 'resolve', note: '' };
    case 'extend':
      return line.until === null ? undefined : { type: 'extend', expiresAt: until(line.until, state.expiresAt) };
    case 'mute':
      return recipient && { type: 'mute', recipient, on: true };
    case 'snooze':
      return recipient && line.until !== null ? { type: 'snooze', recipient, until: until(line.until, request.at) } : undefined;
    case 'reassign':
    case 'correct':
      return replacement(ports, platform, { line, it, speaker });
    // Shown, opened or confirmed with a button; never carried out because it was said.
    case 'status':
    case 'why':
    case 'download':
    case 'verify':
    case 'share':
    case 'comment':
    case 'sign':
    case 'approve':
    case 'acknowledge':
    case 'decline':
    case 'void':
    case 'withdraw':
    case 'dispute':
    case 'delegate':
      return undefined;
  }
}

type Replacing = { readonly line: Extract<Targeted, { verb: 'reassign' | 'correct' }>; readonly it: Found; readonly speaker: Speaker };

async function replacement(
  ports: ChatPorts,
  platform: ChatPlatform,
  { line, it, speaker }: Replacing,
): Promise<CommandBody | 'nobody' | undefined> {
  const { state } = it;
  const { install } = speaker.account;
  const id = seatNamed(state, line.from === null ? undefined : await addressOfPerson(platform, install, line.from));
  const seat = state.recipients.find((one) => one.id === id);
  const email = line.to === null ? '' : await addressOfPerson(platform, install, line.to);
  if (!seat) return 'nobody';
  if (email === '') return undefined;
  const { tenant, documentClass, amount, origin } = state;
  const named = { name: line.verb === 'correct' ? seat.name : '', email, role: seat.role, origin: origin.channel };
  const to = await candidateOf(ports, named, { tenant, documentClass, amount, policy: await ports.policyOf(tenant) });
  return line.verb === 'correct'
    ? { type: 'correct', recipient: seat.id, ...to, name: seat.name }
    : { type: 'reassign', recipient: seat.id, to, reason: line.reason };
}

type PersonSaid = Parameters<typeof addressIn>[0];

async function addressOfPerson(platform: ChatPlatform, install: string, person: NonNullable<PersonSaid>): Promise<string> {
  if (person.kind !== 'mention') return addressIn(person);
  return (await platform.account(install, person.id))?.email ?? '';
}

/** By address; where nobody is named, the only one who is waited for. */
function seatNamed(state: Found['state'], email: string | undefined): RecipientId | undefined {
  const waited = state.status === 'sent' ? waitedFor(state).map(({ id }) => id) : [];
  const [only, ...others] = email === undefined ? waited : email === '' ? [] : calledBy(state, email);
  return others.length === 0 ? only : undefined;
}

function until(span: Expiry, from: Instant): Instant {
  return 'date' in span ? (parseInstant(`${span.date}T23:59:59Z`) ?? from) : plus(from, span);
}
