// The outgoing side of Slack over real stores and a Slack on loopback, with the people of the core's tests in one workspace.
import { intents } from '#apps/chat/intents.ts';
import { slackOutbound } from '#apps/slack/outbound.ts';
import { slackApi } from '#apps/slack/web-api.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import type { Answer, Say } from '#core/answer.ts';
import type { Account } from '#core/people.ts';
import type { Message } from '#core/messages.ts';
import { T0, TENANT } from '#test/support/build.ts';
import { fakeSlack } from '#test/support/fake-slack.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { emailKit, NORTHWIND } from '../email/kit.ts';
import { everyMessage } from '../email/letters.ts';

export const TEAM = 'T1';

export async function outboundKit() {
  const slack = await fakeSlack();
  const { ports: bare, clock } = await emailKit();
  const blobs = memoryBlobs();
  const ports: ChatPorts = {
    ...bare,
    blobs,
    cards: { at: async () => undefined },
    intents: intents([Buffer.from('buttons')]),
    desk: async () => [],
  };
  const opened = new Set(['olivia', 'ines', 'max', 'carl', 'vera', 'dana']);
  for (const name of opened) await ports.accounts.put(account(name));
  const api = slackApi({ token: async (install) => (install === TEAM ? 'xoxb-1' : undefined), url: slack.url, timeoutMs: 20_000 });
  const outbound = slackOutbound({ ports, api, install: async () => TEAM });
  return { slack, ports, blobs, clock, outbound };
}

export function account(name: string, change: Partial<Account> = {}): Account {
  return {
    platform: 'slack',
    install: TEAM,
    user: `U${name.toUpperCase()}`,
    tenant: TENANT,
    email: name === 'dana' ? 'dana@fabrikam.test' : `${name}@northwind.test`,
    isEmailConfirmed: true,
    name,
    standing: 'member',
    checkedAt: T0,
    ...change,
  };
}

/** One of each kind there is. */
export function told(kind: string, change: { readonly attempt?: number } = {}): Message {
  const found = everyMessage().find(([name]) => name === kind);
  if (!found) throw new Error(`No message of kind ${kind}.`);
  return { ...found[1], ...change };
}

export function answer(say: Say, change: Partial<Answer> = {}, attempt = 1): Message {
  const to = { name: 'Ines Duarte', email: 'ines@northwind.test' };
  const about = told('sign-request').envelope;
  return {
    effect: 'answer/1',
    attempt,
    tenant: NORTHWIND,
    answer: { to, channel: 'slack', tenant: TENANT, say, ...(about && { about: { envelope: about.id, seat: 'sender' } }), ...change },
    ...(about && { envelope: about, version: 4 }),
  };
}
