// The environment, read once into typed settings; the only reader of process.env. All that is missing is said in one message.
import { resolve } from 'node:path';
import { z } from 'zod';
import type { OfficeSettings } from './office/find.ts';
import { awsSettings, type AwsConfig } from './aws-config.ts';
import { estateConfigOf, estateSettings, type EstateConfig } from './estate-config.ts';
import { mailConfigOf, mailSettings, type MailConfig } from './mail-config.ts';
import { sealConfigOf, sealSettings, type SealConfig } from './seal-config.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const machine = z.object({
  PORT: port.default(3000),
  SMTP_PORT: port.default(2525),
  DATA_DIR: z.string().min(1).default('.countersign'),
  /** LibreOffice, where it is not on the path. */
  SOFFICE_PATH: z.string().min(1).optional(),
  PATH: z.string().default(''),
  /** In the demo a made-up one is as good; given, others can sign what they send to it as well. */
  SLACK_SIGNING_SECRET: z.string().min(16).optional(),
});

/** A chat is there when its settings are; half of them is a mistake. */
const slack = z.object({
  SLACK_SIGNING_SECRET: z.string().min(16).optional(),
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(16).optional(),
});
const teams = z.object({
  TEAMS_APP_ID: z.uuid().optional(),
  TEAMS_APP_PASSWORD: z.string().min(16).optional(),
  TEAMS_APP_TENANT: z.uuid().optional(),
  /** Where the bot is registered: people of GCC are served by the public cloud. */
  TEAMS_CLOUD: z.enum(['public', 'us-government']).default('public'),
});

const live = machine.extend({
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  MAIL_DOMAIN: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a lower-case domain such as sign.example.com'),
  /** Where SMTP from the outside arrives; loopback unless a mail server hands over on another address. */
  SMTP_HOST: z.string().min(1).default('127.0.0.1'),
  HOST: z.string().min(1).default('127.0.0.1'),
  ...mailSettings.shape,
});

export type MachineConfig = {
  readonly port: number;
  readonly smtpPort: number;
  readonly dataDir: string;
  /** Absent: office documents are refused. */
  readonly office?: OfficeSettings;
  readonly slackSigningSecret?: string;
};
export type LiveConfig = MachineConfig &
  MailConfig & {
    readonly host: string;
    readonly smtpHost: string;
    readonly publicUrl: string;
    readonly mailDomain: string;
    /** Absent: an authority of this machine, and no time-stamps. */
    readonly seal?: SealConfig;
    readonly slack?: SlackConfig;
    readonly teams?: TeamsConfig;
  };

/** @property signingSecrets the newest first; an older one stays valid while it is being replaced (several separated by a comma) */
export type SlackConfig = { readonly signingSecrets: readonly string[]; readonly clientId: string; readonly clientSecret: string };
/** @property tenantId of the Entra tenant in which the bot is registered */
export type TeamsConfig = {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
  readonly cloud: 'public' | 'us-government';
};

/** What each setting is for, said when it is missing or wrong. */
const PURPOSE: Record<string, string> = {
  PORT: 'the port of the pages, a number up to 65535',
  SMTP_PORT: 'the port on which mail comes in, a number up to 65535',
  DATA_DIR: 'the folder that keeps everything',
  SOFFICE_PATH: 'the soffice program of LibreOffice, which makes PDFs of office documents',
  PUBLIC_URL: 'the address under which people reach the pages, e.g. https://sign.example.com',
  MAIL_DOMAIN: 'the domain whose mail is handed to this product, e.g. sign.example.com',
  SLACK_SIGNING_SECRET: 'the signing secret of the Slack app',
  SLACK_CLIENT_ID: 'the client id of the Slack app',
  SLACK_CLIENT_SECRET: 'the client secret of the Slack app',
  TEAMS_APP_ID: 'the application id of the Teams bot',
  TEAMS_APP_PASSWORD: 'the client secret of the Teams bot',
  TEAMS_APP_TENANT: 'the Entra tenant in which the Teams bot is registered',
  TEAMS_CLOUD: 'public, or us-government for a bot registered there',
  SMTP_RELAY_URL: 'the mail server that sends for you, e.g. smtps://user:password@mail.example.com, or else SES_REGION',
  SES_REGION: 'the region of Amazon SES, e.g. eu-west-1, where that sends for you',
  SES_CONFIGURATION_SET: 'the configuration set of Amazon SES that tells what became of a mail',
  IMAP_URL: 'a mailbox to look into for mail that came in, e.g. imaps://user:password@mail.example.com/INBOX',
  IMAP_FOLDER: 'the folder of that mailbox into which mails go once they are taken in',
  SEAL_CERTIFICATE: 'a PEM file with the seal certificate and its issuers',
  SEAL_KEY: 'a PEM file with the key of the seal certificate',
  SEAL_KMS_KEY_ID: 'the key of the seal certificate in AWS KMS, best as an ARN',
  SEAL_ALGORITHM: 'how that key signs, as AWS KMS spells it',
  SEAL_LEVEL: 'B-B, B-T, B-LT or B-LTA',
  TSA_URLS: 'time-stamping authorities, separated by commas and asked in this order',
  TSA_CA: 'a PEM file with the authorities that a time-stamp must lead to',
  REPLY_ADDRESSES: 'plus, where the mail domain has one mailbox and no catch-all',
  COUNTERSIGN_TABLE: 'the DynamoDB table of an installation on AWS',
  COUNTERSIGN_DOCUMENTS: 'the S3 bucket with its files',
  COUNTERSIGN_SECRETS: 'its secrets in AWS Secrets Manager',
  COUNTERSIGN_DATA_KEY: 'the key in AWS KMS under which its files are stored',
};

export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

