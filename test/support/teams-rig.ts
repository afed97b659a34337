// Microsoft's side of a bot on loopback: an issuer whose keys and tokens the test makes, and a connector that keeps what it was sent and
// answers as it is told.
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { standIns } from '#apps/teams/endpoints.ts';
import type { TeamsSettings } from '#apps/teams/settings.ts';

export const APP_ID = '7c1f0d5e-3a94-4d0b-9a58-61f2c5c9e011';
const ISSUER = 'https://api.botframework.com';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** `channel` is endorsed for Teams, `webchat` for another channel, `stranger` is published nowhere. */
const KEYS = { channel: pair(), webchat: pair(), stranger: pair() } as const;
type KeyName = keyof typeof KEYS;

export type Asked = { readonly method: string; readonly path: string; readonly authorization: string | undefined; readonly body: Json };
export type Json = { readonly [name: string]: unknown };
type Reply = { readonly status: number; readonly body?: Json; readonly headers?: Readonly<Record<string, string>> };

export async function teamsRig() {
  const asked: Asked[] = [];
  const state: { reply: (asked: Asked) => Reply | undefined; keysAreThere: boolean } = { reply: () => undefined, keysAreThere: true };
  const app = new Hono();
  app.get('/openid', (context) =>
    state.keysAreThere ? context.json({ issuer: ISSUER, jwks_uri: new URL('/keys', context.req.url).href }) : context.body(null, 503),
  );
  app.get('/keys', (context) => context.json({ keys: [published('channel', ['msteams']), published('webchat', ['webchat'])] }));
  app.all('/v3/*', async (context) => {
    const { method, path } = context.req;
    const text = await context.req.text();
    const body = text === '' ? {} : (JSON.parse(text) as Json);
    const one = { method, path, authorization: context.req.header('authorization'), body };
    asked.push(one);
    const { status, body: answer, headers = {} } = state.reply(one) ?? { status: 200, body: { id: `m${asked.length}` } };
    return new Response(JSON.stringify(answer ?? {}), { status, headers: { 'content-type': 'application/json', ...headers } });
  });
  const port = await new Promise<number>((ready) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address) => ready(address.port));
    onTestFinished(() => void server.close());
  });
  const origin = `http://127.0.0.1:${port}`;
  const endpoints = standIns({ metadataUrl: `${origin}/openid`, origins: [origin] });
  const settings: TeamsSettings = { appId: APP_ID, appPassword: '', appTenant: 'home', endpoints, bearer: 'connector-bearer' };
  return { asked, state, origin, serviceUrl: `${origin}/`, settings };
}

function published(kid: KeyName, endorsements: readonly string[]) {
  const { n, e } = KEYS[kid].publicKey.export({ format: 'jwk' });
  return { kty: 'RSA', use: 'sig', kid, n, e, endorsements };
}

export type TokenChange = {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyName;
};

/** What the connector would attach, changed as the test likes; a claim of undefined is left out. */
export function tokenFor(serviceUrl: string, { claims = {}, header = {}, key = 'channel' }: TokenChange = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const usual = { iss: ISSUER, aud: APP_ID, serviceurl: serviceUrl, nbf: seconds - 10, exp: seconds + 3600 };
  return signed({ alg: 'RS256', typ: 'JWT', kid: key, ...header }, { ...usual, ...claims }, KEYS[key].privateKey);
}

function signed(header: object, claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
}
