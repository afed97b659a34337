// From what a mail asks for to the content of a draft: people with their names, their seats and what their acts must be proven with.
import { classHints, sourceOf } from '#core/classes.ts';
import type { DraftContent, DraftRecipient } from '#core/command.ts';
import { doubtsAbout } from '#core/look-alike.ts';
import type { StartRequest } from '#core/grammar/start.ts';
import { pinned } from '#core/policy/pinned.ts';
import { maySend, type Policy } from '#core/policy/policy.ts';
import type { Channel, PinnedPolicy } from '#core/terms.ts';
import type { Tenant } from '#core/ports.ts';
import { endOfDay, plus, type Instant } from '#core/time.ts';
import { candidateOf } from './candidate.ts';
import { endOfDate } from './end-of-date.ts';
import type { Ports } from '#apps/ports.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { addressOf, domainOf } from '#apps/address.ts';

export type Wanted = {
  /** Where the request began. */
  readonly origin: Channel;
  readonly request: StartRequest;
  readonly tenant: Tenant;
  readonly policy: Policy;
  readonly at: Instant;
};

export async function recipientsOf(ports: Ports, { request, tenant, policy, origin }: Wanted): Promise<DraftRecipient[]> {
  const { documentClass, amount, language } = request;
  return Promise.all(
    request.people.map(async ({ role, step, ...person }) => {
      const email = addressOf(person.email) ?? person.email;
      const named = { name: cleanLine(person.name), email, role, origin };
      return {
        ...(await candidateOf(ports, named, { tenant: tenant.id, policy, documentClass, amount })),
        role,
        step,
        ...(language === undefined ? {} : { language }),
      };
    }),
  );
}

/** What else the mail says, and what the policy says where it does not. */
export function settingsOf({ request, policy }: Wanted, sender: string): Partial<DraftContent> {
  const { consumer, documentClass, amount, quorums } = request;
  return {
    quorums,
    maySend: maySend(policy, sender),
    ...(consumer === undefined ? {} : { consumer }),
    ...(documentClass === undefined ? {} : { documentClass }),
    amount,
    // A `language` line is for those who are asked; the sender reads the organisation's.
    language: policy.language,
    ...(policy.escalation.to === null ? {} : { fallback: policy.escalation.to }),
  };
}

/** Words that make a class of documents worth a question; the sender decides. */
export function hintsOf({ title, documentClass }: StartRequest): string[] {
  if (documentClass !== undefined) return [];
  return classHints(title).map(
    (hint) =>
      `The title reads like a document (${hint}) that the law may not let anyone sign electronically (${sourceOf(hint)}). ` +
      'If it is one, do not send it; if it is not, a line such as “class: contract” says so.',
  );
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
    const { date } = expires;
    return endOfDate({ date, zone: tenant.zone, offsetAt: ports.offsetAt }, at);
  }
  const days = expires?.days ?? policy.expiry.afterDays;
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

/** Addresses whose domains may only look like the ones that were meant: for the sender of any draft to read. */
export function lookAlikesIn(recipients: readonly { readonly email: string }[], { domains }: Pick<Tenant, 'domains'>): string[] {
  const others = recipients.map(({ email }) => domainOf(email));
  return [...new Set(recipients.flatMap(({ email }) => doubtsAbout(email, { known: domains, others })))];
}

/** People of a forwarded mail; the sender says which of them take part. */
export function suggestionOf({ suggested }: StartRequest): string[] {
  const [first] = suggested;
  if (!first) return [];
  const named = suggested.map(({ name, email }) => (cleanLine(name) === '' ? email : `${cleanLine(name)} <${email}>`));
  return [`The forwarded mail names ${named.join(', ')}. They are not asked unless you say so, for example: “signers: ${first.email}”.`];
}
