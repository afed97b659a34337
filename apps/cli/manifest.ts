// `countersign manifest slack|teams`: the app as the platform is told of it, for this installation's address. Changes nothing but files.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publicUrlConfig, teamsAppIdConfig } from '#apps/config.ts';
import { slackManifest } from '#apps/slack/manifest.ts';
import { germanTranslation, ICONS, teamsManifest, TRANSLATIONS } from '#apps/teams/manifest.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';

const OPTIONS = { url: { type: 'string' }, 'app-id': { type: 'string' }, out: { type: 'string' } } as const;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function manifest(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [platform, ...more] = positionals;
  if ((platform !== 'slack' && platform !== 'teams') || more.length > 0) throw new UsageProblem('Say whose manifest: slack or teams.');
  const publicUrl = originOf(values.url ?? publicUrlConfig());
  if (platform === 'slack') await writeSlack(publicUrl, values.out);
  else await writeTeams(teamsManifest({ publicUrl, ...idsOf(values['app-id'] ?? teamsAppIdConfig()) }), values.out);
  return 0;
}

async function writeSlack(publicUrl: string, out: string | undefined): Promise<void> {
  const text = textOf(slackManifest(publicUrl));
  if (out === undefined) return console.log(text);
  await writeFile(out, `${text}\n`);
  console.log(`Written to ${out}. Paste it at https://api.slack.com/apps: Create New App, From a manifest.`);
}

/** A package is the manifest with what it names; without a folder for all of it, the manifest alone is shown. */
async function writeTeams(made: object, out: string | undefined): Promise<void> {
  if (out === undefined) return console.log(textOf(made));
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'manifest.json'), `${textOf(made)}\n`);
  await writeFile(join(out, TRANSLATIONS.de), `${textOf(germanTranslation())}\n`);
  for (const icon of Object.values(ICONS)) {
    await copyFile(new URL(`../teams/assets/${icon}`, import.meta.url), join(out, icon));
  }
  console.log(`Written to ${out}. Put the addresses of your own privacy notice and terms into manifest.json.`);
  console.log('The package is a ZIP of these files, none of them in a folder.');
}

/** Neither Slack nor Teams calls anything but https, and paths are ours. */
function originOf(given: string | undefined): string {
  if (given === undefined)
    throw new UsageProblem('Give the address under which this installation is reached with --url, or set PUBLIC_URL.');
  const url = URL.parse(given);
  if (url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '') return url.href.replace(/\/+$/, '');
  throw new UsageProblem(`${given} is not an address that Slack or Teams would call: give one that begins with https://.`);
}

/** The id of the registration serves as the catalogue's too: both are GUIDs, and one is easier to keep. */
function idsOf(given: string | undefined): { readonly appId: string; readonly botId: string } {
  const id = given?.toLowerCase();
  if (id !== undefined && GUID.test(id)) return { appId: id, botId: id };
  throw new UsageProblem('Give the bot’s application id, a GUID, with --app-id, or set TEAMS_APP_ID.');
}

function textOf(value: object): string {
  return JSON.stringify(value, null, 2);
}
