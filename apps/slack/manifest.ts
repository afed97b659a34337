// The app as Slack is told of it, to be pasted where an app is created (https://docs.slack.dev/reference/app-manifest): made from what is
// listened to and from the table of verbs, so that neither is written down twice.
import type { AppsManifestCreateArguments } from '@slack/web-api';
import { commandLine, VERB_NAMES, VERBS } from '#core/cards/help.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { SCOPES } from './oauth.ts';
import { COMMANDS, EVENT_TYPES, EVENTS, EVENTS_PATH, REDIRECT_PATH, SHORTCUTS } from './surface.ts';

export type SlackManifest = AppsManifestCreateArguments['manifest'];

const DESCRIPTION = 'Send documents, have them approved and signed, and see where they stand.';
const SIGN_IT = 'Send for signature';

/** @param publicUrl over https and without a slash at its end: Slack calls nothing else */
export function slackManifest(publicUrl: string): SlackManifest {
  const requestUrl = `${publicUrl}${EVENTS_PATH}`;
  return {
    display_information: {
      name: 'Countersign',
      description: DESCRIPTION,
      long_description: longDescription(),
      background_color: '#1d3557',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'countersign', always_online: true },
      slash_commands: COMMANDS.map((command) => ({
        command,
        url: requestUrl,
        description: 'Send, approve and follow documents',
        usage_hint: `[${mainVerbs().join(' | ')}]`,
        // Only so do people who are mentioned arrive as ids instead of as they were typed.
        should_escape: true,
      })),
      shortcuts: [
        { type: 'message', name: SIGN_IT, callback_id: SHORTCUTS.message, description: 'Sends the PDF of this message for signature' },
        { type: 'global', name: 'New signature request', callback_id: SHORTCUTS.global, description: 'Sends a PDF for signature' },
      ],
    },
    oauth_config: { redirect_urls: [`${publicUrl}${REDIRECT_PATH}`], scopes: { bot: [...SCOPES] } },
    settings: {
      event_subscriptions: { request_url: requestUrl, bot_events: EVENT_TYPES.map((type) => EVENTS[type]) },
      interactivity: { is_enabled: true, request_url: requestUrl },
      org_deploy_enabled: true,
      socket_mode_enabled: false,
      token_rotation_enabled: true,
    },
  };
}

function mainVerbs(): (typeof VERB_NAMES)[number][] {
  return VERB_NAMES.filter((verb) => VERBS[verb].isMain);
}

function longDescription(): string {
  const { help } = phrasesFor('en');
  const lines = mainVerbs().map((verb) => `${commandLine(COMMANDS[0], VERBS[verb].syntax)}\n${help.verbs[verb]}`);
  return [DESCRIPTION, help.lead, ...lines].join('\n\n');
}
