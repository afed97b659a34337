// The whole product in one process with Slack, Teams and mail around it that fail by dice, and a machine's clock that moves only when it is
// told to: back-offs and waits cost no real time. People's own clients work.
import { sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { simpleParser } from 'mailparser';
import { CAST, NORTHWIND, ROLES, seedCast } from '#apps/local/cast.ts';
import { boxOf } from '#apps/world/secrets.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { httpIn } from '#apps/local/http.ts';
import { seedSlack } from '#apps/local/slack/seed-slack.ts';
import { slackDriver } from '#apps/local/slack/slack-driver.ts';
import { slackStandIn } from '#apps/local/slack/slack-stand-in.ts';
import { seedTeams } from '#apps/local/teams/seed-teams.ts';
import { teamsConnector } from '#apps/local/teams/teams-connector.ts';
import { teamsDriver } from '#apps/local/teams/teams-driver.ts';
import { OPENID_PATH, teamsIssuer } from '#apps/local/teams/teams-issuer.ts';
import { teamsPeople } from '#apps/local/teams/teams-people.ts';
import { teamsStore } from '#apps/local/teams/teams-store.ts';
import { createWorld } from '#apps/world/world.ts';
import { blobKeys } from '#apps/ports.ts';
import { standIns } from '#apps/teams/endpoints.ts';
import { epochMs, instantOf, type Instant } from '#core/time.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { GOOD_IP, signedMail, zone, type Letter } from '#test/support/mail.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { chaos } from './chaos-faults.ts';

const SECRET = 'what Slack signs with in this benchmark';
const SIGN = 'sign@countersign.test';
const APP_ID = '5d0f1c9a-3b7e-4a26-9c84-e1f6b2a7d038';
const BEARER = 'what the connector asks for';

/** Of Northwind as well, and nowhere but in their mailboxes. */
export const NORA = { name: 'Nora Weber', email: 'nora@northwind.test' };
export const PIET = { name: 'Piet Vos', email: 'piet@northwind.test' };

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly replyTo: string;
  readonly kind: string;
  readonly envelope: string;
  readonly effect: string;
};
export type ChaosWorld = Awaited<ReturnType<typeof chaosWorld>>;

