// The e-mail channel by itself as one machine has it: SQLite and blobs on disk in the folder that is given, the real gate, and a zone that
// holds the key with which the mails are signed. What it asks people for is kept, so that they can answer.
import { join } from 'node:path';
import { emailChannel } from '#apps/email/lambda.ts';
import { NORTHWIND } from '#apps/local/cast.ts';
import { localZone, type ZoneKeys } from '#apps/local/dns-zone.ts';
import { envelopeIds, offsetAt, random, sha256, sha256Of } from '#apps/world/hashing.ts';
import { PROVIDER_IP } from '#apps/local/local-domains.ts';
import { storesOf } from '#apps/world/world-stores.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import type { InboxOutcome, OutgoingMail, SentMessage } from '#core/ports.ts';
import type { Sealer } from '#core/sealing.ts';
import { instantOf } from '#core/time.ts';
import { codes } from '#stores/codes.ts';
import { commands } from '#stores/commands.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { tokens } from '#stores/tokens.ts';

export const SIGN = 'sign@countersign.test';

export type MailWorld = Awaited<ReturnType<typeof mailWorld>>;

type Parts = { readonly folder: string; readonly zone: ZoneKeys; readonly sealer: Sealer };

export async function mailWorld({ folder, zone, sealer }: Parts) {
  const clock = () => instantOf(Date.now());
  const secret = Buffer.from('of this benchmark');
  const table = sqliteTable(join(folder, 'table.sqlite'));
  const stores = storesOf({ table, machineNow: Date.now });
  const outbox: OutgoingMail[] = [];
  const sent = new Map<string, SentMessage[]>();
  /** By which a request is claimed: the product's dispatcher finds it among those that are open. */
  const keys = new Map<string, string>();
  async function named(...[channel, key, request]: Parameters<typeof stores.inbox.acceptFirst>) {
    if (typeof request === 'object' && request !== null && 'blob' in request) keys.set(String(request.blob), key);
    return stores.inbox.acceptFirst(channel, key, request);
  }
  const settings = { now: clock, randomHex: random, sha256, offsetAt, sleep: async () => undefined, jitter: Math.random, announce: noted };
  const ports: Ports = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: SIGN, isLocal: true },
    ledger: stores.ledger,
    commands: commands({ ...stores, ...settings }),
    inbox: { ...stores.inbox, acceptFirst: named },
    directory: stores.directory,
    accounts: stores.accounts,
    tokens: tokens({ table, keys: [{ kid: 'k1', secret }] }),
    codes: codes({ table, secret, now: clock, randomHex: random }),
    correspondence: { with: async (_tenant, envelope, seat) => sent.get(`${envelope}/${seat}`) ?? [] },
    blobs: diskBlobs(join(folder, 'blobs')),
    sealer,
    policyOf: async (tenant) => stores.policies.of(tenant),
    envelopeId: envelopeIds(secret),
    clock,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake: noted,
  };
  await stores.directory.addTenant(NORTHWIND);
  const transport = {
    send: async (mail: OutgoingMail) => {
      outbox.push(mail);
      return { providerId: `p${outbox.length}`, wireMessageId: `<p${outbox.length}@countersign.test>` };
    },
  };
  const channel = emailChannel({ ...ports, transport, resolver: localZone({ keys: zone }) });
  return { ports, stores, channel, outbox, sent, keys };
}

export type Incoming = { readonly from: string; readonly to: string };

/** From the raw message to what became of it, all of it on disk: as the mail server and the dispatcher do it between them. */
export async function takeIn(world: MailWorld, { raw, ...incoming }: Incoming & { readonly raw: Buffer }): Promise<InboxOutcome> {
  const blob = blobKeys.inboundMail(sha256Of(raw));
  await world.ports.blobs.put(blob, raw);
  return carryOut(world, { blob, ...incoming });
}

/** @param incoming a mail whose bytes are stored already */
export async function carryOut(world: MailWorld, { blob, from, to }: Incoming & { readonly blob: string }): Promise<InboxOutcome> {
  const { ports, stores, channel, keys } = world;
  await channel.accept({
    blob,
    recipient: to,
    mailFrom: from,
    receivedAt: ports.clock(),
    remoteIp: PROVIDER_IP,
    helo: 'mail.northwind.test',
  });
  const claimed = await stores.inbox.claim('email', keys.get(blob) ?? '');
  if (!claimed) throw new Error(`The mail of ${from} to ${to} was stored as no request.`);
  const { outcome, answers } = await channel.process(claimed.request, claimed.lease);
  await stores.inbox.settle(claimed.lease, outcome, answers);
  return outcome;
}

function noted(): void {}
