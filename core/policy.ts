// The tenant's rules as far as they are chosen by a tenant and not by the product. Pinned into each envelope by hash.
import { canonical } from './canonical.ts';
import type { Assurance, PinnedPolicy, Role } from './events.ts';
import type { HashText } from './ids.ts';

export type Policy = {
  readonly version: number;
  /** *simple* (L1) for the tenant's own people, *standard* (L2) for everyone outside. */
  readonly sign: { readonly internal: Assurance; readonly external: Assurance };
  readonly approve: Assurance;
  readonly remindAfterDays: number;
  readonly remindEveryDays: number;
  readonly mostReminders: number;
  readonly expiresAfterDays: number;
  readonly mayApproveOwn: boolean;
};

export const DEFAULT_POLICY: Policy = {
  version: 1,
  sign: { internal: 'L1', external: 'L2' },
  approve: 'L1',
  remindAfterDays: 3,
  remindEveryDays: 3,
  mostReminders: 5,
  expiresAfterDays: 14,
  mayApproveOwn: false,
};

export function pinned(policy: Policy, sha256: HashText): PinnedPolicy {
  const { remindAfterDays, remindEveryDays, mostReminders, mayApproveOwn } = policy;
  return { hash: sha256(canonical(policy)), remindAfterDays, remindEveryDays, mostReminders, mayApproveOwn };
}

/** What an act of this person must at least be proven with. */
export function needsOf(policy: Policy, { role, internal }: { role: Role; internal: boolean }): Assurance {
  if (role === 'signer') return internal ? policy.sign.internal : policy.sign.external;
  return role === 'approver' ? policy.approve : 'L0';
}
