// The product with its Teams channel before a connector that authenticates nothing, as the demo would have it on loopback: the gate is the
// product's own, told of this one connector; the Entra tenant is claimed and the person's chat is known, as after an installation.
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { actorsOn } from './demo.ts';
import { folderWithKeys } from './keys.ts';
import { MEMBER, CONVERSATION } from './agents-playground.ts';
import { CAST, localPeople, NORTHWIND, ROLES, seedCast, seedPolicies, type CastMember } from '#apps/local/cast.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import { localZone } from '#apps/local/dns-zone.ts';
import { faults } from '#apps/local/faults.ts';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { mailProvider } from '#apps/local/mail-provider.ts';
import { runProduct } from '#apps/local/product.ts';
import { localRoutes } from '#apps/local/routes.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import type { World } from '#apps/world/world.ts';
import { standIns } from '#apps/teams/endpoints.ts';
import { writeInstallationData, writePlace } from '#apps/teams/place.ts';
import { checkedSettings } from '#apps/teams/settings.ts';
import { instantOf } from '#core/time.ts';

const HOST = '127.0.0.1';
const now = () => instantOf(Date.now());

/** @param connector its origin */
export async function productBefore(connector: string) {
  const data = await openDataDir(await folderWithKeys(), 'demo');
  const mailbox = demoMailbox({ dir: join(data.path, 'mail') });
  const provider = await mailProvider({ dir: data.local, mailDomain: 'countersign.test' });
  const endpoints = standIns({ metadataUrl: `${connector}/no-keys`, origins: [connector] });
  const unauthenticated = { appId: '', appPassword: '', appTenant: '', endpoints, anonymous: true };
  const teams = checkedSettings(unauthenticated, { isLocal: true, host: HOST });
  const product = await runProduct({
    data,
    host: HOST,
    port: 0,
    smtpHost: HOST,
    smtpPort: 0,
    mailDomain: 'countersign.test',
    publicUrl: (port) => `http://localhost:${port}`,
    isLocal: true,
    transport: mailbox.transport,
    resolver: localZone({ keys: provider.keys }),
    chats: async () => ({ teams }),
    clock: now,
    standIns: { provider, deliverLocal: async (raw, to) => mailbox.store(raw, to) },
    seed: async (world) => seed(world, connector),
    routes: (world, { smtp }) =>
      localRoutes({
        site: world.ports.site,
        clock: now,
        advance: async (to) => to,
        settle: async () => world.dispatcher.settle(),
        mailbox,
        faults: faults(),
        people: localPeople(),
        cast: CAST,
        envelopes: async () => [],
        smtp: { host: HOST, port: smtp },
        sampleContract: async () => ({ filename: 'services-agreement.pdf', content: await contractPdf({ signers: 2 }) }),
      }),
  });
  onTestFinished(async () => product.close());
  const edges = { web: `http://${HOST}:${product.port}`, smtp: { host: HOST, port: product.smtpPort } };
  return { ...actorsOn(edges), endpoint: `${edges.web}/api/messages` };
}

async function seed({ directory, policies, stores }: World, connector: string): Promise<void> {
  await seedCast(directory);
  await seedPolicies(policies);
  const { approver } = ROLES;
  const { tenant } = entraOf(approver);
  const data = writeInstallationData({ serviceUrl: `${connector}/_connector` });
  await stores.installations.put({
    platform: 'teams',
    install: tenant,
    tenant: NORTHWIND.id,
    name: NORTHWIND.name,
    data,
    installedAt: now(),
  });
  await stores.accounts.put({
    platform: 'teams',
    install: tenant,
    user: entraOf(approver).user,
    tenant: NORTHWIND.id,
    email: approver.email,
    isEmailConfirmed: true,
    name: approver.name,
    standing: 'member',
    address: writePlace({ tenant, conversation: CONVERSATION, kind: 'personal', member: MEMBER }),
    checkedAt: now(),
  });
  await stores.accounts.prefer(NORTHWIND.id, approver.email, 'teams');
}

function entraOf({ name, teams }: CastMember): NonNullable<CastMember['teams']> {
  if (teams) return teams;
  throw new Error(`${name} has no account in Teams.`);
}
