// The demo's mailboxes: every message as it arrived, one `.eml` file each, in one folder. The file's name says in which order it came and
// to whom, so there is nothing beside the messages that could be lost or disagree with them.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport } from '#core/ports.ts';
import { isCode, syncDirectory, writeDurably } from '#stores/durable-files.ts';
import { attachmentOf, messageIdOf, readMail, type AttachedFile, type ReadMail } from './read-mail.ts';

/** As `GET /local/mail` gives it; `url` of an attachment is a path on this server. */
export type LocalMail = ReadMail & { readonly id: string; readonly to: string };

export type DemoMailbox = {
  /** Where the product's mail goes: into the mailbox of whoever it is for. */
  readonly transport: MailTransport;
  /** Keeps a message for `to`, on disk before it returns. @returns its id; ids sort in the order of arrival */
  store(raw: Uint8Array | AsyncIterable<Uint8Array>, to: string): Promise<string>;
  /** Oldest first; of everyone when nobody is named. */
  list(of: { readonly to?: string }): Promise<readonly LocalMail[]>;
  raw(id: string): Promise<Buffer | undefined>;
  /** @param n counts from 0, as in the listing */
  attachment(id: string, n: number): Promise<AttachedFile | undefined>;
};

/** A running number and whose mailbox it is in. */
const ID = /^\d{8}-[0-9a-f]{12}$/;
const SUFFIX = '.eml';

export function demoMailbox({ dir }: { dir: string }): DemoMailbox {
  const known = new Map<string, Promise<LocalMail>>();
  let last: number | undefined;

  async function nextNumber(): Promise<number> {
    const highest = Number((await ids()).at(-1)?.slice(0, 8) ?? 0);
    last = Math.max(last ?? 0, highest) + 1;
    return last;
  }

  async function ids(): Promise<string[]> {
    const names = await readdir(dir).catch(orElse<string[]>([]));
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .filter((id) => ID.test(id))
      .toSorted();
  }

  async function raw(id: string): Promise<Buffer | undefined> {
    return ID.test(id) ? readFile(join(dir, id + SUFFIX)).catch(orElse(undefined)) : undefined;
  }

  async function store(content: Uint8Array | AsyncIterable<Uint8Array>, to: string): Promise<string> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const draft = join(dir, `.incoming-${randomUUID()}`);
    try {
      await writeDurably(draft, content);
      const id = `${String(await nextNumber()).padStart(8, '0')}-${ownerMark(to)}`;
      await rename(draft, join(dir, id + SUFFIX));
      await syncDirectory(dir);
      return id;
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Messages never change, so what was read once is kept. */
  function read(id: string): Promise<LocalMail> {
    const reading = known.get(id) ?? load(id);
    known.set(id, reading);
    reading.catch(() => known.delete(id));
    return reading;
  }

  async function load(id: string): Promise<LocalMail> {
    const content = await raw(id);
    if (!content) throw new Error(`Could not read mail ${id}: its file went away. Do not remove files while the demo runs.`);
    const mail = await readMail(content, (n) => `/local/mail/${id}/attachments/${n}`);
    return { id, ...mail, to: mail.recipients.find((address) => ownerMark(address) === id.slice(9)) ?? '' };
  }

  return {
    transport: {
      async send(mail) {
        const providerId = await store(mail.raw, mail.to);
        return { providerId, wireMessageId: messageIdOf(mail.raw) };
      },
    },
    store,
    raw,
    async list({ to }) {
      const mark = to === undefined ? undefined : ownerMark(to);
      const wanted = (await ids()).filter((id) => mark === undefined || id.endsWith(mark));
      const mails = await Promise.all(wanted.map(read));
      return to === undefined ? mails : mails.map((mail) => ({ ...mail, to: to.trim().toLowerCase() }));
    },
    async attachment(id, n) {
      const content = await raw(id);
      return content && attachmentOf(content, n);
    },
  };
}

function ownerMark(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex').slice(0, 12);
}

function orElse<T>(value: T): (fault: unknown) => T {
  return (fault) => {
    if (isCode(fault, 'ENOENT')) return value;
    throw fault;
  };
}
