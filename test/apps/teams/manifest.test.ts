// The manifest that makes the app in Teams: valid against Microsoft's own schema, and exactly what is listened to.
import { readFileSync } from 'node:fs';
import { AppManifestUtils, type TeamsManifestV1D30 } from '@microsoft/app-manifest';
import { describe, expect, test } from 'vitest';
import { germanTranslation, ICONS, teamsManifest, TRANSLATIONS } from '#apps/teams/manifest.ts';
import { INVOKES, MESSAGES_PATH, SCOPES, SEND_FOR_SIGNATURE } from '#apps/teams/surface.ts';
import { readChatRequest } from '#apps/chat/request.ts';
import { VERB_NAMES, VERBS } from '#core/cards/help.ts';
import { TEAMS } from '../../support/live-folder.ts';
import { APP_ID, type Json } from '../../support/teams-rig.ts';
import { plainCard, teamsWorld, type TeamsWorld } from '../../support/teams-world.ts';

const CATALOGUE_ID = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const made = teamsManifest({ publicUrl: 'https://sign.example.com:8443', appId: CATALOGUE_ID, botId: APP_ID });
const manifest: TeamsManifestV1D30.TeamsManifestV1D30 = made;
const [bot] = made.bots;
const [extension] = made.composeExtensions;

describe('the manifest for Teams', () => {
  test('is valid against schema 1.30', async () => {
    expect(manifest.manifestVersion).toBe('1.30');
    expect(await AppManifestUtils.validateAgainstSchema(manifest)).toEqual([]);
  });

  test('would not be valid if it were not looked at', async () => {
    const wrong = { ...manifest, bots: [{ ...bot, botId: 'no-guid' }] };
    expect(await AppManifestUtils.validateAgainstSchema(wrong as TeamsManifestV1D30.TeamsManifestV1D30)).not.toEqual([]);
  });

  test('is translated in every place that it names, and nowhere else', async () => {
    const german = germanTranslation();
    const schema: LocalizationSchema = JSON.parse(JSON.stringify(await AppManifestUtils.fetchSchema(german['$schema'] ?? '')));
    const places = Object.keys(german).filter((path) => path !== '$schema');
    expect(places.filter((path) => (german[path] ?? '').length > mostAt(schema, path))).toEqual([]);
    expect(schema.required.filter((path) => !places.includes(path))).toEqual([]);
    expect(places.filter((path) => typeof at(made, path) !== 'string')).toEqual([]);
    const explained = (bot?.commandLists ?? []).flatMap(({ commands }) => commands).length;
    expect(places.filter((path) => path.startsWith('bots[0]'))).toHaveLength(explained);
    expect(made.localizationInfo.additionalLanguages).toEqual([{ languageTag: 'de', file: TRANSLATIONS.de }]);
  });

  test('names icons that are there, of the sizes that Teams takes', () => {
    expect(made.icons).toEqual(ICONS);
    expect(pngAt(ICONS.color)).toMatchObject({ width: 192, height: 192 });
    // With an alpha channel: of the outline, Teams takes nothing but white on nothing.
    expect(pngAt(ICONS.outline)).toEqual({ width: 32, height: 32, colourType: 6 });
  });

  test('is of this installation: its host, the bot’s id, an id of its own', () => {
    expect(made).toMatchObject({ id: CATALOGUE_ID, validDomains: ['sign.example.com:8443'] });
    expect([bot?.botId, extension?.botId]).toEqual([APP_ID, APP_ID]);
  });

  test('offers commands that are verbs of the table, each explained, and always help', () => {
    for (const { commands, scopes } of bot?.commandLists ?? []) {
      const titles = commands.map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.at(-1)).toBe('help');
      expect(titles.filter((title) => !VERB_NAMES.includes(title) || !VERBS[title].isMain)).toEqual([]);
      for (const { title, description } of commands) expect(description).toContain(VERBS[title].syntax);
      // To everyone at this place can only be said where there are others.
      expect(titles.includes('share')).toBe(!scopes.includes('personal'));
    }
    const scopes = (bot?.commandLists ?? []).flatMap((list) => [...list.scopes]);
    expect(scopes.toSorted()).toEqual([...(bot?.scopes ?? [])].toSorted());
  });
});

