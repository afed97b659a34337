// A mail to the signing address: a member's document becomes a draft, which nobody but they hear of. Anyone else is told why not,
// if we can be sure that it was they who wrote.
import type { Answer, Say } from '#core/answer.ts';
import type { TenantId } from '#core/ids.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { domainOf } from '#apps/address.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { holderOf, isAllowed } from '../gate/allowance.ts';
import { dropped, tokenOf, writerOf, type Arrival, type EmailPorts } from '../gate/arrival.ts';
import { draftFrom, told } from './draft.ts';
import { mailboxes, type Mailbox } from '../raw/mailbox.ts';
import { valueOf } from '../raw/raw-header.ts';
import { templateIn } from './start-address.ts';

export type StartPorts = EmailPorts & {
  /** Whose name stands on what strangers are told. Without it they hear only from a tenant whose people they also wrote to. */
  readonly house?: TenantId | undefined;
};

export async function processStart(ports: StartPorts, arrival: Arrival): Promise<Processed> {
  if (arrival.named.some((address) => tokenOf(address) !== undefined))
    return dropped('it also goes to a reply address, where it is answered');
  const writer = await writerOf(ports, arrival);
  if (!writer.trusted) {
    const claimed = writer.claimed === undefined ? undefined : await ports.directory.member(writer.claimed);
    if (!claimed) return dropped(`not authenticated: ${writer.why}`);
    return notice(ports, arrival, {
      to: claimed,
      tenant: claimed.tenant,
      say: { kind: 'not-authenticated', why: writer.why, started: true },
    });
  }
  const member = await ports.directory.member(writer.from.email);
  const tenant = member && (await ports.directory.tenant(member.tenant));
  if (!member || !tenant) return stranger(ports, arrival, writer.from);
  // The same mail on a second way here (another relay, other Received lines) is no second request.
  const { key } = arrival.lease;
  const { signatures } = writer.evidence;
  const holders = await Promise.all(signatures.map(async (one) => holderOf(ports.blobs, `inbound/starts/${one}`, key)));
  if (holders.some((holder) => holder !== key)) return dropped('the same mail was taken in before');
  const template = templateIn(arrival.recipient, ports.site) ?? '';
  return template === ''
    ? draftFrom(ports, arrival, { member, tenant })
    : told(member, { kind: 'draft-problems', problems: noTemplate(ports, template) });
}

/** Nothing is begun by accident at an address that will mean something else. */
function noTemplate({ site }: Ports, template: string): string[] {
  return [
    `There are no templates yet, so nothing was begun with “${cleanLine(template)}”. Send the document itself to ${site.signAddress}.`,
  ];
}

async function stranger(ports: StartPorts, arrival: Arrival, from: Mailbox): Promise<Processed> {
  const others = mailboxes(valueOf(arrival.fields, 'to')).filter(({ email }) => domainOf(email) !== ports.site.mailDomain);
  const hosts = await Promise.all(others.map(async ({ email }) => (await ports.directory.member(email))?.tenant));
  const tenant = ports.house ?? hosts.find((host) => host !== undefined);
  if (tenant === undefined) return dropped('its writer is no member of any organisation here');
  return notice(ports, arrival, {
    to: { name: cleanLine(from.name) || from.email, email: from.email },
    tenant,
    say: { kind: 'not-a-member' },
  });
}

type Notice = { readonly to: Mailbox; readonly tenant: TenantId; readonly say: Say };

/** Once a day to one address: whoever floods us must not flood others through us. */
async function notice(ports: Ports, { mail, lease }: Arrival, { to, tenant, say }: Notice): Promise<Processed> {
  const of = JSON.stringify(['notice', say.kind, to.email.toLowerCase()]);
  if (!(await isAllowed(ports, { of, most: 1, at: mail.receivedAt, by: lease.key }))) return dropped(`${say.kind}: they were told today`);
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answer(to, tenant, say)] };
}

function answer({ name, email }: Mailbox, tenant: TenantId, say: Say): Answer {
  return { to: { name, email }, channel: 'email', tenant, say };
}
