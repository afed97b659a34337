// Someone of Northwind in Slack, where our app is: known by an address, and pressing what was posted for them.
import { installationOf } from '#apps/slack/installs.ts';
import { secretBox } from '#apps/secret-box.ts';
import { derived } from '#apps/world/secrets.ts';
import type { TenantId } from '#core/ids.ts';
import type { Account } from '#core/people.ts';
import { instantOf } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import type { FakeSlack } from '../fake-slack.ts';
import { delivery, payload, signed } from '../slack-deliveries.ts';
import { SECRETS, type EstateHere } from './estate-here.ts';

const tenant = 'northwind' as TenantId;

/** They want to be reached there. */
export async function joinSlack({ table }: Pick<EstateHere, 'table'>, { name, email }: { name: string; email: string }): Promise<void> {
  const installedAt = instantOf(Date.now());
  const box = secretBox([{ kid: 'k1', secret: derived(SECRETS, 'tokens of workspaces') }]);
  const { team_id: install, user_id: user } = payload('command') as { team_id: string; user_id: string };
  const workspace = { install, tenant, name: 'Northwind', installedAt, installedBy: user };
  const app = { tokens: { access: 'xoxb-test' }, botUser: 'U0BOT0001', app: 'A0APP0001', scopes: ['chat:write'] };
  await installations(table).put(installationOf({ ...workspace, ...app }, box));
  const account: Account = {
    platform: 'slack',
    install,
    user,
    tenant,
    email,
    isEmailConfirmed: true,
    name,
    standing: 'member',
    language: 'en',
    zone: 'Europe/Berlin',
    checkedAt: installedAt,
  };
  await accounts(table).put(account);
  await accounts(table).prefer(tenant, email, 'slack');
}

/** The button `what` of the first card that was posted. */
export function pressed(slack: FakeSlack, what: string): Request {
  const [card] = slack.messages;
  const blocks = JSON.stringify(card?.body.blocks ?? []);
  const [, action = '', value = ''] = new RegExp(`"action_id":"([^"]*${what}[^"]*)".*?"value":"([^"]+)"`).exec(blocks) ?? [];
  const press = payload('press') as { actions: object[] };
  const { raw, headers } = delivery({
    ...press,
    actions: [{ ...press.actions[0], action_id: action, value }],
    channel: { id: card?.channel },
    container: { type: 'message', message_ts: card?.ts, channel_id: card?.channel },
    message: { ts: card?.ts, blocks: card?.body.blocks },
    response_url: `${slack.origin}/respond/1`,
  });
  const at = { at: Date.now() };
  return new Request('https://sign.northwind.test/slack/events', {
    method: 'POST',
    body: raw,
    headers: { ...headers, ...signed(raw, at) },
  });
}
