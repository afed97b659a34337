// Slack's description of a user as an account of ours: what it says of them, and how much of that concerns us.
import type { Account } from '#core/people.ts';
import type { TenantId } from '#core/ids.ts';
import type { Instant } from '#core/time.ts';
import { recordOf, textAt, textsOf, type Body } from './payload.ts';

/** @property install to which the description belongs */
type About = { readonly install: string; readonly tenant: TenantId; readonly at: Instant };

/** @returns undefined for what describes nobody */
export function accountOf(user: Body, { install, tenant, at }: About): Account | undefined {
  const id = textAt(user, 'id');
  if (id === undefined) return undefined;
  const language = textAt(user, 'locale');
  const zone = textAt(user, 'tz');
  return {
    platform: 'slack',
    install,
    user: id,
    tenant,
    email: textAt(user, 'profile', 'email')?.toLowerCase() ?? null,
    isEmailConfirmed: user['is_email_confirmed'] === true,
    name: textAt(user, 'profile', 'real_name') ?? textAt(user, 'real_name') ?? textAt(user, 'name') ?? id,
    standing: standingOf(user, install),
    ...(language !== undefined && { language }),
    ...(zone !== undefined && { zone }),
    checkedAt: at,
  };
}

/** The weakest of what is said counts. */
function standingOf(user: Body, install: string): Account['standing'] {
  if (user['deleted'] === true) return 'deactivated';
  if (user['is_bot'] === true || user['is_workflow_bot'] === true || user['id'] === 'USLACKBOT') return 'bot';
  if (user['is_stranger'] === true || !isOf(user, install)) return 'stranger';
  const isGuest = user['is_restricted'] === true || user['is_ultra_restricted'] === true || user['is_invited_user'] === true;
  return isGuest ? 'guest' : 'member';
}

/** Within an organisation a person is of every workspace that they were added to. */
function isOf(user: Body, install: string): boolean {
  const person = recordOf(user['enterprise_user']);
  const homes = [textAt(user, 'team_id'), textAt(user, 'enterprise_id'), textAt(person, 'enterprise_id'), ...textsOf(person?.['teams'])];
  return homes.includes(install);
}
