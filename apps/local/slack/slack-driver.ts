// People in the demo's Slack: each thing that they do becomes the signed request that Slack would send, and what the app answers at once
// is shown as Slack would show it.
import { randomUUID } from 'node:crypto';
import type { BoardMessage } from './board.ts';
import { pressable, pressed } from './buttons.ts';
import { asForm, asJson, asPayload, deliver, type Delivered, type Delivery } from './deliver.ts';
import { attach, fileSaid, filesSaid, type Attached } from './files-api.ts';
import { fileFields, stateOf, unknownFields, type Values } from './form-values.ts';
import { fieldsOf, isFields, listOf, textOf, type Fields } from './json.ts';
import {
  commandFields,
  eventCallback,
  globalShortcut,
  messageAction,
  messageEvent,
  messageShortcut,
  submission,
  viewAction,
  type Moment,
} from './payloads.ts';
import { respond } from './response-urls.ts';
import type { SlackStandIn } from './slack-stand-in.ts';
import { BOT, conversation, directChannel } from './team.ts';
import { typed } from './typed-text.ts';

/** Something that a person cannot do in Slack, said so that it can be put right; nothing was sent. */
export type NotThere = { readonly error: string };
export type Outcome = Delivered | NotThere;

export type SlackDriver = {
  command(did: { user: string; command: string; text: string; channel?: string | undefined }): Promise<Outcome>;
  /** @param did `ts` of a message, or the id of a modal or home tab */
  action(did: { user: string; ts: string; action_id: string; value?: string | undefined }): Promise<Outcome>;
  submit(did: { user: string; view_id: string; values: Values }): Promise<Outcome>;
  say(did: {
    user: string;
    text: string;
    channel?: string | undefined;
    thread_ts?: string | undefined;
    files?: readonly Attached[] | undefined;
  }): Promise<Outcome>;
  /** Of a message, or, without `ts`, from anywhere. */
  shortcut(did: { user: string; callback_id: string; ts?: string | undefined }): Promise<Outcome>;
  /** Whatever else Slack tells an app, such as `app_uninstalled`. */
  event(event: Fields): Promise<Outcome>;
};

type Parts = {
  readonly standIn: SlackStandIn;
  /** The product's `POST /slack/events`. */
  readonly eventsUrl: () => string;
  readonly secret: string;
  readonly machineNow?: () => number;
};

