// Acting as one of the demo's people in Slack and in Teams, through the demo's controls alone: what they type, press and fill in is
// delivered as the platform would deliver it, and what is read is what they see.
import { z } from 'zod';
import type { LocalPerson } from '#apps/local/cast.ts';
import { settle, type Edges } from './as-person.ts';

const done = z.object({ status: z.number(), body: z.unknown() });
const block = z.looseObject({
  elements: z.array(z.looseObject({ action_id: z.string().optional(), url: z.string().optional() })).optional(),
});
const slackMessages = z.array(z.looseObject({ ts: z.string(), text: z.string(), blocks: z.array(block).default([]) }));
const slackViews = z.array(z.looseObject({ id: z.string() }));
const teamsMessages = z.array(
  z.looseObject({ activityId: z.string(), card: z.looseObject({ fallbackText: z.string().optional() }).nullish() }),
);

export type SlackMessage = z.output<typeof slackMessages>[number];
export type TeamsMessage = z.output<typeof teamsMessages>[number];
export type File = { readonly filename: string; readonly base64: string };
export type Answered = z.output<typeof done>;

export type InSlack = {
  command(text: string): Promise<Answered>;
  say(text: string, files?: readonly File[], thread?: string): Promise<Answered>;
  press(ts: string, action: string): Promise<Answered>;
  /** Fills in the modal that is open. */
  fillIn(values: Readonly<Record<string, unknown>>): Promise<Answered>;
  messages(): Promise<readonly SlackMessage[]>;
  /** The newest whose text matches. */
  newest(text: RegExp): Promise<SlackMessage>;
};

export type InTeams = {
  say(text: string, files?: readonly File[]): Promise<Answered>;
  press(activityId: string, verb: string, data?: Readonly<Record<string, unknown>>): Promise<Answered>;
  messages(): Promise<readonly TeamsMessage[]>;
  newest(text: RegExp): Promise<TeamsMessage>;
};

export function inSlack({ web }: Pick<Edges, 'web'>, { name, slack }: Pick<LocalPerson, 'name' | 'slack'>): InSlack {
  const user = slack?.user ?? '';
  const act = async (what: string, did: object) => post(`${web}/local/slack/${what}`, { user, ...did });
  const messages = async () => {
    await settle(web);
    return slackMessages.parse(await get(`${web}/local/slack/messages?user=${user}`));
  };
  return {
    command: async (text) => act('commands', { command: '/sign', text }),
    say: async (text, files = [], thread) => act('messages', { text, files, ...(thread === undefined ? {} : { thread_ts: thread }) }),
    press: async (ts, action) => act('actions', { ts, action_id: action }),
    async fillIn(values) {
      const open = slackViews.parse(await get(`${web}/local/slack/views?user=${user}`)).at(-1);
      if (!open) throw new Error(`${name} has no form open in Slack.`);
      return act('views', { view_id: open.id, values });
    },
    messages,
    newest: async (text) => found(await messages(), { name, text, of: (message) => message.text }),
  };
}

export function inTeams({ web }: Pick<Edges, 'web'>, { name, teams }: Pick<LocalPerson, 'name' | 'teams'>): InTeams {
  const user = teams?.user ?? '';
  const act = async (what: string, did: object) => post(`${web}/local/teams/${what}`, { user, ...did });
  const messages = async () => {
    await settle(web);
    return teamsMessages.parse(await get(`${web}/local/teams/messages?user=${user}`));
  };
  return {
    say: async (text, files = []) => act('messages', { text, files }),
    press: async (activityId, verb, data = {}) => act('actions', { activityId, verb, data }),
    messages,
    newest: async (text) => found(await messages(), { name, text, of: ({ card }) => card?.fallbackText ?? '' }),
  };
}

/** What a person can press on a Slack message. */
export function buttonsOf({ blocks }: SlackMessage): readonly string[] {
  return blocks.flatMap(({ elements = [] }) => elements.flatMap((one) => one.action_id ?? []));
}

/** The link behind a message's "open" button. */
export function linkIn({ blocks }: SlackMessage): string {
  const url = blocks.flatMap(({ elements = [] }) => elements.flatMap((one) => one.url ?? []))[0];
  if (url === undefined) throw new Error('The card has no link to its page.');
  return url;
}

const cardButton = z.looseObject({ title: z.string(), verb: z.string(), data: z.record(z.string(), z.unknown()) });

/** Of several buttons with one verb, the one that says so. */
export function buttonSaying({ card }: TeamsMessage, title: string): z.output<typeof cardButton> {
  const actions = z.array(z.unknown()).catch([]).parse(card?.['actions']);
  const buttons = actions.flatMap((action) => cardButton.safeParse(action).data ?? []);
  const button = buttons.find((one) => one.title === title);
  if (button) return button;
  throw new Error(`The card has no button “${title}”; there is: ${buttons.map((one) => one.title).join(', ')}.`);
}

type Wanted<M> = { readonly name: string; readonly text: RegExp; readonly of: (message: M) => string };

function found<M>(messages: readonly M[], { name, text, of }: Wanted<M>): M {
  const match = messages.findLast((message) => text.test(of(message)));
  if (match !== undefined) return match;
  throw new Error(`${name} sees nothing like ${String(text)}; there is: ${messages.map(of).join(' | ') || 'nothing'}.`);
}

async function post(url: string, body: object): Promise<Answered> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  const read = done.safeParse(answer);
  if (read.success && read.data.status < 400) return read.data;
  throw new Error(`The demo could not do that (${response.status}): ${JSON.stringify(answer).slice(0, 300)}`);
}

async function get(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}