describe('what the manifest declares', () => {
  test.each((extension?.commands ?? []).map(({ id }) => id))('as the action %s opens its form, and no other does', async (commandId) => {
    const world = await teamsWorld({ chat: { open: async () => ({ show: 'card', card: plainCard('Send') }) } });
    const begin = async (id: string) =>
      world.post(world.invoke('composeExtension/fetchTask', { commandId: id, commandContext: 'compose' }));
    expect((await begin(commandId)).body).toMatchObject({ task: { type: 'continue' } });
    expect((await begin(`${commandId}2`)).status).toBe(400);
  });

  test('makes Teams send what is answered, neither more nor less', async () => {
    // An action that fetches its dialog sends two; so does a bot’s button with a dialog, and one more for buttons that act in the card.
    const sent = {
      bots: ['adaptiveCard/action', 'task/fetch', 'task/submit'],
      composeExtensions: extension?.commands.some(({ type, fetchTask }) => type === 'action' && fetchTask)
        ? ['composeExtension/fetchTask', 'composeExtension/submitAction']
        : [],
    };
    const declared = [...(bot ? sent.bots : []), ...sent.composeExtensions];
    expect(declared.toSorted()).toEqual(Object.keys(INVOKES).toSorted());
    for (const name of declared) expect(await answered(name), name).toBe(200);
    for (const name of ['composeExtension/query', 'fileConsent/invoke', 'signin/verifyState', 'config/fetch']) {
      expect(await answered(name), name).toBe(400);
    }
  });

  test.each(Object.entries(SCOPES))('is heard in a conversation that is called %s here and %s there', async (kind, scope) => {
    expect(bot?.scopes).toContain(scope);
    const conversationType = { personal: 'personal', group: 'groupChat', channel: 'channel' }[kind] ?? '';
    const world = await teamsWorld();
    const message = world.message();
    await world.post({ ...message, conversation: { ...(message['conversation'] as Json), conversationType } });
    expect(JSON.parse((await onlyRequest(world)).place)).toMatchObject({ kind });
  });

  test('says that files may be sent, and they are taken', async () => {
    expect(bot?.supportsFiles).toBe(true);
    const world = await teamsWorld();
    const content = { downloadUrl: 'https://northwind.sharepoint.com/a.pdf', uniqueId: '1', fileType: 'pdf' };
    const attachments = [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.pdf', content }];
    await world.post(world.message({ text: '', attachments }));
    expect(await onlyRequest(world)).toMatchObject({ did: { kind: 'say', files: [expect.stringContaining('a.pdf')] } });
  });
});

test('docs/teams.md explains every part of the manifest and every setting', () => {
  const text = readFileSync(new URL('../../../docs/teams.md', import.meta.url), 'utf8');
  const asked = [
    ...Object.values(SCOPES),
    SEND_FOR_SIGNATURE,
    'supportsFiles',
    'commandLists',
    'validDomains',
    'localizationInfo',
    ...Object.keys(TEAMS),
  ];
  expect(asked.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  expect(text).toContain(`https://sign.example.com${MESSAGES_PATH}`);
});

async function answered(name: string): Promise<number> {
  const done = { kind: 'answered', code: 'done' } as const;
  const world = await teamsWorld({
    chat: { open: async () => ({ show: 'card', card: plainCard('Send') }), process: async () => ({ outcome: done, answers: [] }) },
  });
  const intent = world.ports.intents.seal({ verb: 'start', version: 0 });
  const value = { commandId: 'sendForSignature', data: { intent }, action: { type: 'Action.Execute', verb: 'start', data: { intent } } };
  return (await world.post(world.invoke(name, value))).status;
}

async function onlyRequest(world: TeamsWorld) {
  const [row] = await world.inbox.pending();
  const claimed = row && (await world.inbox.claim('teams', row.key));
  return readChatRequest(claimed?.request);
}

type Most = { readonly maxLength?: number };
type LocalizationSchema = {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Most>>;
  readonly patternProperties: Readonly<Record<string, Most>>;
};

/** Read here, since ajv takes none of its patterns: one of them is no regular expression of the Unicode kind. */
function mostAt({ properties, patternProperties }: LocalizationSchema, path: string): number {
  const byPattern = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(path));
  return (properties[path] ?? byPattern?.[1])?.maxLength ?? -1;
}

/** `bots[0].commandLists[1].commands[2].title` */
function at(value: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  return steps.reduce<unknown>((found, step) => (found as Json | undefined)?.[step], value);
}

/** ISO/IEC 15948 §11.2.2: the header comes first. */
function pngAt(name: string) {
  const bytes = readFileSync(new URL(`../../../apps/teams/assets/${name}`, import.meta.url));
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), colourType: bytes[25] };
}
