// Where a probe's mail is to come in: the mailbox that is polled, a mail server of our own that listens for as long as the probe takes, or
// what the product, which runs already, has stored. Nobody else's mail is taken, moved or answered for.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigProblem, type LiveConfig } from '#apps/config.ts';
import { bufferOf } from '#apps/email/raw/blob-bytes.ts';
import { clientFor } from '#apps/email/imap/watch.ts';
import { smtpIn } from '#apps/local/smtp-in.ts';
import type { ImapConfig } from '#apps/mail-config.ts';
import { instantOf } from '#core/time.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';

export type Sought = { readonly id: string; readonly recipient: string };
export type WayIn = {
  readonly name: string;
  /** @returns the mail as it came, once it has */
  readonly look: () => Promise<Buffer | undefined>;
  readonly close: () => Promise<void>;
};

/** The header that a probe's mail bears. */
export const PROBE_HEADER = 'X-Countersign-Probe';

export async function wayInOf(config: LiveConfig, sought: Sought): Promise<WayIn> {
  if (config.imap) return mailbox(config.imap, sought);
  try {
    return await listening(config, sought);
  } catch (problem) {
    // The port is taken: by the product, one hopes; by anything else, nothing will be found.
    if (problem instanceof ConfigProblem) return stored(config, sought);
    throw problem;
  }
}

async function mailbox(at: ImapConfig, { id }: Sought): Promise<WayIn> {
  const client = clientFor(at);
  client.on('error', () => undefined);
  await client.connect();
  async function lookInto(path: string): Promise<Buffer | undefined> {
    await client.mailboxOpen(path, { readOnly: true });
    const [uid] = (await client.search({ header: { [PROBE_HEADER]: id } }, { uid: true })) || [];
    if (uid === undefined) return undefined;
    const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
    return found === false ? undefined : found.source;
  }
  return {
    name: `the mailbox ${at.mailbox} of ${at.user} on ${at.host}`,
    // The product, where it runs, moves it to its folder at once.
    look: async () => (await lookInto(at.mailbox)) ?? lookInto(at.folder).catch(() => undefined),
    close: async () => client.close(),
  };
}

async function listening({ smtpHost, smtpPort, mailDomain }: LiveConfig, { id, recipient }: Sought): Promise<WayIn> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-probe-'));
  const blobs = diskBlobs(join(folder, 'blobs'));
  let found: Buffer | undefined;
  const server = await smtpIn({
    host: smtpHost,
    port: smtpPort,
    mailDomain,
    knows: (address) => address === recipient,
    // What is thrown is answered 451: whoever sent something else keeps it and comes again.
    async accept({ blob }) {
      const raw = await bufferOf(blobs, blob);
      if (!isOf(raw, id)) throw new Error('A mail that is not the probe’s was put off.');
      found = raw;
    },
    blobs,
    tempDir: join(folder, 'tmp'),
    clock: () => instantOf(Date.now()),
    report: () => undefined,
  }).catch(async (fault: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw fault;
  });
  return {
    name: `a mail server on ${smtpHost}:${server.port}, as long as this takes`,
    look: async () => found,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function stored({ dataDir, smtpHost, smtpPort }: LiveConfig, { id }: Sought): WayIn {
  const folder = join(dataDir, 'blobs', 'inbound', 'mail');
  const startedMs = Date.now();
  const looked = new Set<string>();
  return {
    name: `what the product on ${smtpHost}:${smtpPort} has stored in ${dataDir}`,
    async look() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names.filter((one) => !looked.has(one))) {
        looked.add(name);
        const path = join(folder, name);
        const { mtimeMs } = await stat(path);
        // Some file systems count seconds only.
        const raw = mtimeMs < startedMs - 2_000 ? undefined : await readFile(path);
        if (raw && isOf(raw, id)) return raw;
      }
      return undefined;
    },
    close: async () => undefined,
  };
}

function isOf(raw: Buffer, id: string): boolean {
  return raw.includes(`${PROBE_HEADER}: ${id}`);
}
