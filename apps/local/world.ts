// The composition root on one machine: stores, channels and dispatcher, built once from a data folder and what differs between
// the demo, live work and the tests (the mail transport, the resolver, the clock). Nothing here decides anything.
import type { Hono } from 'hono';
import { emailChannel, type EmailChannel } from '#apps/email/lambda.ts';
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import type { Ports, Site } from '#apps/ports.ts';
import type { SealConfig } from '#apps/seal-config.ts';
import type { Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { sealingParts } from '#apps/sealer/sealing.ts';
import { webChannel } from '#apps/web/lambda.ts';
import type { NextChannel } from '#apps/dispatch/bring.ts';
import { channelAfter } from '#apps/drafting/channel-for.ts';
import { consequences } from '#apps/dispatch/consequences.ts';
import { dispatcher, type Dispatcher } from '#apps/dispatch/dispatcher.ts';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { effectRunner } from '#apps/dispatch/effect-runner.ts';
import { eraseRunner } from '#apps/dispatch/erase-runner.ts';
import { stampRunner } from '#apps/dispatch/stamp-runner.ts';
import { sealRunner } from '#apps/dispatch/seal-runner.ts';
import type { TenantId } from '#core/ids.ts';
import { german } from '#core/phrases/de/german.ts';
import { english } from '#core/phrases/en/english.ts';
import type { Blobs, DnsResolver, MailTransport, Table, Tenant } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { codes } from '#stores/codes.ts';
import { commands } from '#stores/commands.ts';
import { correspondence } from '#stores/correspondence.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import type { ErasureParts } from '#stores/erasure.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Policies } from '#stores/policies.ts';
import { tokens } from '#stores/tokens.ts';
import { chats, type Chats, type ChatSettings } from './chats.ts';
import type { Secrets } from './data-dir.ts';
import { envelopeIds, offsetAt, random, sha256, sha256Of } from './hashing.ts';
import { storesOf, type WorldStores } from './world-stores.ts';

export type WorldParts = {
  readonly table: Table;
  readonly blobs: Blobs;
  readonly authorityFolder: string;
  /** Absent: an authority of this machine, and no time-stamps. */
  readonly seal?: SealConfig;
  readonly secrets: Secrets;
  readonly site: Site;
  readonly transport: MailTransport;
  readonly resolver: DnsResolver;
  readonly office?: OfficeConverter | undefined;
  /** Without it, there is mail and the page. */
  readonly chats?: ChatSettings;
  /** The product's clock. */
  readonly clock: () => Instant;
  readonly machineNow: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly isReady: () => boolean;
  /** Called when something was stored that the dispatcher may turn to. */
  readonly wake: () => void;
  readonly report: (fault: unknown, doing: string) => void;
  readonly remoteAddress?: (env: unknown) => string | undefined;
};

export type World = {
  readonly ports: Ports;
  readonly directory: EditableDirectory;
  readonly policies: Policies;
  readonly ledger: EnumerableLedger;
  readonly email: EmailChannel;
  readonly web: Hono;
  readonly chats: Chats;
  readonly stores: WorldStores;
  readonly dispatcher: Dispatcher;
  readonly authority: Authority;
};

/** The installation itself, in whose name strangers are answered; nobody is a member of it. */
const HOUSE: Tenant = { id: 'countersign' as TenantId, name: 'Countersign', domains: [], zone: 'UTC' };

export async function createWorld(parts: WorldParts): Promise<World> {
  const { table, blobs, clock, wake, report, secrets } = parts;
  const { anchors, ...sealing } = await sealingParts({ config: parts.seal, folder: parts.authorityFolder, clock });
  const stores = storesOf(parts);
  const settings = { now: clock, randomHex: random, sha256, offsetAt, sleep: parts.sleep, jitter: Math.random, announce: wake };
  const erasable = {
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: secrets.token }] }),
    codes: codes({ table, secret: secrets.code, now: clock, randomHex: random }),
  };
  const ports: Ports = {
    site: parts.site,
    ledger: stores.ledger,
    commands: commands({ ...stores, ...settings }),
    inbox: stores.inbox,
    directory: stores.directory,
    accounts: stores.accounts,
    ...erasable,
    correspondence: correspondence(stores.effects),
    blobs,
    sealer: sealer({ ...sealing, offsetAt }),
    office: parts.office,
    policyOf: async (tenant) => stores.policies.of(tenant),
    envelopeId: envelopeIds(secrets.id),
    clock,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake,
  };
  await stores.directory.addTenant(HOUSE);
  const email = emailChannel({ ...ports, transport: parts.transport, resolver: parts.resolver, house: HOUSE.id });
  const web = webChannel({
    ...ports,
    webSecret: secrets.web,
    verifyPage: async () => {
      // On demand: a bundler comes along.
      const { verifyPage } = await import('#apps/verify-page/build.ts');
      return verifyPage({ anchors, notes: parts.site.isLocal ? localNotes() : [] });
    },
    isReady: parts.isReady,
    report,
    ...(parts.remoteAddress ? { remoteAddress: parts.remoteAddress } : {}),
  });
  const chatting = chats({ ...parts, ports, stores, settings: parts.chats ?? {} });
  return {
    ports,
    stores,
    directory: stores.directory,
    policies: stores.policies,
    ledger: stores.ledger,
    email,
    web: [chatting.slack, chatting.teams].reduce((app, one) => (one ? app.route('/', one.app) : app), web.app),
    chats: chatting,
    authority: sealing.authority,
    dispatcher: dispatch({ parts, stores, ports, channels: { email, web, ...chatting }, erasable }),
  };
}

type Wiring = {
  readonly parts: WorldParts;
  readonly stores: WorldStores;
  readonly ports: Ports;
  readonly channels: Parameters<typeof dispatcher>[0]['channels'];
  readonly erasable: Pick<ErasureParts, 'tokens' | 'codes'>;
};

function dispatch({ parts, stores, ports, channels, erasable }: Wiring): Dispatcher {
  const { machineNow, clock: now, report } = parts;
  const counts = { done: 0, failed: 0, finished: 0 };
  const outbound = Object.fromEntries(Object.entries(channels).map(([channel, entry]) => [channel, entry.outbound]));
  const seal = sealRunner({ ...stores, ...ports, now });
  const erase = eraseRunner({ ...stores, ...erasable, table: parts.table, blobs: parts.blobs, names: blobNames(sha256) });
  const digest = { ...stores, policyOf: ports.policyOf, offsetAt, now };
  const nextChannel: NextChannel = async (tenant, email, after) => channelAfter(ports, { tenant, email }, after);
  const means = { ...stores, outbound, nextChannel, machineNow, report };
  const { stampHash } = ports.sealer;
  const stamping = stampHash ? { stampHash } : {};
  const stamp = stampRunner({ ...ports, names: blobNames(sha256) });
  const runner = effectRunner({ ...means, seal, erase, stamp, digest, counts, jitter: Math.random });
  const following = consequences({ ...ports, ...means, ...stamping, runner, now });
  return dispatcher({
    ...stores,
    ...stamping,
    commands: ports.commands,
    consequences: following,
    counts,
    channels,
    now,
    machineNow,
    report,
  });
}

/** On the page that checks files, whatever language its reader has. */
function localNotes() {
  return [english, german].map(({ language, page }) => ({ language, text: page.local }));
}
