// A mail to the signing address: a member's document becomes a draft, which nobody but they hear of. Anyone else is told why not,
// if we can be sure that it was they who wrote.
import type { Answer, Say } from '#core/answer.ts';
import type { Command, CommandOf } from '#core/command.ts';
import { parseStart } from '#core/grammar/start.ts';
import type { TenantId } from '#core/ids.ts';
import type { Person, Tenant } from '#core/ports.ts';
import { wallClock } from '#core/time.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { holderOf, isAllowed } from './allowance.ts';
import { dropped, tokenOf, writerOf, type Arrival, type EmailPorts } from './arrival.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { takeDocuments } from './documents.ts';
import { senderChannelFor } from '#apps/drafting/channel-for.ts';
import { freeId } from '#apps/drafting/free-id.ts';
import { expiryOf, hintsOf, policyOf, problemsOf, unreadOf, recipientsOf, settingsOf, titleOf } from '#apps/drafting/draft-content.ts';
import { htmlToText } from './html-text.ts';
import { domainOf } from '#apps/address.ts';
import { mailboxes, type Mailbox } from './mailbox.ts';
import { parseMime, type Parsed } from './mime.ts';
import { valueOf } from './raw-header.ts';

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
  const parsed = await parseMime(arrival.raw);
  if (!parsed.ok) return told(member, { kind: 'draft-problems', problems: [`Your mail could not be read: ${parsed.why}.`] });
  return draft(ports, arrival, { mail: parsed.mail, member, tenant });
}

type Started = { readonly mail: Parsed; readonly member: Person; readonly tenant: Tenant };

async function draft(ports: StartPorts, arrival: Arrival, { mail, member, tenant }: Started): Promise<Processed> {
  const taken = await takeDocuments(ports, tenant.id, mail.attachments);
  if (!taken.ok) return told(member, taken.say);
  const at = arrival.mail.receivedAt;
  const request = parseStart({
    subject: mail.subject,
    text: mail.text ?? (mail.html === undefined ? '' : htmlToText(mail.html).text),
    sender: member,
    ...addressees(arrival),
    own: [`@${ports.site.mailDomain}`],
    today: wallClock(at, tenant.zone, ports.offsetAt).slice(0, 10),
  });
  const problems = problemsOf(request);
  if (problems.length > 0) return told(member, { kind: 'draft-problems', problems });
  const wanted = { origin: 'email', request, tenant, policy: await ports.policyOf(tenant.id), at } as const;
  const id = await freeId(ports, tenant.id, arrival.lease.key);
  const command: CommandOf<'draft'> = {
    type: 'draft',
    at,
    by: { kind: 'person', email: member.email, via: 'email', assurance: 'L1' },
    key: arrival.lease.key,
    id,
    tenant: tenant.id,
    content: {
      title: titleOf(request, taken.documents),
      message: request.message,
      sender: { name: member.name, email: member.email, organisation: tenant.name },
      zone: tenant.zone,
      expiresAt: expiryOf(ports, wanted),
      documents: taken.documents,
      recipients: await recipientsOf(ports, wanted),
      ...settingsOf(wanted, member.email),
      policy: policyOf(ports, wanted),
      senderChannel: await senderChannelFor(ports, { tenant: tenant.id, email: member.email, origin: 'email' }),
      origin: { channel: 'email', reference: valueOf(arrival.fields, 'message-id') ?? '' },
      remarks: [...taken.remarks, ...unreadOf(request), ...hintsOf(request)],
    },
  };
  return run(ports, arrival, { command, member });
}

async function run(
  ports: Ports,
  { lease }: Arrival,
  { command, member }: { command: CommandOf<'draft'>; member: Person },
): Promise<Processed> {
  const result = await ports.commands.run(command.tenant, command.id, command satisfies Command, lease);
  if (result.ok) ports.wake();
  const tried = cleanLine(command.content.title);
  return {
    outcome: { kind: 'done', result },
    answers: result.ok ? [] : [answer(member, member.tenant, { kind: 'refused', refusal: result.refusal, tried })],
  };
}

/** Where our address is not in the header it was a blind copy: whoever else is there was not meant to sign. */
function addressees({ fields, named }: Arrival): { to: Mailbox[]; cc: Mailbox[] } {
  if (named.length === 0) return { to: [], cc: [] };
  return { to: mailboxes(valueOf(fields, 'to')), cc: mailboxes(valueOf(fields, 'cc')) };
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

function told(member: Person, say: Say): Processed {
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answer(member, member.tenant, say)] };
}

function answer({ name, email }: Mailbox, tenant: TenantId, say: Say): Answer {
  return { to: { name, email }, channel: 'email', tenant, say };
}
