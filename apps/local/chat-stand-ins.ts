// The demo's Slack and Teams: what stands in for them, what the product is told of them, and how people act there.
import { join } from 'node:path';
import { hkdfSync } from 'node:crypto';
import type { Instant } from '#core/time.ts';
import { CAST } from './cast.ts';
import type { ChatSettings } from '#apps/world/chats.ts';
import { boxOf } from '#apps/world/secrets.ts';
import type { DataDir } from './data-dir.ts';
import type { Faults } from './faults.ts';
import { seedSlack } from './slack/seed-slack.ts';
import { slackDriver, type SlackDriver } from './slack/slack-driver.ts';
import { slackStandIn, type SlackStandIn } from './slack/slack-stand-in.ts';
import { seedTeams } from './teams/seed-teams.ts';
import type { TeamsDriver } from './teams/teams-driver.ts';
import { teamsStandIn } from './teams/teams-stand-in.ts';
import type { World } from '#apps/world/world.ts';

export type ChatStandIns = {
  readonly settings: ChatSettings;
  readonly seed: (world: World) => Promise<void>;
  /** @param port of the product */
  readonly drivers: (port: number) => { readonly slack: SlackDriver; readonly teams: TeamsDriver };
  readonly slack: SlackStandIn;
  close(): Promise<void>;
};

type Parts = {
  readonly data: DataDir;
  readonly faults: Faults;
  readonly clock: () => Instant;
  readonly signingSecret?: string | undefined;
};

export async function chatStandIns({ data, faults, clock, signingSecret }: Parts): Promise<ChatStandIns> {
  const secret = signingSecret ?? Buffer.from(hkdfSync('sha256', data.secrets.web, '', 'demo slack', 32)).toString('hex');
  const slack = await slackStandIn({ dir: join(data.local, 'slack'), faults });
  const teams = await teamsStandIn({ dir: join(data.local, 'teams'), cast: CAST, faults, clock });
  return {
    settings: { slack: { signingSecrets: [secret], apiUrl: slack.apiUrl }, teams: teams.settings },
    slack,
    async seed({ stores }) {
      const { accounts, installations } = stores;
      await seedSlack({ accounts, installations, now: clock, box: boxOf(data.secrets) });
      await seedTeams({ accounts, installations, teams, now: clock() });
    },
    drivers: (port) => ({
      slack: slackDriver({ standIn: slack, eventsUrl: () => `http://127.0.0.1:${port}/slack/events`, secret }),
      teams: teams.driver(() => `http://127.0.0.1:${port}/api/messages`),
    }),
    async close() {
      await Promise.all([slack.close(), teams.close()]);
    },
  };
}
