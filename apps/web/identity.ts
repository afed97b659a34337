// Who stands before the page: the seat that the link was made for. The link says where, the session how well proven; the registered
// address of the seat is who acts, and the rules decide what that person may do.
import type { Existing, Recipient } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { Actor } from '#core/command.ts';
import type { Assurance } from '#core/terms.ts';
import type { TokenClaim } from '#core/ports.ts';
import type { Ports } from '#apps/ports.ts';
import type { SeatClaim } from './request.ts';

export type Visitor = {
  readonly claim: TokenClaim;
  readonly state: Existing;
  /** Absent for the sender. */
  readonly recipient?: Recipient;
};

/** Reads only. @returns undefined for everything that this link must not tell about. */
export async function visitorOf(ports: Pick<Ports, 'tokens' | 'ledger'>, token: string): Promise<Visitor | undefined> {
  const claim = await ports.tokens.resolve(token);
  if (claim?.purpose !== 'page') return undefined;
  const seated = await seatedAt(ports, claim);
  const isReplaced = seated?.recipient !== undefined && seated.recipient.generation !== claim.generation;
  return seated && !isReplaced ? { claim, ...seated } : undefined;
}

/** The state and the person on a seat. @returns undefined where there is none, or where the person has never been told of the envelope. */
export async function seatedAt(
  { ledger }: Pick<Ports, 'ledger'>,
  { tenant, envelope, seat }: SeatClaim,
): Promise<Omit<Visitor, 'claim'> | undefined> {
  const state = fold(await ledger.load(tenant, envelope));
  if (state.status === 'none') return undefined;
  if (seat === 'sender') return { state };
  const recipient = state.recipients.find(({ id }) => id === seat);
  // A draft, also one that was dropped, is known to its sender alone.
  const wasSent = 'sentAt' in state && state.sentAt !== undefined;
  return recipient && wasSent ? { state, recipient } : undefined;
}

export function actorOf({ state, recipient }: Omit<Visitor, 'claim'>, assurance: Assurance): Actor {
  return { kind: 'person', email: (recipient ?? state.sender).email, via: 'web', assurance };
}
