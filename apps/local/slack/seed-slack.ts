// Lets the product know the demo's workspace as an installation would have: it belongs to Northwind, and these accounts are its people's.
import type { Account, Accounts, Installations } from '#core/people.ts';
import type { Instant } from '#core/time.ts';
import { installationOf } from '#apps/slack/installs.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { NORTHWIND, ROLES } from '../cast.ts';
import { described } from './people-api.ts';
import { textOf } from './json.ts';
import { BOT, BOT_TOKEN, PEOPLE, TEAM } from './team.ts';

type Parts = {
  readonly accounts: Accounts;
  readonly installations: Installations;
  readonly now: () => Instant;
  /** As the Slack channel seals its tokens. */
  readonly box: SecretBox;
};

/** May be repeated: what the product learnt since about a person stays. */
export async function seedSlack({ accounts, installations, now, box }: Parts): Promise<void> {
  const known = await installations.get('slack', TEAM.id);
  const installedAt = known?.installedAt ?? now();
  const workspace = { install: TEAM.id, tenant: NORTHWIND.id, name: TEAM.name, installedAt };
  const app = {
    tokens: { access: BOT_TOKEN },
    botUser: BOT.user,
    app: BOT.app,
    scopes: ['chat:write'],
    installedBy: ROLES.sender.slack?.user ?? '',
  };
  await installations.put(installationOf({ ...workspace, ...app }, box));
  for (const one of PEOPLE) {
    if (await accounts.get('slack', TEAM.id, one.id)) continue;
    const { locale, tz } = described(one);
    const account: Account = {
      platform: 'slack',
      install: TEAM.id,
      user: one.id,
      tenant: NORTHWIND.id,
      email: one.person.email,
      isEmailConfirmed: true,
      name: one.person.name,
      standing: 'member',
      language: textOf(locale),
      zone: textOf(tz),
      checkedAt: installedAt,
    };
    await accounts.put(account);
  }
}
