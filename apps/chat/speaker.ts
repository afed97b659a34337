// Who speaks: the platform says which account, our records say whose it is, the core says how much that proves. Nobody is bound by a name.
import { assuranceOf } from '#core/assurance.ts';
import type { Actor } from '#core/command.ts';
import { isAdmin } from '#core/policy/policy.ts';
import type { Tenant } from '#core/ports.ts';
import type { Account } from '#core/people.ts';
import type { Assurance } from '#core/terms.ts';
import { settingFor, type Setting } from '#core/views/facts.ts';
import { cleanLine } from '#apps/clean-text.ts';
import type { ChatPlatform, ChatPorts, Who } from './chat-ports.ts';

export type Speaker = {
  readonly account: Account;
  readonly email: string;
  readonly name: string;
  readonly tenant: Tenant;
  readonly assurance: Assurance;
  readonly isAdmin: boolean;
  /** In their own language. */
  readonly setting: Setting;
  readonly language: string;
  readonly zone: string;
};

/** @returns undefined for programs, people who have left, and whoever is nobody in any organisation here */
export async function speakerOf(ports: ChatPorts, platform: ChatPlatform, { install, user }: Who): Promise<Speaker | undefined> {
  const account = await platform.account(install, user);
  const assurance = account && assuranceOf(account);
  if (!account || assurance === undefined || account.email === null) return undefined;
  const [tenant, policy] = await Promise.all([ports.directory.tenant(account.tenant), ports.policyOf(account.tenant)]);
  if (!tenant) return undefined;
  const language = account.language ?? policy.language;
  return {
    account,
    email: account.email,
    name: cleanLine(account.name),
    tenant,
    assurance,
    // What only a link proves makes nobody an administrator.
    isAdmin: assurance !== 'L0' && isAdmin(policy, account.email),
    setting: settingFor(language, ports.offsetAt),
    language,
    zone: account.zone ?? tenant.zone,
  };
}

export function actorOf({ account, email, assurance, isAdmin: mayAdminister }: Speaker): Actor {
  return { kind: 'person', email, via: account.platform, assurance, ...(mayAdminister ? { isAdmin: true } : {}) };
}
