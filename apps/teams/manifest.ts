// The app as Teams is told of it (https://learn.microsoft.com/microsoft-365/extensibility/schema, 1.30): made from what is listened to and
// from the table of verbs. Commands are English in every language; only what explains them is translated.
import { VERB_NAMES, VERBS } from '#core/cards/help.ts';
import type { Verb } from '#core/grammar/line-intent.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { ENGLISH, GERMAN } from './manifest-words.ts';
import { SCOPES, SEND_FOR_SIGNATURE } from './surface.ts';

/** Teams takes a package for a newer one by this alone: raised whenever what is below changes. */
const VERSION = '1.0.0';
const SCHEMA = 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json';
const MOST_COMMANDS = 12;

/** @property appId the app's own in the organisation's catalogue, any GUID; `botId`: of its registration in Entra */
export type TeamsApp = { readonly publicUrl: string; readonly appId: string; readonly botId: string };

export const ICONS = { color: 'color.png', outline: 'outline.png' } as const;
export const TRANSLATIONS = { de: 'de.json' } as const;

export function teamsManifest({ publicUrl, appId, botId }: TeamsApp) {
  return {
    $schema: SCHEMA,
    manifestVersion: '1.30' as const,
    version: VERSION,
    id: appId,
    // Teams wants all three. Privacy and terms are those of whoever runs this, who puts their pages here.
    developer: { name: 'Countersign', websiteUrl: `${publicUrl}/verify`, privacyUrl: publicUrl, termsOfUseUrl: publicUrl },
    name: { short: 'Countersign', full: 'Countersign' },
    description: { short: ENGLISH.short, full: ENGLISH.full },
    icons: { ...ICONS },
    accentColor: '#1D3557',
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'de', file: TRANSLATIONS.de }] },
    bots: [
      {
        botId,
        scopes: Object.values(SCOPES),
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: LISTS.map(({ scopes, verbs }) => ({
          scopes: [...scopes],
          commands: verbs.map((verb) => ({ title: verb, description: explained(verb, 'en') })),
        })),
      },
    ],
    composeExtensions: [
      {
        botId,
        commands: [
          {
            id: SEND_FOR_SIGNATURE,
            type: 'action' as const,
            // The form depends on who opens it, so Teams asks for it each time.
            fetchTask: true,
            context: ['message' as const, 'compose' as const],
            title: ENGLISH.send,
            description: ENGLISH.sendExplained,
          },
        ],
      },
    ],
    defaultInstallScope: SCOPES.personal,
    validDomains: [new URL(publicUrl).host],
  };
}

/** What stands in the translation's file: the same places, named by their paths. */
export function germanTranslation(): Record<string, string> {
  const commands = LISTS.flatMap(({ verbs }, list) =>
    verbs.map((verb, at) => [`bots[0].commandLists[${list}].commands[${at}].description`, explained(verb, 'de')] as const),
  );
  return {
    $schema: SCHEMA.replace('MicrosoftTeams.schema', 'MicrosoftTeams.Localization.schema'),
    'name.short': 'Countersign',
    'name.full': 'Countersign',
    'description.short': GERMAN.short,
    'description.full': GERMAN.full,
    ...Object.fromEntries(commands),
    'composeExtensions[0].commands[0].title': GERMAN.send,
    'composeExtensions[0].commands[0].description': GERMAN.sendExplained,
  };
}

/** Teams shows so few: the first of the table, and always the one that names the rest. Sharing is for where there are others. */
const LISTS = [
  { scopes: [SCOPES.personal], verbs: firstOf((verb) => verb !== 'share', ['help']) },
  { scopes: [SCOPES.channel, SCOPES.group], verbs: firstOf(() => true, ['share', 'help']) },
] as const;

function firstOf(fits: (verb: Verb) => boolean, always: readonly Verb[]): readonly Verb[] {
  const main = VERB_NAMES.filter((verb) => VERBS[verb].isMain && fits(verb) && !always.includes(verb));
  return [...main.slice(0, MOST_COMMANDS - always.length), ...always];
}

function explained(verb: Verb, language: string): string {
  const { help } = phrasesFor(language);
  return `${help.verbs[verb]} ${help.syntax}: ${VERBS[verb].syntax}`;
}
