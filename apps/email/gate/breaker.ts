// The circuit breaker: not every program that answers mail says that it is one, and each of our answers would bring the next of its own.
// Beyond a few answers to one address there is silence, and whoever sent the envelope is told once a day. Requests are no answers.
import { fold } from '#core/fold.ts';
import type { Answer } from '#core/answer.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { InboundMail, Lease } from '#core/ports.ts';
import { isSameAddress } from '#apps/address.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { isAllowed } from './allowance.ts';
import { MOST_ANSWERS_PER_DAY, MOST_ANSWERS_PER_HOUR } from '../limits.ts';

type Arrived = { readonly mail: Pick<InboundMail, 'receivedAt'>; readonly lease: Lease };
type To = { readonly tenant: TenantId; readonly email: string };
type About = To & { readonly envelope?: EnvelopeId | undefined };

/** Takes a place for whatever follows from this mail; asking again for the same mail takes no other. */
export async function mayAnswer(ports: Ports, { tenant, email }: To, { mail: { receivedAt: at }, lease }: Arrived): Promise<boolean> {
  const address = email.toLowerCase();
  const hour = JSON.stringify(['answers in an hour', tenant, address, at.slice(0, 13)]);
  if (!(await isAllowed(ports, { of: hour, most: MOST_ANSWERS_PER_HOUR, at, by: lease.key }))) return false;
  const day = JSON.stringify(['answers in a day', tenant, address]);
  return isAllowed(ports, { of: day, most: MOST_ANSWERS_PER_DAY, at, by: lease.key });
}

export async function silence(ports: Ports, about: About, arrived: Arrived): Promise<Processed> {
  const answers = await toOwner(ports, about, arrived);
  if (answers.length > 0) return { outcome: { kind: 'answered', code: 'quiet' }, answers };
  return { outcome: { kind: 'dropped', why: 'they were answered often enough; it may be a program that answers every mail' }, answers };
}

/** What was done stays done; what would be said of it is left out where it is too much. */
export async function withoutLoops(ports: Ports, processed: Processed, arrived: Arrived): Promise<Processed> {
  const answers: Answer[] = [];
  for (const answer of processed.answers) {
    const { tenant, to, about } = answer;
    const isFine = answer.say.kind === 'quiet' || (await mayAnswer(ports, { tenant, email: to.email }, arrived));
    answers.push(...(isFine ? [answer] : await toOwner(ports, { tenant, email: to.email, envelope: about?.envelope }, arrived)));
  }
  return { ...processed, answers };
}

/** Nobody is told that they are not answered themselves. */
async function toOwner(ports: Ports, { tenant, email, envelope }: About, { mail: { receivedAt: at }, lease }: Arrived): Promise<Answer[]> {
  const state = envelope === undefined ? undefined : fold(await ports.ledger.load(tenant, envelope));
  if (!state || state.status === 'none' || isSameAddress(state.sender.email, email)) return [];
  const of = JSON.stringify(['quiet', tenant, email.toLowerCase()]);
  if (!(await isAllowed(ports, { of, most: 1, at, by: lease.key }))) return [];
  const channel = state.senderChannel ?? state.origin.channel;
  const { name, email: owner } = state.sender;
  return [{ to: { name, email: owner }, channel, tenant, about: { envelope: state.id, seat: 'sender' }, say: { kind: 'quiet', email } }];
}
