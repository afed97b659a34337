// The Teams channel over stores in memory, before a connector and an issuer on loopback, with a chat that the test speaks for.
import type { Card } from '#core/cards/card.ts';
import type { RecipientId } from '#core/ids.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { Tenant } from '#core/ports.ts';
import type { Account } from '#core/people.ts';
import { plus, type Duration } from '#core/time.ts';
import { fold } from '#core/fold.ts';
import { accounts } from '#stores/accounts.ts';
import { cards } from '#stores/cards.ts';
import { codes } from '#stores/codes.ts';
import { directory } from '#stores/directory.ts';
import { installations } from '#stores/installations.ts';
import { tokens } from '#stores/tokens.ts';
import type { Chat } from '#apps/chat/chat-ports.ts';
import { chat as chatOver } from '#apps/chat/chat.ts';
import { intents } from '#apps/chat/intents.ts';
import { envelopeIds, offsetAt, random, sha256Of } from '#apps/world/hashing.ts';
import { botbuilderTransport } from '#apps/teams/botbuilder-transport.ts';
import { teamsPlatform } from '#apps/teams/identity.ts';
import { teamsChannel } from '#apps/teams/lambda.ts';
import { writeInstallationData, writePlace } from '#apps/teams/place.ts';
import type { TeamsPorts } from '#apps/teams/teams-ports.ts';
import { body, command, content, ENVELOPE, MAX, OLIVIA, sha256, T0, TENANT } from './build.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { LEASE_MS, storeKit } from './store-kit.ts';
import { APP_ID, teamsRig, tokenFor, type Json, type TokenChange } from './teams-rig.ts';

export const ENTRA = '0f1e2d3c-4b5a-4678-9abc-def012345678';
export const NORTHWIND: Tenant = { id: TENANT, name: 'Northwind Traders', domains: ['northwind.test'], zone: 'Europe/Berlin' };
export const MAX_USER = 'a1b2c3d4-0000-4000-8000-000000000001';
export const MAX_MEMBER = '29:1max';
export const MAX_CHAT = 'a:1max';

/** @property chat what it says where the test speaks for it; `real`: the product's own */
type Change = { readonly ports?: Partial<TeamsPorts>; readonly chat?: Partial<Chat> | 'real' };

