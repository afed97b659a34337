// The product running on one machine: stores opened, mail and pages served, the dispatcher at work; and all of it closed in order.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import { templateIn } from '#apps/email/starting/start-address.ts';
import type { OfficeSettings } from '#apps/office/find.ts';
import { officeIn } from '#apps/office/lambda.ts';
import type { ImapConfig } from '#apps/mail-config.ts';
import type { Site } from '#apps/ports.ts';
import type { SealConfig } from '#apps/seal-config.ts';
import type { DnsResolver, MailTransport, Tokens } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import type { ChatSettings } from '#apps/world/chats.ts';
import type { DataDir } from './data-dir.ts';
import { engine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';
import { hourly } from './hourly.ts';
import { httpIn, remoteAddress } from './http.ts';
import { reportFault } from './log.ts';
import { smtpIn, type SmtpIn, type StandIns } from './smtp-in.ts';
import { createWorld, type World } from '#apps/world/world.ts';

export type ProductParts = {
  readonly data: DataDir;
  readonly host: string;
  readonly port: number;
  readonly smtpHost: string;
  readonly smtpPort: number;
  /** Mail is fetched from there; no mail server of our own listens then. */
  readonly mailbox?: ImapConfig;
  readonly mailDomain: string;
  readonly isPlusAddressed?: boolean;
  /** Known once the pages' port is, which may be any free one. */
  readonly publicUrl: (port: number) => string;
  readonly isLocal: boolean;
  /** Whose seal, and how lasting; absent: an authority of this machine. Asked for once the folder is ours: a stand-in keeps things there. */
  readonly seal?: () => Promise<SealConfig | undefined>;
  /** Where to look for what makes PDFs of office documents. */
  readonly office?: OfficeSettings;
  readonly transport: MailTransport;
  readonly resolver: DnsResolver;
  /** Asked for once the folder is ours: what stands in for a chat keeps things there. */
  readonly chats?: () => Promise<ChatSettings>;
  readonly clock: () => Instant;
  readonly standIns?: StandIns;
  /** Whatever the parts above hold open, closed last. */
  readonly release?: () => void | Promise<void>;
  /** Runs before anything is served; may refuse. */
  readonly seed: (world: World) => Promise<void>;
  /** Stands before every page. */
  readonly guard?: MiddlewareHandler;
  /** Further routes, asked before the channel's own; given what they may show. */
  readonly routes?: (world: World, ports: { readonly http: number; readonly smtp: number }) => Hono;
};

type Answer = (request: Request, env: object) => Response | Promise<Response>;

export type Product = {
  readonly world: World;
  readonly site: Site;
  readonly port: number;
  readonly smtpPort: number;
  close(): Promise<void>;
};

export async function runProduct(parts: ProductParts): Promise<Product> {
  const { data, clock } = parts;
  const unlock = lockFolder(data.path);
  const closing: (() => Promise<void> | void)[] = [unlock, async () => parts.release?.()];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
  };
  try {
    const table = sqliteTable(data.table);
    closing.push(async () => table.close());
    const blobs = diskBlobs(data.blobs);
    const running = engine({ report: reportFault });
    closing.push(async () => running.stop());

    // The port is needed to know the product's own address, so it is taken before there is anything to show.
    let answer: Answer = () => new Response('Countersign is starting.', { status: 503, headers: { 'Retry-After': '1' } });
    const http = await httpIn({ answer: async (request, env) => answer(request, env), host: parts.host, port: parts.port });
    closing.push(async () => http.close());
    const site = siteOf(parts, http.port);
    let isReady = false;
    const seal = await parts.seal?.();
    const world = await createWorld({
      table,
      blobs,
      authorityFolder: data.authority,
      ...(seal && { seal }),
      secrets: data.secrets,
      site,
      transport: parts.transport,
      resolver: parts.resolver,
      office: parts.office && (await officeIn(parts.office)),
      ...(parts.chats && { chats: await parts.chats() }),
      clock,
      machineNow: Date.now,
      sleep,
      isReady: () => isReady,
      wake: () => running.wake(),
      report: reportFault,
      remoteAddress,
    });
    await parts.seed(world);
    const smtp = await mailIn(parts, world);
    closing.push(async () => smtp.close());
    answer = pagesOf(parts, world, { http: http.port, smtp: smtp.port }).fetch;
    running.run(world.dispatcher);
    const { slack } = world.chats;
    if (slack) closing.push(hourly(slack.rotate, { doing: 'renewing tokens of Slack', report: reportFault }));
    isReady = true;
    return { world, site, port: http.port, smtpPort: smtp.port, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function pagesOf({ guard, routes }: ProductParts, world: World, ports: { readonly http: number; readonly smtp: number }): Hono {
  const pages = new Hono();
  if (guard) pages.use(guard);
  if (routes) pages.route('/', routes(world, ports));
  return pages.route('/', world.web);
}

async function mailIn(parts: ProductParts, { email, ports }: World): Promise<SmtpIn> {
  const { mailbox, clock } = parts;
  if (mailbox) {
    // Loaded where it is used only: most machines have a mail server of their own in front.
    const { fetching } = await import('./mail-fetch.ts');
    return { port: 0, ...fetching({ at: mailbox, site: ports.site, blobs: ports.blobs, accept: email.accept, clock }) };
  }
  return smtpIn({
    port: parts.smtpPort,
    host: parts.smtpHost,
    mailDomain: parts.mailDomain,
    knows: async (recipient) => isOurs(recipient, ports.site, ports.tokens),
    accept: async (mail) => void (await email.accept(mail)),
    blobs: ports.blobs,
    tempDir: join(parts.data.path, 'tmp'),
    clock: parts.clock,
    report: reportFault,
    ...(parts.standIns ? { standIns: parts.standIns } : {}),
  });
}

function siteOf({ publicUrl, mailDomain, isLocal, isPlusAddressed = false }: ProductParts, port: number): Site {
  return { publicUrl: publicUrl(port), mailDomain, signAddress: `sign@${mailDomain}`, isLocal, isPlusAddressed };
}

/** `sign@` and `sign+<template>@`, and reply addresses that were given out, with their twins to which messages come back: anything else is refused at once. */
async function isOurs(recipient: string, site: Site, tokens: Tokens): Promise<boolean> {
  const [, token] = /^(?:sign\+)?[rb]-([^@]*)/.exec(recipient) ?? [];
  return templateIn(recipient, site) !== undefined || (token !== undefined && (await tokens.resolve(token)) !== undefined);
}
