// Who someone named by an address is to a tenant: one of its own people or not, what they are called, and how well their acts must be
// proven there. The same on every channel.
import type { Candidate } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { TenantId } from '#core/ids.ts';
import { needsOf, type Policy } from '#core/policy/policy.ts';
import type { Amount, Channel, Role } from '#core/terms.ts';
import { nameFromAddress } from '#stores/name-from-address.ts';
import type { Ports } from '#apps/ports.ts';
import { channelFor } from './channel-for.ts';

type Named = {
  /** As someone wrote it; '' where they gave the address alone. */
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Where the request began. */
  readonly origin: Channel;
};

type Under = {
  readonly tenant: TenantId;
  readonly policy: Policy;
  readonly documentClass?: string | undefined;
  readonly amount?: Amount | undefined;
};

/** Someone who is to take a seat of an envelope that is there: under its own matter, and the tenant's rules as they are now. */
export async function successorIn(
  ports: Pick<Ports, 'directory' | 'accounts' | 'policyOf'>,
  { tenant, documentClass, amount, origin }: Existing,
  named: Omit<Named, 'origin'>,
): Promise<Candidate> {
  const policy = await ports.policyOf(tenant);
  return candidateOf(ports, { ...named, origin: origin.channel }, { tenant, documentClass, amount, policy });
}

/** What the directory calls its own people counts; then what the sender calls them. */
export async function candidateOf(ports: Pick<Ports, 'directory' | 'accounts'>, named: Named, under: Under): Promise<Candidate> {
  const { name, email, role, origin } = named;
  const { tenant, policy, documentClass, amount } = under;
  const member = await ports.directory.member(email);
  const internal = member?.tenant === tenant;
  const given = name.replace(/[<>"]/g, '').slice(0, 120).trim();
  const called = given === '' || given.includes('@') ? nameFromAddress(email) : given;
  return {
    name: internal ? member.name : called,
    email,
    internal,
    needs: needsOf(policy, { role, internal }, { documentClass, amount }),
    channel: await channelFor(ports, { tenant, email, origin }),
    language: policy.language,
  };
}
