// From what a mail asks for to the content of a draft: people with their names, their seats and what their acts must be proven with.
import type { DraftContent, DraftRecipient } from '#core/command.ts';
import type { StartPerson, StartRequest } from '#core/grammar/start.ts';
import { needsOf, pinned, type Policy } from '#core/policy.ts';
import type { PinnedPolicy } from '#core/events.ts';
import type { Tenant } from '#core/ports.ts';
import { endOfDay, parseInstant, plus, type Instant } from '#core/time.ts';
import { nameFromAddress } from '#stores/name-from-address.ts';
import type { Ports } from '#apps/ports.ts';
import { cleanLine } from './clean-text.ts';
import { addressOf, type Mailbox } from './mailbox.ts';

type Wanted = {
  readonly request: StartRequest;
  readonly tenant: Tenant;
  readonly policy: Policy;
  readonly at: Instant;
};

export async function recipientsOf(ports: Ports, { request, tenant, policy }: Wanted): Promise<DraftRecipient[]> {
  return Promise.all(request.people.map((person) => recipientOf(ports, { person, tenant, policy })));
}

type Named = { readonly person: StartPerson; readonly tenant: Tenant; readonly policy: Policy };

async function recipientOf(ports: Ports, { person, tenant, policy }: Named): Promise<DraftRecipient> {
  const email = addressOf(person.email) ?? person.email;
  const member = await ports.directory.member(email);
  const internal = member?.tenant === tenant.id;
  const { role, step } = person;
  return {
    name: nameOf(person, internal ? member.name : undefined),
    email,
    role,
    step,
    internal,
    needs: needsOf(policy, { role, internal }),
    channel: 'email',
  };
}

/** What the directory calls its own people counts; then what the sender calls them. */
function nameOf({ name, email }: Mailbox, known: string | undefined): string {
  const given = cleanLine(name).replace(/[<>"]/g, '').slice(0, 120).trim();
  return known ?? (given === '' || given.includes('@') ? nameFromAddress(email) : given);
}

export function policyOf(ports: Ports, { request, policy }: Wanted): PinnedPolicy {
  return reminding(pinned(policy, ports.sha256), request);
}

export function reminding(policy: PinnedPolicy, { remind }: StartRequest): PinnedPolicy {
  if (remind === undefined) return policy;
  const days = remind === 'never' ? 0 : remind.everyDays;
  return { ...policy, remindAfterDays: days, remindEveryDays: days };
}

export function expiryOf(ports: Ports, { request, tenant, policy, at }: Wanted): Instant {
  const { expires } = request;
  if (expires !== undefined && 'hours' in expires) return plus(at, expires);
  if (expires !== undefined && 'date' in expires) {
    const noon = parseInstant(`${expires.date}T12:00:00Z`) ?? at;
    return endOfDay(plus(noon, { minutes: -ports.offsetAt(tenant.zone, noon) }), tenant.zone, ports.offsetAt);
  }
  const days = expires?.days ?? policy.expiresAfterDays;
  return endOfDay(plus(at, { days }), tenant.zone, ports.offsetAt);
}

/** What is wrong with a request, and what of it was left out: the sender mends it and mails again. */
export function problemsOf({ problems, ignored }: StartRequest): string[] {
  if (problems.length === 0) return [];
  return [...problems, ...ignored.map((line) => `The line “${cleanLine(line)}” is none that we know.`)];
}

const MOST_REMARKS = 5;

/** Lines that look like settings and are none: told with the draft, since it may be sent without them. */
export function unreadOf({ ignored }: StartRequest): string[] {
  return ignored.slice(0, MOST_REMARKS).map((line) => `The line “${cleanLine(line)}” is none that we know, and was left out.`);
}

export function titleOf({ title }: StartRequest, documents: DraftContent['documents']): string {
  return title === '' ? (documents[0]?.filename ?? 'Document').replace(/\.pdf$/i, '') : title;
}
