// The command that a line is which is carried out by being said. Whether it may is for the rules.
import type { CommandBody } from '#core/command.ts';
import type { LineCommand, Person } from '#core/grammar/line-intent.ts';
import type { Expiry } from '#core/grammar/when.ts';
import type { RecipientId } from '#core/ids.ts';
import { calledBy } from '#core/rules/addressing.ts';
import { waitedFor } from '#core/rules/turns.ts';
import { plus, type Instant } from '#core/time.ts';
import { successorIn } from '#apps/drafting/candidate.ts';
import { endOfDate, startOfDate } from '#apps/drafting/end-of-date.ts';
import { addressOf } from '#apps/address.ts';
import { cleanLine } from '#apps/clean-text.ts';
import type { Doing } from './act.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import type { Found } from './finding.ts';
import { addressIn } from './hear.ts';

export type Targeted = Extract<LineCommand, { target: unknown }>;
type Wished = Pick<Doing, 'it' | 'request' | 'speaker'> & { readonly line: Targeted };

/** @returns `nobody` where it does not say for certain who is meant; undefined for what is shown, opened or confirmed with a button */
export async function bodyIn(ports: ChatPorts, platform: ChatPlatform, wished: Wished): Promise<CommandBody | 'nobody' | undefined> {
  const { line, it, request, speaker } = wished;
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
      return line.until === null ? undefined : { type: 'extend', expiresAt: deadline(ports, line.until, state) };
    case 'mute':
      return recipient && { type: 'mute', recipient, on: true };
    case 'snooze':
      if (recipient === undefined || line.until === null) return undefined;
      return { type: 'snooze', recipient, until: morning(ports, line.until, { from: request.at, zone: speaker.zone }) };
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

type Replacing = { readonly line: Extract<Targeted, { verb: 'reassign' | 'correct' }> } & Pick<Wished, 'it' | 'speaker'>;

async function replacement(
  ports: ChatPorts,
  platform: ChatPlatform,
  { line, it, speaker }: Replacing,
): Promise<CommandBody | 'nobody' | undefined> {
  const { state } = it;
  const { install } = speaker.account;
  const id = seatNamed(state, line.from === null ? undefined : await addressOfPerson(platform, install, line.from));
  const seat = state.recipients.find((one) => one.id === id);
  if (!seat || line.to === null) return seat ? undefined : 'nobody';
  const email = addressOf(await addressOfPerson(platform, install, line.to));
  if (email === undefined) return 'nobody';
  const to = await successorIn(ports, state, { name: line.verb === 'correct' ? seat.name : '', email, role: seat.role });
  if (line.verb === 'reassign') return { type: 'reassign', recipient: seat.id, to, reason: cleanLine(line.reason) };
  return { type: 'correct', recipient: seat.id, name: seat.name, email: to.email, internal: to.internal, needs: to.needs };
}

async function addressOfPerson(platform: ChatPlatform, install: string, person: Person): Promise<string> {
  if (person.kind !== 'mention') return addressIn(person);
  return (await platform.account(install, person.id))?.email ?? '';
}

/** By address; where nobody is named, the only one who is waited for. */
function seatNamed(state: Found['state'], email: string | undefined): RecipientId | undefined {
  const waited = state.status === 'sent' ? waitedFor(state).map(({ id }) => id) : [];
  const [only, ...others] = email === undefined ? waited : email === '' ? [] : calledBy(state, email);
  return others.length === 0 ? only : undefined;
}

/** A day is over where the envelope is at home. */
function deadline({ offsetAt }: ChatPorts, until: Expiry, { zone, expiresAt }: Found['state']): Instant {
  return 'date' in until ? endOfDate({ date: until.date, zone, offsetAt }, expiresAt) : plus(expiresAt, until);
}

/** Whoever names a day wants to hear again on that day. */
function morning({ offsetAt }: ChatPorts, until: Expiry, { from, zone }: { readonly from: Instant; readonly zone: string }): Instant {
  return 'date' in until ? startOfDate({ date: until.date, zone, offsetAt }, from) : plus(from, until);
}