export async function teamsWorld(change: Change = {}) {
  const rig = await teamsRig();
  const kit = storeKit();
  const { table, ledger, inbox, commands } = kit;
  let now = T0;
  const clock = () => now;
  const reports: string[] = [];
  const blobs = memoryBlobs();
  const register = cards({ table, leaseMs: LEASE_MS, machineNow: () => kit.clock.machineNow });
  const people = directory(table);
  await people.addTenant(NORTHWIND);
  const ports: TeamsPorts = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'sign.test', signAddress: 'sign@sign.test', isLocal: true },
    ledger,
    inbox,
    commands,
    directory: people,
    accounts: accounts(table),
    installations: installations(table),
    cards: register,
    intents: intents([Buffer.from('intent key')]),
    desk: async () => [],
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: Buffer.from('token key') }] }),
    codes: codes({ table, secret: Buffer.from('code key'), now: clock, randomHex: random }),
    correspondence: { with: async () => [] },
    blobs,
    sealer: { intake: unused, seal: unused },
    policyOf: async () => DEFAULT_POLICY,
    envelopeId: envelopeIds(Buffer.from('id key')),
    clock,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake: () => undefined,
    transport: botbuilderTransport(rig.settings),
    endpoints: rig.settings.endpoints,
    report: (fault, doing) => void reports.push(`${doing}: ${fault instanceof Error ? fault.message : String(fault)}`),
    ...change.ports,
  };
  await ports.installations.put({
    platform: 'teams',
    install: ENTRA,
    tenant: TENANT,
    name: 'Northwind',
    data: writeInstallationData({ serviceUrl: rig.serviceUrl }),
    installedAt: T0,
  });
  const platform = teamsPlatform(ports);
  const spoken: Chat = { hear: unused, open: unused, see: async () => plainCard('As it stands'), process: unused };
  const chat = change.chat === 'real' ? chatOver(ports, platform) : { ...spoken, ...change.chat };
  const channel = teamsChannel({ ports, chat, platform });

  return {
    ...kit,
    rig,
    ports,
    channel,
    reports,
    blobs,
    register,
    pass: (by: Duration) => void (now = plus(now, by)),
    /** Posts an activity as the connector would. */
    async post(activity: Json, token: TokenChange | string = {}): Promise<{ status: number; text: string; body: Json }> {
      const authorization = typeof token === 'string' ? token : `Bearer ${tokenFor(rig.serviceUrl, token)}`;
      const answer = await channel.app.request('/api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization === '' ? {} : { authorization }) },
        body: JSON.stringify(activity),
      });
      const text = await answer.text();
      return { status: answer.status, text, body: text === '' ? {} : (JSON.parse(text) as Json) };
    },
    message: (more: Json = {}): Json => ({ ...common(rig.serviceUrl), type: 'message', id: '1700000000001', text: 'status', ...more }),
    invoke: (name: string, value: Json, more: Json = {}): Json => ({
      ...common(rig.serviceUrl),
      type: 'invoke',
      id: `f:${random(8)}`,
      name,
      value,
      ...more,
    }),
    async knowMax(more: Partial<Account> = {}): Promise<Account> {
      const place = { tenant: ENTRA, conversation: MAX_CHAT, kind: 'personal', member: MAX_MEMBER, serviceUrl: rig.serviceUrl } as const;
      const account: Account = {
        platform: 'teams',
        install: ENTRA,
        user: MAX_USER,
        tenant: TENANT,
        email: MAX.email,
        isEmailConfirmed: true,
        name: 'Max Berger',
        standing: 'member',
        address: writePlace(place),
        checkedAt: now,
        ...more,
      };
      await ports.accounts.put(account);
      return account;
    },
    /** An envelope that asks Max to approve. */
    async sent(): Promise<void> {
      for (const one of [command(OLIVIA, body.draft(content())), command(OLIVIA, body.send)]) {
        const outcome = await commands.run(TENANT, ENVELOPE, one);
        if (!outcome.ok) throw new Error(`The history itself was refused: ${outcome.refusal.code}`);
      }
    },
    async state() {
      const stream = await ledger.load(TENANT, ENVELOPE);
      const state = fold(stream);
      if (state.status === 'none') throw new Error('There is no envelope.');
      return { state, version: stream.version };
    },
  };
}

export type TeamsWorld = Awaited<ReturnType<typeof teamsWorld>>;

function common(serviceUrl: string): Json {
  return {
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-GB',
    from: { id: MAX_MEMBER, name: 'Max Berger', aadObjectId: MAX_USER },
    recipient: { id: `28:${APP_ID}`, name: 'Countersign' },
    conversation: { id: MAX_CHAT, conversationType: 'personal', tenantId: ENTRA },
    channelData: { tenant: { id: ENTRA } },
  };
}

export function memberOf(more: Json = {}): Json {
  return {
    id: MAX_MEMBER,
    name: 'Max Berger',
    aadObjectId: MAX_USER,
    email: 'Max@northwind.test',
    userPrincipalName: 'max@northwind.test',
    tenantId: ENTRA,
    userRole: 'user',
    ...more,
  };
}

export function plainCard(title: string, more: Partial<Card> = {}): Card {
  return {
    kind: 'status',
    language: 'en',
    title,
    status: { word: 'Open', tone: 'waiting' },
    summary: `${title}.`,
    paragraphs: [],
    facts: [],
    people: [],
    actions: [],
    small: [],
    ...more,
  };
}

export function placeOf(seat: 'sender' | RecipientId) {
  return { tenant: TENANT, envelope: ENVELOPE, seat };
}

async function unused(): Promise<never> {
  throw new Error('Nothing was to come this far.');
}
