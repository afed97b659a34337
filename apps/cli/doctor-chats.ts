// What the doctor looks at of Slack and Teams: settings whole or absent, an address that they would call, and who is connected. It calls
// neither of them.
import { ConfigProblem, publicUrlConfig, slackConfig, teamsConfig, type SlackConfig, type TeamsConfig } from '#apps/config.ts';
import { connectedIn, type Connected } from './connected.ts';
import type { Finding } from './finding.ts';

type Settings<T> = { readonly is: 'off' } | { readonly is: 'on'; readonly config: T } | { readonly is: 'wrong'; readonly say: string };

export async function chatFindings(dataDir: string): Promise<readonly Finding[]> {
  const slack = settingsBy(slackConfig);
  const teams = settingsBy(teamsConfig);
  const connected = await connectedIn(dataDir);
  return [
    settled('Slack settings', slack, { say: slackSays, guide: 'docs/slack.md', connected: connected?.slack }),
    settled('Teams settings', teams, { say: teamsSays, guide: 'docs/teams.md', connected: connected?.teams }),
    ...(slack.is === 'off' && teams.is === 'off' ? [] : [address()]),
    ...(slack.is === 'on' ? whoIsIn('Slack workspaces', connected?.slack, (tenant) => `countersign slack connect ${tenant}`) : []),
    ...(teams.is === 'on'
      ? whoIsIn('Teams tenants', connected?.teams, (tenant) => `countersign teams connect ${tenant} ENTRA_TENANT_ID`)
      : []),
  ];
}

function settingsBy<T>(read: () => T | undefined): Settings<T> {
  try {
    const config = read();
    return config === undefined ? { is: 'off' } : { is: 'on', config };
  } catch (problem) {
    if (!(problem instanceof ConfigProblem)) throw problem;
    return { is: 'wrong', say: problem.message };
  }
}

type Saying<T> = { readonly say: (config: T) => string; readonly guide: string; readonly connected: Connected | undefined };

function settled<T>(check: string, settings: Settings<T>, { say, guide, connected }: Saying<T>): Finding {
  if (settings.is === 'wrong') return { check, ok: false, say: settings.say };
  if (settings.is === 'on') return { check, ok: true, say: say(settings.config) };
  const names = connected?.tenants.flatMap(({ places }) => places.map(({ name }) => name)) ?? [];
  if (names.length === 0) return { check, ok: true, say: `none, so it is off. ${guide} says how to begin.` };
  return {
    check,
    ok: false,
    say: `none, though it is connected (${names.join(', ')}): nobody is reached there. Set them as ${guide} says.`,
  };
}

function slackSays({ clientId, signingSecrets }: SlackConfig): string {
  const secrets =
    signingSecrets.length === 1 ? 'one signing secret' : `${signingSecrets.length} signing secrets, the first being the newest`;
  return `the app with client id ${clientId}, ${secrets}`;
}

function teamsSays({ appId, tenantId }: TeamsConfig): string {
  return `the bot ${appId}, registered in the Entra tenant ${tenantId}`;
}

function address(): Finding {
  const check = 'Address for chats';
  const found = settingsBy(publicUrlConfig);
  if (found.is === 'wrong') return { check, ok: false, say: found.say };
  if (found.is === 'on' && found.config.startsWith('https://')) return { check, ok: true, say: found.config };
  const now = found.is === 'on' ? `PUBLIC_URL is ${found.config}` : 'PUBLIC_URL is missing';
  return {
    check,
    ok: false,
    say: `${now}. Slack and Teams call https addresses only: put a web server with TLS in front, and set its address.`,
  };
}

/** Nobody needs every chat, so an organisation without one is told of only where there is none with it. */
function whoIsIn(check: string, connected: Connected | undefined, connecting: (tenant: string) => string): Finding[] {
  if (!connected) return [{ check, ok: false, say: 'there is no organisation yet. Add one with countersign tenant add, then connect it.' }];
  const { tenants } = connected;
  const isNone = tenants.every(({ places }) => places.length === 0);
  return tenants.flatMap(({ id, places }): Finding[] => {
    const none = { check, ok: !isNone, say: `${id} has none. To connect one: ${connecting(id)}` };
    if (places.length === 0) return [none];
    return places.map(({ name, problem, note }) => ({
      check,
      ok: problem === undefined,
      say:
        problem === undefined
          ? [`${id}: ${name}`, ...(note === undefined ? [] : [note])].join('. ')
          : `${id}: ${name}: ${problem} To mend it: ${connecting(id)}`,
    }));
  });
}
