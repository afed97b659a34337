// What Slack must be told that we listen to, and what the listeners listen by: one list for both, so that the app's manifest can neither
// promise more than is handled nor leave anything out.

export const EVENTS_PATH = '/slack/events';
/** Where Slack sends whoever has allowed the app into their workspace. */
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** One word among the app's commands; the other helps where some other app was first to take it. */
export const COMMANDS = ['/sign', '/countersign'] as const;

export const SHORTCUTS = { message: 'cs.msg.send', global: 'cs.new' } as const;

/** What a delivery calls an event, and what it is called where it is subscribed to: there messages are told apart by where they stand. */
export const EVENTS = {
  message: 'message.im',
  app_home_opened: 'app_home_opened',
  user_change: 'user_change',
  app_uninstalled: 'app_uninstalled',
  tokens_revoked: 'tokens_revoked',
} as const;

export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];
