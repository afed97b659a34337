// The emulator that judges every call of the product as Slack would (is there such a conversation, is that a view, may it be updated), in
// ids of its own that it makes anew at every start. Here ours become its, and a message of an earlier start is posted to it again first.
import { fieldsOf, listOf, textOf, type Fields } from './json.ts';
import type { Board } from './board.ts';
import { BOT, BOT_TOKEN, CHANNEL, conversation, PEOPLE, personOfDirect, TEAM } from './team.ts';

export type Emulator = {
  /** Its answer to a call of the Web API. */
  call(method: string, fields: Fields): Promise<Fields>;
  /** From now on a message of ours is this one of its. */
  pair(place: { readonly channel: string; readonly ts: string }, its: string): void;
  /** A request that is not of the Web API, as it is. */
  pass(path: string, init: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

export async function emulator(known: Pick<Board, 'find'>): Promise<Emulator> {
  // It is many megabytes that live work never needs.
  const { createEmulator } = await import('emulate');
  const running = await createEmulator({ service: 'slack', port: 0, seed: { slack: seed() } });
  // Its name for itself may lead to ::1 first, where it does not listen.
  const url = running.url.replace('//localhost', '//127.0.0.1');
  const twins = new Map<string, string>();

  async function ask(method: string, fields: Fields): Promise<Fields> {
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${BOT_TOKEN}` },
      body: JSON.stringify(fields),
    });
    // Slack answers 200 to a method that it does not have.
    return response.status === 404 ? { ok: false, error: 'unknown_method' } : fieldsOf(await response.json());
  }

  async function channelTwin(name: string): Promise<string> {
    const channel = conversation(name);
    const found = twins.get(channel);
    const person = personOfDirect(channel);
    if (found !== undefined || !person) return found ?? channel;
    const opened = await ask('conversations.open', { users: twins.get(person.id) });
    const id = textOf(fieldsOf(opened['channel'])['id']);
    twins.set(channel, id);
    return id;
  }

  async function messageTwin(channel: string, ts: string): Promise<string> {
    const found = twins.get(`${channel}/${ts}`);
    const message = known.find({ channel, ts });
    if (found !== undefined || !message) return found ?? ts;
    const { text, blocks } = message;
    const posted = await ask('chat.postMessage', {
      channel: await channelTwin(channel),
      text: text || ' ',
      ...(blocks.length > 0 && { blocks }),
    });
    twins.set(`${channel}/${ts}`, textOf(posted['ts']));
    return textOf(posted['ts']);
  }

  async function inItsIds(fields: Fields): Promise<Fields> {
    const its: Record<string, unknown> = { ...fields };
    const channel = conversation(textOf(fields['channel']));
    for (const name of ['user', 'user_id', 'users']) if (typeof its[name] === 'string') its[name] = twins.get(its[name]) ?? its[name];
    for (const name of ['channel', 'channel_id']) if (typeof its[name] === 'string') its[name] = await channelTwin(its[name]);
    if (typeof its['ts'] === 'string') its['ts'] = await messageTwin(channel, its['ts']);
    return its;
  }

  await learnIds(ask, twins);
  return {
    call: async (method, fields) => ask(method, await inItsIds(fields)),
    pair: ({ channel, ts }, its) => void twins.set(`${channel}/${ts}`, its),
    pass: async (path, init) => fetch(url + path, init),
    close: async () => running.close(),
  };
}

async function learnIds(ask: (method: string, fields: Fields) => Promise<Fields>, twins: Map<string, string>): Promise<void> {
  const users = listOf((await ask('users.list', {}))['members']);
  for (const { id, handle } of [...PEOPLE, { id: BOT.user, handle: BOT.name }])
    twins.set(id, textOf(users.find(({ name }) => name === handle)?.['id']));
  const channels = listOf((await ask('conversations.list', {}))['channels']);
  twins.set(CHANNEL.id, textOf(channels.find(({ name }) => name === CHANNEL.name)?.['id']));
}

function seed(): Fields {
  return {
    team: { name: TEAM.name, domain: TEAM.domain },
    users: [
      ...PEOPLE.map(({ handle, person }) => ({ name: handle, real_name: person.name, email: person.email })),
      { name: BOT.name, real_name: 'Countersign' },
    ],
    channels: [{ name: CHANNEL.name }],
    tokens: [{ token: BOT_TOKEN, type: 'bot', user: BOT.name, bot_id: BOT.bot, bot_user_id: BOT.user, app_id: BOT.app }],
  };
}
