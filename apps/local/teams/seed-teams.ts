// Where the product stands when the app was installed for everyone: each Entra tenant claimed, each person's chat with the bot known.
import { writeInstallationData, writePlace } from '#apps/teams/place.ts';
import type { Account, Accounts, Installation, Installations } from '#core/people.ts';
import type { Instant } from '#core/time.ts';
import type { TeamsPerson } from './teams-people.ts';
import type { TeamsStore } from './teams-store.ts';

export type SeedTeamsParts = {
  readonly installations: Pick<Installations, 'get' | 'put'>;
  readonly accounts: Pick<Accounts, 'put'>;
  readonly teams: { readonly people: readonly TeamsPerson[]; readonly store: Pick<TeamsStore, 'reach'>; readonly serviceUrl: string };
  readonly now: Instant;
};

/** Repeated at every start: the stand-in's own address may have changed since. Who removed the app stays unknown. */
export async function seedTeams({ installations, accounts, teams, now }: SeedTeamsParts): Promise<void> {
  const { people, store, serviceUrl } = teams;
  for (const person of people) {
    const known = await installations.get('teams', person.tenant);
    const wanted = installationOf(person, serviceUrl, known?.installedAt ?? now);
    if (known?.data !== wanted.data) await installations.put(wanted);
    if (store.reach(person.user) !== 'removed') await accounts.put(accountOf(person, now));
  }
}

function installationOf({ tenant, home, organisation }: TeamsPerson, serviceUrl: string, installedAt: Instant): Installation {
  return { platform: 'teams', install: tenant, tenant: home, name: organisation, data: writeInstallationData({ serviceUrl }), installedAt };
}

/** The connector's address is left to the installation. */
function accountOf({ tenant, user, home, email, name, mri, conversation }: TeamsPerson, now: Instant): Account {
  return {
    platform: 'teams',
    install: tenant,
    user,
    tenant: home,
    email,
    isEmailConfirmed: true,
    name,
    standing: 'member',
    address: writePlace({ tenant, conversation, kind: 'personal', member: mri }),
    checkedAt: now,
  };
}
