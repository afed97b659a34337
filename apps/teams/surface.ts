// What Teams must be told that we listen to, and what the listeners listen by: one list for both, so that the app's manifest can neither
// promise more than is handled nor leave anything out.
import type { TeamsPlace } from './place.ts';

export const MESSAGES_PATH = '/api/messages';

/** The one action of our messaging extension. */
export const SEND_FOR_SIGNATURE = 'sendForSignature';

/** The invokes that are answered, each with the part of the manifest that makes Teams send it. */
export const INVOKES = {
  'adaptiveCard/action': 'bots',
  'task/fetch': 'bots',
  'task/submit': 'bots',
  'composeExtension/fetchTask': 'composeExtensions',
  'composeExtension/submitAction': 'composeExtensions',
} as const;

export type InvokeName = keyof typeof INVOKES;

/** The conversations that are told apart (`TeamsPlace.kind`), each as the manifest calls it. */
export const SCOPES = { personal: 'personal', group: 'groupChat', channel: 'team' } as const satisfies Record<TeamsPlace['kind'], string>;