export function slackDriver({ standIn, eventsUrl, secret, machineNow = Date.now }: Parts): SlackDriver {
  const { board, modals } = standIn;
  const send = async (delivery: Delivery) => deliver({ url: eventsUrl(), secret, machineNow }, delivery);
  const at = () => (machineNow() / 1_000).toFixed(6);

  async function moment(user: string, on: { channel?: string; message?: BoardMessage; view?: string } = {}): Promise<Moment> {
    const channel = on.channel ?? on.message?.channel ?? directChannel(user);
    const [trigger, responseUrl] = [await standIn.trigger(user, on.view), standIn.responseUrl({ user, channel, message: on.message })];
    return { user, trigger, responseUrl, at: at() };
  }

  const event = async (inner: Fields) =>
    send(asJson(eventCallback(inner, { id: `Ev${randomUUID().slice(0, 8).toUpperCase()}`, at: at() })));
  const filesOf = (message: BoardMessage) => filesSaid(standIn, message);

  return {
    event,

    async command({ user, command, text, channel: named }) {
      const channel = conversation(named ?? user);
      const fields = commandFields(await moment(user, { channel }), { command, text: typed(text, 'command'), channel });
      const answer = await send(asForm(fields));
      if (answer.status === 200 && answer.body !== '') await respond(board, { user, channel }, said(answer.body));
      return answer;
    },

    async action({ user, ts, action_id: action, value }) {
      const message = seen(standIn, user, ts);
      const view = message ? undefined : viewOf(standIn, user, ts);
      if (!message && !view) return { error: `${user} sees no message or view ${ts}. GET /local/slack/messages?user=${user} lists them.` };
      const blocks = message ? message.blocks : listOf(view?.['blocks']);
      const press = pressed(blocks, { action, value });
      if (!press)
        return { error: `There is nothing called ${action} on ${ts}; there is: ${pressable(blocks).join(', ') || 'nothing to press'}.` };
      if (message)
        return send(asPayload(messageAction(await moment(user, { message }), { message, action: press, files: filesOf(message) })));
      return send(asPayload(viewAction(await moment(user, { view: ts }), { view: fieldsOf(view), action: press })));
    },

    async submit({ user, view_id: id, values }) {
      const modal = modals.find(id);
      if (modal?.user !== user) return { error: `${user} has no view ${id} open. GET /local/slack/views?user=${user} lists them.` };
      const unknown = unknownFields(modal.view, values);
      if (unknown.length > 0)
        return { error: `The view ${id} has no field ${unknown.join(', ')}; its fields are its input blocks' block_id.` };
      const state = stateOf(modal.view, await withUploads(standIn, user, { view: modal.view, values }));
      const answer = await send(asPayload(submission(await moment(user, { view: id }), { ...modal.view, state })));
      if (answer.status === 200) handedIn(standIn, id, fieldsOf(answer.body));
      return answer;
    },

    async say({ user, text, channel: named, thread_ts: thread = null, files = [] }) {
      const attached = [];
      for (const file of files) attached.push((await attach(board, user, file)).id);
      const channel = conversation(named ?? user);
      const message = await board.post({ channel, user, text: typed(text, 'message'), thread, files: attached });
      const isHeard = channel === directChannel(user) || message.text.includes(`<@${BOT.user}>`);
      return isHeard ? event(messageEvent(message, filesOf(message))) : { status: 200, body: '' };
    },

    async shortcut({ user, callback_id: callback, ts }) {
      if (ts === undefined) return send(asPayload(globalShortcut(await moment(user), callback)));
      const message = seen(standIn, user, ts);
      if (message?.onlyTo !== null) return { error: `${user} sees no message ${ts} that has shortcuts.` };
      return send(asPayload(messageShortcut(await moment(user, { message }), { callback, message, files: filesOf(message) })));
    },
  };
}

function seen({ board }: SlackStandIn, user: string, ts: string): BoardMessage | undefined {
  return board.seenBy(user).find((message) => message.ts === ts);
}

function viewOf({ board, modals }: SlackStandIn, user: string, id: string): Fields | undefined {
  const home = board.home(user);
  return modals.of(user).find(({ view }) => view['id'] === id)?.view ?? (home?.['id'] === id ? home : undefined);
}

/** A command may be answered by plain text, which only its author sees. */
function said(body: Fields | string): Fields {
  return typeof body === 'string' ? { text: body } : body;
}

/** Files of a form are uploaded while it is filled in; it then holds what Slack says of them. */
async function withUploads(standIn: SlackStandIn, user: string, { view, values }: { view: Fields; values: Values }): Promise<Values> {
  const whole: Record<string, unknown> = { ...values };
  for (const name of fileFields(view)) {
    const ids: string[] = [];
    for (const file of Array.isArray(values[name]) ? values[name] : []) ids.push(await uploaded(standIn, user, file));
    whole[name] = ids.flatMap((id) => standIn.board.file(id) ?? []).map((known) => fileSaid(known, standIn.url));
  }
  return whole;
}

/** @param file one to upload, or the id of one that is there */
async function uploaded({ board }: SlackStandIn, user: string, file: unknown): Promise<string> {
  if (!isFields(file)) return textOf(file);
  return (await attach(board, user, { filename: textOf(file['filename']), base64: textOf(file['base64']) })).id;
}

/** No answer closes the modal; errors leave it as it is, for another try. */
function handedIn({ modals }: SlackStandIn, id: string, answer: Fields): void {
  const next = fieldsOf(answer['view']);
  switch (answer['response_action']) {
    case 'errors':
      return;
    case 'update':
      return modals.replace({ ...modals.find(id)?.view, ...next });
    case 'push':
      return modals.stack(id, next);
    case 'clear':
      return modals.clear(id);
    default:
      return modals.close(id);
  }
}