/** @param random what everything that is left to chance is taken from */
export async function chaosWorld({ folder, random }: { readonly folder: string; readonly random: () => number }) {
  const time = virtualTime();
  const { machineNow } = time;
  const dice = chaos(random);
  const mails: Mail[] = [];
  const reports: string[] = [];

  let answer: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 });
  const http = await httpIn({ answer: async (request) => answer(request), host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${http.port}`;
  const slackIn = await slackStandIn({
    dir: join(folder, 'slack'),
    faults: { wrapHttp: (_kind, inner) => inSlack(dice, inner) },
    machineNow,
  });
  const slack = slackDriver({ standIn: slackIn, eventsUrl: () => `${origin}/slack/events`, secret: SECRET, machineNow });
  const teamsIn = await teamsSide({ dir: join(folder, 'teams'), time, dice, endpoint: () => `${origin}/api/messages` });
  const secret = (name: string) => Buffer.from(name.padEnd(32));
  const secrets = { token: secret('token'), code: secret('code'), web: secret('web'), id: secret('id') };
  const blobs = memoryBlobs();
  const table = sqliteTable(':memory:');
  const world = await createWorld({
    table,
    blobs,
    authorityFolder: join(folder, 'authority'),
    secrets,
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: SIGN, isLocal: true },
    transport: dice.mail({
      async send({ raw }) {
        mails.push(await mailOf(Buffer.from(raw)));
        return { providerId: `p${mails.length}`, wireMessageId: `<m${mails.length}@countersign.test>` };
      },
    }),
    resolver: zone(),
    chats: { slack: { signingSecrets: [SECRET], apiUrl: slackIn.apiUrl }, teams: teamsIn.settings },
    clock: time.clock,
    machineNow,
    sleep: async (ms) => time.pass(ms),
    isReady: () => true,
    wake: () => undefined,
    report: (fault, doing) => void reports.push(`${doing}: ${fault instanceof Error ? fault.message : String(fault)}`),
  });
  answer = async (request) => world.web.fetch(request);
  const { accounts, installations } = world.stores;
  await seedCast(world.directory);
  for (const { name, email } of [NORA, PIET]) await world.directory.addPerson({ name, email, tenant: NORTHWIND.id });
  await seedSlack({ accounts, installations, now: time.clock, box: boxOf(secrets) });
  await seedTeams({ accounts, installations, teams: teamsIn, now: time.clock() });
  const { sender, approver, colleague } = ROLES;
  for (const [{ email }, channel] of [
    [sender, 'slack'],
    [approver, 'teams'],
    [colleague, 'slack'],
  ] as const)
    await accounts.prefer(NORTHWIND.id, email, channel);

  return {
    world,
    time,
    dice,
    mails,
    reports,
    slackIn,
    slack,
    teamsIn,
    teams: teamsIn.driver,
    async letter(letter: Omit<Letter, 'to'> & { readonly to: string }): Promise<void> {
      const raw = await signedMail({ ...letter, signing: { signedAt: new Date() } });
      const blob = blobKeys.inboundMail(sha256Of(raw));
      await blobs.put(blob, raw);
      const mailFrom = /<(.+)>/.exec(letter.from)?.[1] ?? '';
      await world.email.accept({ blob, mailFrom, recipient: letter.to, remoteIp: GOOD_IP, helo: 'mail.test', receivedAt: time.clock() });
    },
    async close(): Promise<void> {
      await Promise.all([http.close(), slackIn.close(), teamsIn.close()]);
      await table.close();
    },
  };
}

/** The product's clock is the machine's, and can be ahead of it. */
function virtualTime() {
  const began = Date.now();
  let machineMs = began;
  let aheadMs = 0;
  const clock = (): Instant => instantOf(machineMs + aheadMs);
  return {
    machineNow: () => machineMs,
    clock,
    pass: (ms: number) => void (machineMs += Math.ceil(ms)),
    /** Of the product's clock only. */
    setClock: (to: Instant) => void (aheadMs = Math.max(aheadMs, epochMs(to) - machineMs)),
    passedMs: () => machineMs - began,
  };
}

const POSTS = /\/(?:chat\.postMessage|chat\.postEphemeral|files\.completeUploadExternal)$|\/hooks\//;

function inSlack(dice: ReturnType<typeof chaos>, answer: Parameters<typeof dice.http>[0]['answer']) {
  return dice.http({ system: 'slack', answer, makes: ({ url }) => POSTS.test(new URL(url).pathname) });
}

type TeamsSide = {
  readonly dir: string;
  readonly time: ReturnType<typeof virtualTime>;
  readonly dice: ReturnType<typeof chaos>;
  readonly endpoint: () => string;
};

/** As the demo's stand-in puts it together, with dice before the connector, and tokens that outlast the clock. */
async function teamsSide({ dir, time, dice, endpoint }: TeamsSide) {
  const people = teamsPeople(CAST);
  const store = await teamsStore({ dir, now: time.machineNow });
  const issuer = await teamsIssuer({ dir, now: Date.now });
  const connector = new Hono();
  connector.route(
    '/',
    teamsConnector({
      store,
      people,
      faults: { state: () => ({ slack: 'ok', teams: 'ok', smtp: 'ok', tsa: 'ok' }) },
      bearer: BEARER,
      slowMs: 0,
    }),
  );
  const faulty = dice.http({
    system: 'teams',
    answer: async (request, env) => connector.fetch(request, env),
    makes: ({ method, url }) => method === 'POST' && new URL(url).pathname.includes('/activities'),
  });
  const http = await httpIn({
    answer: async (request, env) =>
      new URL(request.url).pathname.startsWith('/v3/') ? faulty(request, env) : issuer.app.fetch(request, env),
    host: '127.0.0.1',
    port: 0,
  });
  const serviceUrl = `http://127.0.0.1:${http.port}/`;
  const endpoints = standIns({ metadataUrl: new URL(OPENID_PATH, serviceUrl).href, origins: [new URL(serviceUrl).origin] });
  const token = await lastingToken({ dir, like: issuer.token({ appId: APP_ID, serviceUrl }), serviceUrl });
  const client = {
    issuer: { token: () => token },
    appId: APP_ID,
    serviceUrl,
    endpoint,
    store,
    people,
    clock: time.clock,
    files: { keep: noFiles },
  };
  return {
    settings: { appId: APP_ID, appPassword: '', appTenant: '', endpoints, bearer: BEARER },
    serviceUrl,
    people,
    store,
    client,
    driver: teamsDriver(client),
    close: async () => http.close(),
  };
}

const LASTING_SECONDS = 365 * 24 * 60 * 60;

/** Whoever checks a token knows the real time, and beside it the machine's, which may be hours ahead. */
async function lastingToken({ dir, like, serviceUrl }: { dir: string; like: string; serviceUrl: string }): Promise<string> {
  const [header = '', claims = ''] = like.split('.');
  const { exp, ...rest }: { exp: number } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  const lasting = Buffer.from(JSON.stringify({ ...rest, exp: exp + LASTING_SECONDS, serviceurl: serviceUrl })).toString('base64url');
  const signature = sign('RSA-SHA256', Buffer.from(`${header}.${lasting}`), await readFile(join(dir, 'teams-issuer.pem'), 'utf8'));
  return `${header}.${lasting}.${signature.toString('base64url')}`;
}

async function noFiles(): Promise<never> {
  throw new Error('Nobody gives files to the app in Teams here.');
}

async function mailOf(raw: Buffer): Promise<Mail> {
  const { to, subject = '', text = '', replyTo, headers } = await simpleParser(raw);
  const header = (name: string) => {
    const value = headers.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [reader] = [to ?? []].flat();
  return {
    to: reader?.value[0]?.address ?? '',
    subject,
    text,
    replyTo: replyTo?.value[0]?.address ?? '',
    kind: header('x-countersign-kind'),
    envelope: header('x-countersign-envelope'),
    effect: header('x-countersign-effect'),
  };
}
