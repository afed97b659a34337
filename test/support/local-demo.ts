// The demo's surroundings for real (SMTP, mailboxes, pages over HTTP on loopback) around a product that is only a list of what it was given.
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { join } from 'node:path';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { CAST, localPeople } from '#apps/local/cast.ts';
import { productClock } from '#apps/local/clock.ts';
import { faults } from '#apps/local/faults.ts';
import type { LocalParts, StoryEnvelope } from '#apps/local/local-parts.ts';
import { demoMailbox, type DemoMailbox } from '#apps/local/mailbox.ts';
import { mailProvider } from '#apps/local/mail-provider.ts';
import { loopbackGuard } from '#apps/local/loopback-guard.ts';
import { localRoutes } from '#apps/local/routes.ts';
import { smtpIn } from '#apps/local/smtp-in.ts';
import type { InboundMail } from '#core/ports.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { unsignedMail } from './mail.ts';

export const SIGN = 'sign@sign.test';

export type Demo = Awaited<ReturnType<typeof localDemo>>;

/** @param folder holds everything; two demos on one folder, one after the other, are a restart */
export async function localDemo(folder: string, changed: Partial<LocalParts> = {}) {
  const clock = productClock({ dir: folder });
  const blobs = diskBlobs(join(folder, 'blobs'));
  const mailbox = demoMailbox({ dir: join(folder, 'mail') });
  const provider = await mailProvider({ dir: join(folder, 'local'), mailDomain: 'sign.test' });
  const accepted: InboundMail[] = [];
  const envelopes: StoryEnvelope[] = [];
  const smtp = await smtpIn({
    port: 0,
    host: '127.0.0.1',
    mailDomain: 'sign.test',
    knows: () => true,
    accept: async (mail) => {
      accepted.push(mail);
    },
    blobs,
    tempDir: join(folder, 'tmp'),
    clock: clock.now,
    report: (fault) => {
      throw fault;
    },
    standIns: { provider, deliverLocal: mailbox.store },
  });
  const parts: LocalParts = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'sign.test', signAddress: SIGN, isLocal: true },
    clock: clock.now,
    advance: async (to) => {
      clock.set(to);
      return clock.now();
    },
    settle: async () => ({ undispatched: 0, effects: { done: 0, failed: 0 } }),
    mailbox,
    faults: faults(),
    people: localPeople(),
    cast: CAST,
    envelopes: async () => envelopes,
    smtp: { host: '127.0.0.1', port: smtp.port },
    sampleContract: async () => ({ filename: 'Master Services Agreement.pdf', content: await contractPdf({ pages: 3 }) }),
    ...changed,
  };
  // Behind the guard, as the demo mounts them.
  const app = new Hono().use(loopbackGuard()).route('/', localRoutes(parts));
  const { server, port } = await listening(app);
  return {
    app,
    clock,
    blobs,
    mailbox,
    provider,
    accepted,
    envelopes,
    origin: `http://127.0.0.1:${port}`,
    smtpPort: smtp.port,
    async close() {
      await Promise.all([smtp.close(), new Promise((done) => server.close(done))]);
    },
  };
}

async function listening(app: Hono): Promise<{ server: ServerType; port: number }> {
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => ready({ server, port }));
  });
}

type ProductMail = {
  readonly to: string;
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: Buffer; readonly contentType: string }[];
};

/** Delivers a mail as the product would send it. */
export async function fromProduct(mailbox: DemoMailbox, { to, kind, ...letter }: ProductMail): Promise<string> {
  const raw = await unsignedMail({
    ...letter,
    from: `"Olivia Hart via Countersign" <${SIGN}>`,
    to,
    headers: { 'Reply-To': 'r-0123456789@sign.test', 'X-Countersign-Envelope': 'CS-7K3F2-QXA9B', 'X-Countersign-Kind': kind },
  });
  const { providerId } = await mailbox.transport.send({ from: SIGN, to, raw, tags: {} });
  return providerId;
}