export function machineConfig(env: NodeJS.ProcessEnv = process.env): MachineConfig & { readonly office: OfficeSettings } {
  const { PORT, SMTP_PORT, DATA_DIR, SLACK_SIGNING_SECRET: secret, ...rest } = read(machine, env);
  return {
    port: PORT,
    smtpPort: SMTP_PORT,
    dataDir: resolve(DATA_DIR),
    office: officeSettings(rest),
    ...(secret !== undefined && { slackSigningSecret: secret }),
  };
}

export function liveConfig(env: NodeJS.ProcessEnv = process.env): LiveConfig {
  const { HOST, SMTP_HOST, PUBLIC_URL, MAIL_DOMAIN, ...rest } = read(live, env, wayOut(env));
  const mail = mailConfigOf(rest);
  if ('problem' in mail) throw new ConfigProblem(`Countersign cannot start. ${mail.problem}.`);
  return {
    port: rest.PORT,
    smtpPort: rest.SMTP_PORT,
    dataDir: resolve(rest.DATA_DIR),
    office: officeSettings(rest),
    host: HOST,
    smtpHost: SMTP_HOST,
    publicUrl: PUBLIC_URL.replace(/\/+$/, ''),
    mailDomain: MAIL_DOMAIN,
    seal: sealConfig(env),
    ...mail,
    ...chatConfig(env),
  };
}

function officeSettings({ SOFFICE_PATH: given, PATH: searchPath }: { SOFFICE_PATH?: string | undefined; PATH: string }): OfficeSettings {
  return { given, searchPath };
}

/** Said together with all else that is missing, although the other way out would do as well. */
function wayOut({ SMTP_RELAY_URL, SES_REGION }: NodeJS.ProcessEnv): readonly string[] {
  return SMTP_RELAY_URL === undefined && SES_REGION === undefined ? ['SMTP_RELAY_URL'] : [];
}

function chatConfig(env: NodeJS.ProcessEnv): Pick<LiveConfig, 'slack' | 'teams'> {
  const found = { slack: slackConfig(env), teams: teamsConfig(env) };
  return { ...(found.slack && { slack: found.slack }), ...(found.teams && { teams: found.teams }) };
}

/** @returns undefined where nothing of it is set. @throws ConfigProblem where only a part of it is */
export function slackConfig(env: NodeJS.ProcessEnv = process.env): SlackConfig | undefined {
  const all = whole(read(slack, env), ['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET']);
  if (!all) return undefined;
  const signingSecrets = all[0].split(',').map((one) => one.trim());
  return { signingSecrets: signingSecrets.filter((one) => one !== ''), clientId: all[1], clientSecret: all[2] };
}

/** Of a function on AWS. */
export function awsConfig(env: NodeJS.ProcessEnv = process.env): AwsConfig {
  return read(awsSettings, env);
}

/** Of the command line, for an installation on AWS. */
export function estateConfig(env: NodeJS.ProcessEnv = process.env): EstateConfig {
  const found = estateConfigOf(read(estateSettings, env));
  if ('problem' in found) throw new ConfigProblem(`Nothing was done. ${found.problem}.`);
  return found;
}

/** @param files those that the settings of a seal name, where they are made of something else at the start */
export function sealConfigWith(files: { readonly SEAL_CERTIFICATE?: string; readonly TSA_CA?: string }): SealConfig {
  return sealConfig({ ...process.env, ...files });
}

/** Without any of its settings: an authority of this machine, and no time-stamps. */
export function sealConfig(env: NodeJS.ProcessEnv = process.env): SealConfig {
  const found = sealConfigOf(read(sealSettings, env));
  if ('problem' in found) throw new ConfigProblem(`Countersign cannot start. ${found.problem}.`);
  return found;
}

/** As with Slack: all of it, or nothing. */
export function teamsConfig(env: NodeJS.ProcessEnv = process.env): TeamsConfig | undefined {
  const { TEAMS_CLOUD: cloud, ...found } = read(teams, env);
  const all = whole(found, ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_APP_TENANT']);
  return all && { appId: all[0], appPassword: all[1], tenantId: all[2], cloud };
}

/** For what needs the product's address before all the rest is settled, such as an app's manifest. */
export function publicUrlConfig(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return read(live.pick({ PUBLIC_URL: true }).partial(), env).PUBLIC_URL?.replace(/\/+$/, '');
}

/** The bot's id alone, which is no secret. */
export function teamsAppIdConfig(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return read(teams.pick({ TEAMS_APP_ID: true }), env).TEAMS_APP_ID;
}

type Three = readonly [string, string, string];

/** All of a chat's settings, or none. */
function whole(found: Readonly<Record<string, string | undefined>>, names: Three): Three | undefined {
  const [first, second, third] = names.map((name) => found[name]);
  if (first !== undefined && second !== undefined && third !== undefined) return [first, second, third];
  const missing = names.filter((name) => found[name] === undefined);
  if (missing.length === names.length) return undefined;
  const sentences = missing.map((name) => `${name} is missing: ${PURPOSE[name] ?? ''}`);
  throw new ConfigProblem(`Countersign cannot start. ${sentences.join('; ')}.`);
}

/** @param missing what is needed although the schema cannot say so */
function read<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv, missing: readonly string[] = []): T {
  const parsed = schema.safeParse(env);
  if (parsed.success && missing.length === 0) return parsed.data;
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ name: String(path[0]), message }));
  const problems = [...issues, ...missing.map((name) => ({ name, message: '' }))].map(({ name, message }) => {
    const isMissing = env[name] === undefined;
    return `${name} ${isMissing ? 'is missing' : `is not usable (${message})`}: ${PURPOSE[name] ?? ''}`;
  });
  throw new ConfigProblem(`Countersign cannot start. ${problems.join('; ')}.`);
}
