// Mail in which the provider that took it for us found a virus, or which it holds for spam. It stays where it was stored and is never read;
// whoever waits for it is told once a day, since nobody else can know that something was lost.
import type { Answer } from '#core/answer.ts';
import type { InboundMail, Lease } from '#core/ports.ts';
import { addressOf, domainOf } from '#apps/address.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { isAllowed } from './allowance.ts';
import { dropped, tokenOf } from './arrival.ts';
import { seatedAt } from '../answering/seat.ts';
import { templateIn } from '../starting/start-address.ts';

type Why = 'virus' | 'spam';
type SetAside = { readonly mail: InboundMail; readonly lease: Lease; readonly why: Why };

const WORDS: Readonly<Record<Why, string>> = {
  virus: 'the mail provider found a virus in it',
  spam: 'the mail provider takes it for spam',
};

export async function quarantined(ports: Ports, aside: SetAside): Promise<Processed> {
  const { mail, lease, why } = aside;
  const words = `set aside unread: ${WORDS[why]}`;
  const answer = await answerTo(ports, aside);
  if (!answer) return dropped(words);
  const of = JSON.stringify(['quarantined', why, answer.tenant, answer.about?.envelope ?? '', answer.to.email.toLowerCase()]);
  if (!(await isAllowed(ports, { of, most: 1, at: mail.receivedAt, by: lease.key }))) return dropped(`${words}; they were told today`);
  return { outcome: { kind: 'answered', code: 'quarantined' }, answers: [answer] };
}

/** To the owner of what it was for; a mail that was to start something is told to the member in whose name it came, at their address. */
async function answerTo(ports: Ports, { mail, why }: SetAside): Promise<Answer | undefined> {
  const recipient = mail.recipient.trim().toLowerCase();
  if (domainOf(recipient) !== ports.site.mailDomain) return undefined;
  if (templateIn(recipient, ports.site) !== undefined) {
    const member = await ports.directory.member(addressOf(mail.mailFrom) ?? '');
    if (!member) return undefined;
    const { name, email, tenant } = member;
    return { to: { name, email }, channel: 'email', tenant, say: { kind: 'quarantined', why, name: null } };
  }
  const token = tokenOf(recipient);
  const seated = token === undefined ? undefined : await seatedAt(ports, token);
  if (!seated) return undefined;
  const { claim, state, person } = seated;
  const { name, email } = state.sender;
  return {
    to: { name, email },
    channel: state.senderChannel ?? state.origin.channel,
    tenant: claim.tenant,
    about: { envelope: claim.envelope, seat: 'sender' },
    say: { kind: 'quarantined', why, name: person.name },
  };
}
