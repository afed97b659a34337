// A mail to a reply address: whose is it, did that person really write it, what does it say; then it is the seat's turn.
import type { Processed } from '#apps/ports.ts';
import { triedIn } from './act.ts';
import { holderOf } from '../gate/allowance.ts';
import { dropped, writerOf, type Arrival, type EmailPorts } from '../gate/arrival.ts';
import { mayAnswer, silence } from '../gate/breaker.ts';
import { keepEvidence } from '../gate/evidence.ts';
import { isSameAddress } from '#apps/address.ts';
import type { Mailbox } from '../raw/mailbox.ts';
import { parseMime } from '../raw/mime.ts';
import { readAnswer, type Reading } from './reading.ts';
import { byRecipient } from './recipient-reply.ts';
import { asking, seatedAt, type Seated } from './seat.ts';
import { bySender } from './sender-reply.ts';

export async function processReply(ports: EmailPorts, arrival: Arrival, token: string): Promise<Processed> {
  const seated = await seatedAt(ports, token);
  if (!seated) return dropped('it is for no live reply address');
  const writer = await writerOf(ports, arrival);
  if (!writer.trusted) {
    // Only the person in whose name it came is told, at the address that we know; never whoever sent it.
    if (writer.claimed === undefined || !isSameAddress(writer.claimed, seated.person.email))
      return dropped(`not authenticated: ${writer.why}`);
    return asking(ports, seated, { ...arrival, say: { kind: 'not-authenticated', why: writer.why, started: false } });
  }
  if (!isSameAddress(writer.from.email, seated.person.email)) {
    return asking(ports, seated, { ...arrival, say: { kind: 'wrong-person', from: writer.from.email } });
  }
  const unsure = (reading?: Reading) => asking(ports, seated, { ...arrival, say: askOf(seated, reading) });
  const parsed = await parseMime(arrival.raw.read());
  if (!parsed.ok || !isForThisAddressAlone(arrival)) return unsure();
  const { phrases = {} } = await ports.policyOf(seated.claim.tenant);
  const reading = readAnswer({
    mail: parsed.mail,
    role: seated.role,
    names: namesOf(seated.person, writer.from),
    greeted: seated.role === 'sender' ? [] : [seated.state.sender.name],
    phrases,
    ownAddresses: [`@${ports.site.mailDomain}`],
    sentTexts: await sentTo(ports, seated),
  });
  if ('ambiguous' in reading.intent) return unsure(reading);
  const use = await useOf(ports, arrival, writer.evidence.signatures);
  if (use === 'elsewhere') return unsure(reading);
  if (use === 'before') return dropped('the same mail was taken in before');
  const { tenant, envelope } = seated.claim;
  const to = { tenant, email: seated.person.email };
  if (!DECISIONS.includes(reading.intent.verb) && !(await mayAnswer(ports, to, arrival)))
    return silence(ports, { ...to, envelope }, arrival);
  const evidence = await keepEvidence(ports.blobs, { mail: arrival.mail, from: writer.from, evidence: writer.evidence });
  const act = { arrival, seated, intent: reading.intent, reply: reading.reply, phrases, evidence };
  return seated.role === 'sender' ? bySender(ports, act) : byRecipient(ports, act);
}

const DECISIONS: readonly string[] = ['sign', 'approve', 'acknowledge', 'decline', 'withdraw', 'dispute', 'send', 'void'];

/**
 * One signature serves one address: a mail that was caught cannot be played to another envelope of the same person. And it serves once:
 * the same mail on a second way here is no second answer.
 */
async function useOf(
  { blobs }: EmailPorts,
  { recipient, lease }: Arrival,
  signatures: readonly string[],
): Promise<'here' | 'before' | 'elsewhere'> {
  const mine = `${recipient} ${lease.key}`;
  const holders = await Promise.all(signatures.map(async (one) => holderOf(blobs, `inbound/signatures/${one}`, mine)));
  const other = holders.find((holder) => holder !== mine);
  if (other === undefined) return 'here';
  return other.startsWith(`${recipient} `) ? 'before' : 'elsewhere';
}

/** To and Cc must name this address, and no other of ours. DKIM need not cover them: the use of a signature is what binds it (`useOf`). */
function isForThisAddressAlone({ named, recipient }: Arrival): boolean {
  return named.length === 1 && named[0] === recipient;
}

function askOf({ role }: Seated, reading: Reading | undefined) {
  const why = reading && 'ambiguous' in reading.intent ? reading.intent.ambiguous : 'unclear';
  return { kind: 'ask', why, wrote: triedIn({ reply: reading?.reply ?? '' }), role } as const;
}

function namesOf(registered: Mailbox, written: Mailbox): string[] {
  return [registered.name, written.name, registered.email].filter((name) => name !== '');
}

async function sentTo(ports: EmailPorts, { claim }: Seated): Promise<string[]> {
  const sent = await ports.correspondence.with(claim.tenant, claim.envelope, claim.seat);
  return sent.flatMap(({ sentText }) => (sentText === undefined ? [] : [sentText]));
}
