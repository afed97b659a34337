// The demo on this machine: the product with stand-ins for DNS, mail providers and mailboxes, a cast, and a clock that can be moved.
import { join } from 'node:path';
import { fold } from '#core/fold.ts';
import type { MachineConfig } from '#apps/config.ts';
import { CAST, localPeople, NORTHWIND, seedCast, seedPolicies } from './cast.ts';
import { chatStandIns, type ChatStandIns } from './chat-stand-ins.ts';
import { productClock } from './clock.ts';
import { openDataDir } from './data-dir.ts';
import { localZone } from './dns-zone.ts';
import { advance } from './engine.ts';
import { faults } from './faults.ts';
import { demoMailbox } from './mailbox.ts';
import { loopbackGuard } from './loopback-guard.ts';
import { mailProvider } from './mail-provider.ts';
import { runProduct, type Product } from './product.ts';
import { localRoutes } from './routes.ts';
import { contractPdf } from './sample-contract.ts';
import { timeStandIn, type TimeStandIn } from './time-stamping/time-stand-in.ts';
import type { StoryEnvelope } from './local-parts.ts';
import type { World } from '#apps/world/world.ts';

const DEMO_MAIL_DOMAIN = 'countersign.test';
const LOOPBACK = '127.0.0.1';

export async function startDemo({ port, smtpPort, dataDir, office, slackSigningSecret }: MachineConfig): Promise<Product> {
  const data = await openDataDir(dataDir, 'demo');
  const clock = productClock({ dir: data.local });
  const mailbox = demoMailbox({ dir: join(data.path, 'mail') });
  const provider = await mailProvider({ dir: data.local, mailDomain: DEMO_MAIL_DOMAIN });
  const pretended = faults();
  let standing: ChatStandIns | undefined;
  let stamping: TimeStandIn | undefined;
  return runProduct({
    data,
    host: LOOPBACK,
    port,
    smtpHost: LOOPBACK,
    smtpPort,
    mailDomain: DEMO_MAIL_DOMAIN,
    publicUrl: (actual) => `http://localhost:${actual}`,
    isLocal: true,
    ...(office && { office }),
    transport: pretended.wrapTransport(mailbox.transport),
    resolver: localZone({ keys: provider.keys }),
    clock: () => clock.now(),
    standIns: { provider, deliverLocal: async (raw, to) => mailbox.store(raw, to) },
    chats: async () => {
      standing = await chatStandIns({ data, faults: pretended, clock: () => clock.now(), signingSecret: slackSigningSecret });
      return standing.settings;
    },
    seal: async () => {
      stamping = await timeStandIn({ folder: data.timeAuthority, faults: pretended, clock: () => clock.now() });
      return { level: 'B-T', tsaUrls: [stamping.url], tsaCa: stamping.ca };
    },
    release: async () => void (await Promise.all([standing?.close(), stamping?.close()])),
    seed: async (world) => {
      await seedCast(world.directory);
      await seedPolicies(world.policies);
      await standing?.seed(world);
    },
    guard: loopbackGuard(),
    routes: (world, { http, smtp }) =>
      localRoutes({
        ...(standing && { chats: { ...standing.drivers(http), slackStandIn: standing.slack } }),
        site: world.ports.site,
        clock: () => clock.now(),
        advance: async (to) => advance({ dispatcher: world.dispatcher, clock, to }),
        settle: async () => world.dispatcher.settle(),
        mailbox,
        faults: pretended,
        people: localPeople(),
        cast: CAST,
        envelopes: async () => storyEnvelopes(world),
        smtp: { host: LOOPBACK, port: smtp },
        sampleContract: async () => ({ filename: 'services-agreement.pdf', content: await contractPdf({ signers: 2 }) }),
      }),
  });
}

async function storyEnvelopes({ ledger: records }: World): Promise<readonly StoryEnvelope[]> {
  const found: StoryEnvelope[] = [];
  for await (const id of records.envelopes(NORTHWIND.id)) {
    const state = fold(await records.load(NORTHWIND.id, id));
    if (state.status !== 'none') found.push(state);
  }
  return found;
}
