// Other people's hands on someone's button: the delivery as the platform would have made and signed it, had they pressed. And those from
// whom nothing may be taken: deliveries that nobody signed, or someone else.
import { createHmac } from 'node:crypto';
import type { CastMember } from '#apps/local/cast.ts';
import { installationOf } from '#apps/slack/installs.ts';
import { boxOf } from '#apps/world/secrets.ts';
import type { TenantId } from '#core/ids.ts';
import { SIGNING_SECRET, type Caught, type ChatWorld } from './chat-world.ts';

/** The workspace of the other tenant, which the stand-in does not know and does not need to. */
const OTHER_TEAM = 'T0CONTOSO1';
const CONTOSO = 'contoso' as TenantId;

/** JSON that is changed freely. */
type Payload = ReturnType<typeof JSON.parse>;

/** Nobody of the other tenant is in the demo's Slack: there they have a workspace of their own. */
export async function linkOtherWorkspace({ world, secrets }: ChatWorld, person: CastMember): Promise<void> {
  const { accounts, installations } = world.stores;
  const now = world.ports.clock();
  const app = {
    tokens: { access: 'xoxb-contoso' },
    botUser: 'U0CONTOSOB',
    app: 'A0SIGNAPP0',
    scopes: ['chat:write'],
    installedBy: 'U0CONTOSO1',
  };
  const workspace = { install: OTHER_TEAM, tenant: CONTOSO, name: 'Contoso', installedAt: now };
  await installations.put(installationOf({ ...workspace, ...app }, boxOf(secrets)));
  await accounts.put({
    platform: 'slack',
    install: OTHER_TEAM,
    user: slackOf(person).user,
    tenant: CONTOSO,
    email: person.email,
    isEmailConfirmed: true,
    name: person.name,
    standing: 'member',
    checkedAt: now,
  });
}

export function asDoneBy(world: ChatWorld, caught: Caught, person: CastMember): Caught {
  return caught.path === '/slack/events' ? inSlackBy(world, caught, person) : inTeamsBy(world, caught, person);
}

function inSlackBy(world: ChatWorld, caught: Caught, person: CastMember): Caught {
  const payload: Payload = JSON.parse(new URLSearchParams(caught.body).get('payload') ?? '');
  const { team, user } = slackOf(person);
  const changed = { ...payload, team: { ...payload.team, id: team }, user: { ...payload.user, id: user, team_id: team } };
  if (payload.view) changed.view = { ...payload.view, team_id: team, app_installed_team_id: team };
  return signedBySlack(world, { ...caught, body: new URLSearchParams({ payload: JSON.stringify(changed) }).toString() });
}

/** @param secret whose signature it gets; by default Slack's */
export function signedBySlack({ machineNow }: ChatWorld, caught: Caught, { secret = SIGNING_SECRET, agoSeconds = 0 } = {}): Caught {
  const timestamp = String(Math.floor(machineNow() / 1_000) - agoSeconds);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${caught.body}`).digest('hex');
  const headers = { ...caught.headers, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
  return { ...caught, headers: withoutLength(headers) };
}

function inTeamsBy({ teams }: ChatWorld, caught: Caught, person: CastMember): Caught {
  const one = teams.people.find(({ email }) => email === person.email);
  if (!one) throw new Error(`${person.name} has no account in Teams.`);
  const activity: Payload = JSON.parse(caught.body);
  const changed = {
    ...activity,
    from: { id: one.mri, name: one.name, aadObjectId: one.user },
    conversation: { ...activity.conversation, tenantId: one.tenant },
    channelData: { ...activity.channelData, tenant: { id: one.tenant } },
  };
  return { ...caught, headers: withoutLength(caught.headers), body: JSON.stringify(changed) };
}

function withoutLength({ 'content-length': _length, ...headers }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers;
}

function slackOf({ name, slack }: CastMember): { readonly team: string; readonly user: string } {
  return (
    slack ?? {
      team: OTHER_TEAM,
      user: `U${name
        .toUpperCase()
        .replace(/[^A-Z]/g, '')
        .slice(0, 9)}`,
    }
  );
}
