// What Slack sends an app, field by field as its documentation and recorded deliveries have it. Builds only; nothing here looks anything up.
import { asSlackSays } from './messages-api.ts';
import type { BoardMessage } from './board.ts';
import { textOf, type Fields } from './json.ts';
import { BOT, CHANNEL, slackPerson, TEAM } from './team.ts';

/** Long out of use: deliveries are proven by their signature. */
const VERIFICATION_TOKEN = 'local-demo';

export type Moment = { readonly user: string; readonly trigger: string; readonly responseUrl: string; readonly at: string };

export function commandFields(
  moment: Moment,
  said: { readonly command: string; readonly text: string; readonly channel: string },
): Record<string, string> {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: said.channel,
    channel_name: channelName(said.channel),
    user_id: moment.user,
    user_name: handleOf(moment.user),
    command: said.command,
    text: said.text,
    api_app_id: BOT.app,
    is_enterprise_install: 'false',
    response_url: moment.responseUrl,
    trigger_id: moment.trigger,
  };
}

/** On a button of a message. */
export function messageAction(
  moment: Moment,
  pressed: { readonly message: BoardMessage; readonly action: Fields; readonly files: readonly Fields[] },
): Fields {
  const { message, action, files } = pressed;
  const isEphemeral = message.onlyTo !== null;
  return {
    type: 'block_actions',
    ...who(moment),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: isEphemeral },
    channel: { id: message.channel, name: channelName(message.channel) },
    // Slack does not say what an ephemeral message holds.
    ...(!isEphemeral && { message: asSlackSays(message, files) }),
    state: { values: {} },
    response_url: moment.responseUrl,
    actions: [{ ...action, action_ts: moment.at }],
  };
}

/** On a button of a modal or of the home tab. */
export function viewAction(moment: Moment, pressed: { readonly view: Fields; readonly action: Fields }): Fields {
  const view = whole(pressed.view);
  return {
    type: 'block_actions',
    ...who(moment),
    container: { type: 'view', view_id: view['id'] },
    view,
    actions: [{ ...pressed.action, action_ts: moment.at }],
  };
}

export function submission(moment: Moment, view: Fields): Fields {
  return { type: 'view_submission', ...who(moment), view: whole(view), response_urls: [] };
}

export function messageShortcut(
  moment: Moment,
  chosen: { readonly callback: string; readonly message: BoardMessage; readonly files: readonly Fields[] },
): Fields {
  const { callback, message, files } = chosen;
  return {
    type: 'message_action',
    callback_id: callback,
    ...who(moment),
    channel: { id: message.channel, name: channelName(message.channel) },
    message_ts: message.ts,
    message: asSlackSays(message, files),
    response_url: moment.responseUrl,
    action_ts: moment.at,
  };
}

export function globalShortcut(moment: Moment, callback: string): Fields {
  return { type: 'shortcut', callback_id: callback, ...who(moment), action_ts: moment.at };
}

/** @param id unique to the event, and the same when it is delivered again */
export function eventCallback(event: Fields, { id, at }: { readonly id: string; readonly at: string }): Fields {
  return {
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    api_app_id: BOT.app,
    event: { ...event, event_ts: at },
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(Number(at)),
    authorizations: [{ enterprise_id: null, team_id: TEAM.id, user_id: BOT.user, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  };
}

export function messageEvent(message: BoardMessage, files: readonly Fields[]): Fields {
  const isDirect = message.channel !== CHANNEL.id;
  return {
    ...asSlackSays(message, files),
    // In a channel the app hears only what mentions it.
    type: isDirect ? 'message' : 'app_mention',
    ...(files.length > 0 && { subtype: 'file_share', upload: false }),
    channel: message.channel,
    ...(isDirect && { channel_type: 'im' }),
    team: TEAM.id,
  };
}

function who({ user, trigger }: Moment): Fields {
  const name = handleOf(user);
  return {
    token: VERIFICATION_TOKEN,
    team: { id: TEAM.id, domain: TEAM.domain },
    user: { id: user, username: name, name, team_id: TEAM.id },
    api_app_id: BOT.app,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: trigger,
  };
}

function whole(view: Fields): Fields {
  return {
    ...view,
    team_id: TEAM.id,
    app_id: BOT.app,
    bot_id: BOT.bot,
    app_installed_team_id: TEAM.id,
    private_metadata: textOf(view['private_metadata']),
  };
}

function handleOf(user: string): string {
  return slackPerson(user)?.handle ?? user.toLowerCase();
}

function channelName(channel: string): string {
  return channel === CHANNEL.id ? CHANNEL.name : 'directmessage';
}
