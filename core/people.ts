// People and where they are: their accounts on the chats, and the workspaces and Entra tenants to which those belong.
import type { TenantId } from './ids.ts';
import type { Channel } from './terms.ts';
import type { Instant } from './time.ts';

/** A platform on which people have accounts. */
export type Platform = 'slack' | 'teams';

/**
 * Someone's account on a platform, as the platform last described it.
 * @property install the Slack workspace or the Entra tenant; `user`: the id in it (Teams: the Entra object id)
 * @property standing `guest`: also of a foreign Entra tenant; `stranger`: another company's, in a shared channel
 * @property address where a direct message goes, in the channel's own words; absent until one was opened
 */
export type Account = {
  readonly platform: Platform;
  readonly install: string;
  readonly user: string;
  readonly tenant: TenantId;
  /** Lower-case; null where the platform tells none. */
  readonly email: string | null;
  readonly isEmailConfirmed: boolean;
  readonly name: string;
  readonly standing: 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';
  readonly language?: string;
  readonly zone?: string;
  readonly address?: string;
  /** When the platform last said all this. */
  readonly checkedAt: Instant;
};

export interface Accounts {
  get(platform: Platform, install: string, user: string): Promise<Account | undefined>;
  /** Replaces what was known. An account belongs to one person: with another address it moves. */
  put(account: Account): Promise<void>;
  /** For good, as when someone leaves or the app is removed. */
  remove(platform: Platform, install: string, user: string): Promise<void>;
  /** Every account of an installation goes. */
  removeInstall(platform: Platform, install: string): Promise<void>;
  ofPerson(tenant: TenantId, email: string): Promise<readonly Account[]>;
  /** The channel that this person asked to be reached on, if they did. */
  preference(tenant: TenantId, email: string): Promise<Channel | undefined>;
  prefer(tenant: TenantId, email: string, channel: Channel | undefined): Promise<void>;
}

/** A workspace or Entra tenant whose people belong to a tenant of ours. */
export type Installation = {
  readonly platform: Platform;
  readonly install: string;
  readonly tenant: TenantId;
  readonly name: string;
  /** The channel's own particulars, secrets sealed. */
  readonly data: string;
  readonly installedAt: Instant;
};

export interface Installations {
  get(platform: Platform, install: string): Promise<Installation | undefined>;
  put(installation: Installation): Promise<void>;
  /** Replaces `was` if it is still what is stored: of two who renew a token, one succeeds. */
  replace(was: Installation, next: Installation): Promise<boolean>;
  remove(platform: Platform, install: string): Promise<void>;
  ofTenant(tenant: TenantId): Promise<readonly Installation[]>;
  all(platform: Platform): Promise<readonly Installation[]>;
}
