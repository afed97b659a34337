// The product as a process of its own: its own server on an SQLite table in the folder that it is given, with the stand-ins that it calls.
// None of the demo's own pages or controls stand before its routes. It says what people could do on the cards that it has posted.
import { join } from 'node:path';
import { CAST, ROLES, seedCast } from '#apps/local/cast.ts';
import { boxOf } from '#apps/world/secrets.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import { faults } from '#apps/local/faults.ts';
import { runProduct } from '#apps/local/product.ts';
import { seedSlack } from '#apps/local/slack/seed-slack.ts';
import { slackStandIn } from '#apps/local/slack/slack-stand-in.ts';
import { seedTeams } from '#apps/local/teams/seed-teams.ts';
import { teamsStandIn } from '#apps/local/teams/teams-stand-in.ts';
import { instantOf } from '#core/time.ts';
import { pressesOn, refreshesOn, statusOf, type StandIns } from './bodies.ts';
import { serveParent } from './children.ts';
import { sentEnvelopes } from './sent-envelopes.ts';

const [, , folder = '', secret = ''] = process.argv;
const ENVELOPES = 12;

const clock = () => instantOf(Date.now());
const data = await openDataDir(folder, 'demo');
const slack = await slackStandIn({ dir: join(data.local, 'slack'), faults: faults() });
const teams = await teamsStandIn({ dir: join(data.local, 'teams'), cast: CAST, faults: faults(), clock });
const standIns: StandIns = { slack, teams, clock };

const product = await runProduct({
  data,
  host: '127.0.0.1',
  port: 0,
  smtpHost: '127.0.0.1',
  smtpPort: 0,
  mailDomain: 'countersign.test',
  publicUrl: (port) => `http://localhost:${port}`,
  isLocal: true,
  transport: { send: async () => ({ providerId: 'taken', wireMessageId: '<taken@countersign.test>' }) },
  resolver: async () => [],
  clock,
  chats: async () => ({ slack: { signingSecrets: [secret], apiUrl: slack.apiUrl }, teams: teams.settings }),
  async seed(world) {
    const { accounts, installations } = world.stores;
    await seedCast(world.directory);
    await seedSlack({ accounts, installations, now: clock, box: boxOf(data.secrets) });
    await seedTeams({ accounts, installations, teams, now: clock() });
  },
});

const { world } = product;
const envelopes = await sentEnvelopes(world, { count: ENVELOPES, series: 'first' });
const settings = { appId: teams.settings.appId, serviceUrl: teams.serviceUrl };

serveParent(
  {
    port: product.port,
    statuses: envelopes.map((id) => statusOf(ROLES.sender, id)),
    refreshes: refreshesOn(standIns, ROLES.approver),
    token: teams.issuer.token(settings),
    teams: teams.settings,
  },
  {
    /** Asked for a number: so many envelopes more, and who can approve them. Asked for nothing: once all that follows is done. */
    async answer(question): Promise<object> {
      const { more = 0 } = question as { readonly more?: number };
      if (more > 0) await sentEnvelopes(world, { count: more, series: 'second' });
      await world.dispatcher.settle();
      return more > 0 ? pressesOn(standIns, { inSlack: ROLES.colleague, inTeams: ROLES.approver }) : {};
    },
    async close() {
      await product.close();
      await Promise.all([slack.close(), teams.close()]);
    },
  },
);
