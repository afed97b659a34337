// The composition root of a whole product in one process: stores, channels and dispatcher, built once from a table, blobs and what differs
// between the demo, live work and the tests (the mail transport, the resolver, the clock). Nothing here decides anything.
import type { Hono } from 'hono';
import { emailChannel, type EmailChannel } from '#apps/email/lambda.ts';
import type { Ports } from '#apps/ports.ts';
import type { SealConfig } from '#apps/seal-config.ts';
import type { Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { sealingParts } from '#apps/sealer/sealing.ts';
import { webChannel } from '#apps/web/lambda.ts';
import type { Dispatcher } from '#apps/dispatch/dispatcher.ts';
import { german } from '#core/phrases/de/german.ts';
import { english } from '#core/phrases/en/english.ts';
import type { DnsResolver, MailTransport } from '#core/ports.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Policies } from '#stores/policies.ts';
import { baseOf, HOUSE, type BaseParts } from './base.ts';
import { chatPortsOf } from './chat-base.ts';
import { chats, type Chats, type ChatSettings } from './chats.ts';
import { dispatching } from './dispatching.ts';
import { offsetAt } from './hashing.ts';
import type { WorldStores } from './world-stores.ts';

export type WorldParts = Omit<BaseParts, 'sealer'> & {
  readonly authorityFolder: string;
  /** Absent: an authority of this machine, and no time-stamps. */
  readonly seal?: SealConfig;
  readonly transport: MailTransport;
  readonly resolver: DnsResolver;
  /** Without it, there is mail and the page. */
  readonly chats?: ChatSettings;
  readonly isReady: () => boolean;
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

export async function createWorld(parts: WorldParts): Promise<World> {
  const { clock, report, secrets, site } = parts;
  const { anchors, ...sealing } = await sealingParts({ config: parts.seal, folder: parts.authorityFolder, clock });
  const base = baseOf({ ...parts, sealer: sealer({ ...sealing, offsetAt }) });
  const { ports, stores } = base;
  await stores.directory.addTenant(HOUSE);
  const email = emailChannel({ ...ports, transport: parts.transport, resolver: parts.resolver, house: HOUSE.id });
  const web = webChannel({
    ...ports,
    webSecret: secrets.web,
    verifyPage: async () => {
      // On demand: a bundler comes along.
      const { verifyPage } = await import('#apps/verify-page/build.ts');
      return verifyPage({ anchors, notes: site.isLocal ? localNotes() : [] });
    },
    isReady: parts.isReady,
    report,
    ...(parts.remoteAddress ? { remoteAddress: parts.remoteAddress } : {}),
  });
  const chatting = chats(parts.chats ?? {}, { ...parts, stores, ports: chatPortsOf(base, secrets) });
  const { by, runner } = dispatching({ ...parts, ...base, channels: { email, web, ...chatting } });
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
    dispatcher: by(runner),
  };
}

/** On the page that checks files, whatever language its reader has. */
function localNotes() {
  return [english, german].map(({ language, page }) => ({ language, text: page.local }));
}
