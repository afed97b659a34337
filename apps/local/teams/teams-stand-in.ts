// All of the demo's Teams on one loopback port: token issuer, Bot Connector and people's files; and the clients of the cast.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { standIns } from '#apps/teams/endpoints.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';
import type { Instant } from '#core/time.ts';
import type { CastMember } from '../cast.ts';
import type { Faults } from '../faults.ts';
import { httpIn, type HttpIn } from '../http.ts';
import { loopbackGuard } from '../loopback-guard.ts';
import { teamsConnector } from './teams-connector.ts';
import { teamsDriver, type TeamsDriver } from './teams-driver.ts';
import { teamsFiles } from './teams-files.ts';
import { OPENID_PATH, teamsIssuer, type TeamsIssuer } from './teams-issuer.ts';
import { teamsPeople, type TeamsPerson } from './teams-people.ts';
import { teamsStore, type TeamsStore } from './teams-store.ts';

/** The bot's registration, which nobody but this demo's issuer knows. */
const DEMO_APP_ID = '5d0f1c9a-3b7e-4a26-9c84-e1f6b2a7d038';
const LOOPBACK = '127.0.0.1';

export type TeamsStandInParts = {
  /** Holds everything that a second start finds again. */
  readonly dir: string;
  readonly cast: readonly CastMember[];
  readonly faults: Pick<Faults, 'state'>;
  readonly clock: () => Instant;
  readonly machineNow?: () => number;
  readonly slowMs?: number;
};

export type TeamsStandIn = {
  /** By which the product believes this issuer and calls this connector, and nobody else. */
  readonly settings: TeamsSettings;
  /** With a slash at its end, as Teams has it. */
  readonly serviceUrl: string;
  readonly issuer: Pick<TeamsIssuer, 'token'>;
  readonly people: readonly TeamsPerson[];
  readonly store: TeamsStore;
  /** @param endpoint the product's `/api/messages`, asked for at each delivery */
  driver(endpoint: () => string): TeamsDriver;
  close(): Promise<void>;
};

export async function teamsStandIn(parts: TeamsStandInParts): Promise<TeamsStandIn> {
  const { dir, cast, faults, clock, machineNow = Date.now, slowMs = 3_000 } = parts;
  const people = teamsPeople(cast);
  const [issuer, store] = await Promise.all([teamsIssuer({ dir, now: machineNow }), teamsStore({ dir, now: machineNow })]);
  const files = teamsFiles({ dir: join(dir, 'files') });
  const bearer = randomBytes(24).toString('base64url');
  const app = new Hono().use(loopbackGuard());
  app.route('/', issuer.app).route('/', files.app);
  app.route('/', teamsConnector({ store, people, faults, bearer, slowMs }));
  const http = await onUsualPort(dir, app);

  const serviceUrl = `http://${LOOPBACK}:${http.port}/`;
  const appId = DEMO_APP_ID;
  const endpoints = standIns({ metadataUrl: new URL(OPENID_PATH, serviceUrl).href, origins: [new URL(serviceUrl).origin] });
  return {
    settings: { appId, appPassword: '', appTenant: '', endpoints, bearer },
    serviceUrl,
    issuer,
    people,
    store,
    driver: (endpoint) => teamsDriver({ issuer, appId, serviceUrl, endpoint, store, files, people, clock }),
    close: async () => http.close(),
  };
}

/** The one of the last start if it is free: the product keeps the address in what it stores about people and cards. */
async function onUsualPort(dir: string, app: Hono): Promise<HttpIn> {
  const path = join(dir, 'port');
  const usual = Number(await readFile(path, 'utf8').catch(() => '0'));
  const on = async (port: number) => httpIn({ answer: async (request, env) => app.fetch(request, env), host: LOOPBACK, port });
  const isUsable = Number.isInteger(usual) && usual > 0 && usual < 65_536;
  const http = isUsable ? await on(usual).catch(async () => on(0)) : await on(0);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(path, String(http.port));
  return http;
}
