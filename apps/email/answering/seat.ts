// Whose answer a reply address waits for: the person registered in that seat, and how they are written to.
import type { Say } from '#core/answer.ts';
import type { Existing } from '#core/envelope.ts';
import type { Role } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import type { RecipientId } from '#core/ids.ts';
import type { TokenClaim } from '#core/ports.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { holderOf, isAllowed } from '../gate/allowance.ts';
import type { Arrival } from '../gate/arrival.ts';
import { MOST_ASKS_PER_DAY } from '../limits.ts';
import type { Mailbox } from '../raw/mailbox.ts';

export type Seated = {
  readonly claim: TokenClaim;
  readonly state: Existing;
  readonly person: Mailbox;
  readonly role: Role | 'sender';
};

/** @returns undefined for what is no live reply address: never given out, or replaced by a newer one. */
export async function seatedAt(ports: Ports, token: string): Promise<Seated | undefined> {
  const claim = await ports.tokens.resolve(token);
  if (claim?.purpose !== 'reply') return undefined;
  const state = fold(await ports.ledger.load(claim.tenant, claim.envelope));
  if (state.status === 'none') return undefined;
  if (claim.seat === 'sender') return { claim, state, person: state.sender, role: 'sender' };
  const recipient = recipientIn(state, claim.seat);
  return recipient && recipient.generation === claim.generation ? { claim, state, person: recipient, role: recipient.role } : undefined;
}

export function recipientIn(state: Existing, id: RecipientId): Existing['recipients'][number] | undefined {
  return state.recipients.find((one) => one.id === id);
}

export function answering({ claim, person }: Seated, say: Say): Processed {
  const { tenant, envelope, seat } = claim;
  const answer = { to: { name: person.name, email: person.email }, channel: 'email', tenant, about: { envelope, seat }, say } as const;
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answer] };
}

/** For what anyone can provoke who has the address: the registered person hears of it, but not without end. */
export async function asking(
  ports: Ports,
  seated: Seated,
  { mail, lease, say }: Pick<Arrival, 'mail' | 'lease'> & { say: Say },
): Promise<Processed> {
  const { tenant, envelope, seat } = seated.claim;
  const of = JSON.stringify(['ask', tenant, envelope, seat]);
  const isFine = await isAllowed(ports, { of, most: MOST_ASKS_PER_DAY, at: mail.receivedAt, by: lease.key });
  if (isFine) return answering(seated, say);
  if (say.kind === 'ask' && seat !== 'sender' && (await isFirst(ports, seated, lease.key))) return tellingSender(seated, say.wrote);
  return { outcome: { kind: 'dropped', why: `${say.kind}: they were asked often enough today` }, answers: [] };
}

/** Once in an envelope's life for each of its seats. */
async function isFirst(ports: Ports, { claim: { tenant, envelope, seat } }: Seated, key: string): Promise<boolean> {
  const place = ports.sha256(JSON.stringify(['not-understood', tenant, envelope, seat]));
  return (await holderOf(ports.blobs, `inbound/allowances/${place}`, key)) === key;
}

/** Where the sender is told everything: whoever was asked twice and still decides nothing needs a person. */
function tellingSender({ claim, state, person }: Seated, wrote: string): Processed {
  const { tenant, envelope } = claim;
  const channel = state.senderChannel ?? state.origin.channel;
  const say = { kind: 'not-understood', name: person.name, wrote } as const;
  const { name, email } = state.sender;
  const answer = { to: { name, email }, channel, tenant, about: { envelope, seat: 'sender' }, say } as const;
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answer] };
}
