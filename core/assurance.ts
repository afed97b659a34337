// How well a platform proves who acts there: the same for every chat, so that no channel holds a rule of its own.
import type { Account } from './people.ts';
import type { Assurance } from './terms.ts';

/**
 * L0: people of other companies, guests, and addresses that the platform never confirmed: they may read, ask, and decline for confirmation.
 * L1: a full member of a linked Slack workspace. L2: a member of the home Entra tenant, with that tenant's own conditions of access.
 * @returns undefined for whoever may do nothing at all: programs and people who have left, and those whose address is not told
 */
export function assuranceOf({ platform, standing, email, isEmailConfirmed }: Account): Assurance | undefined {
  if (email === null || standing === 'bot' || standing === 'deactivated') return undefined;
  if (standing !== 'member' || !isEmailConfirmed) return 'L0';
  return platform === 'teams' ? 'L2' : 'L1';
}
