// The demo's mailboxes: where the product's mail ends, and what its people send each other. Kept apart from how the files lie.
import type { MailTransport } from '#core/ports.ts';
import { isOwnedBy, mailFolder, type MailFolder } from './mail-folder.ts';
import { attachmentOf, messageIdOf, readMail, type AttachedFile, type ReadMail } from './read-mail.ts';

/** As `GET /local/mail` gives it; `url` of an attachment is a path on this server. */
export type LocalMail = ReadMail & { readonly id: string; readonly to: string };

export type DemoMailbox = Pick<MailFolder, 'store' | 'raw'> & {
  /** Where the product's mail goes: into the mailbox of whoever it is for. */
  readonly transport: MailTransport;
  /** Oldest first; of everyone when nobody is named. */
  list(of: { readonly to?: string }): Promise<readonly LocalMail[]>;
  /** @param n counts from 0, as in the listing */
  attachment(id: string, n: number): Promise<AttachedFile | undefined>;
};

export function demoMailbox({ dir }: { dir: string }): DemoMailbox {
  const { ids, raw, store } = mailFolder(dir);
  const known = new Map<string, Promise<LocalMail>>();

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
    return { id, ...mail, to: mail.recipients.find((address) => isOwnedBy(id, address)) ?? '' };
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
      const wanted = (await ids()).filter((id) => to === undefined || isOwnedBy(id, to));
      const mails = await Promise.all(wanted.map(read));
      return to === undefined ? mails : mails.map((mail) => ({ ...mail, to: to.trim().toLowerCase() }));
    },
    async attachment(id, n) {
      const content = await raw(id);
      return content && attachmentOf(content, n);
    },
  };
}
