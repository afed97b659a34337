// One look into a polled mailbox: every mail that is for us is stored and taken in, and only then moved to a folder of its own. Whatever
// happens in between, the next look finds it again, and taking it in twice changes nothing.
import type { ImapFlow } from 'imapflow';
import type { Blobs, InboundMail } from '#core/ports.ts';
import { instantOf, type Instant } from '#core/time.ts';
import { blobKeys } from '#apps/ports.ts';
import { contentHash } from '#stores/content-hash.ts';
import { spooled } from '#stores/spool.ts';
import { envelopeIn } from './envelope.ts';
import { MOST_MESSAGE_BYTES } from '../limits.ts';
import { readLeniently } from '../raw/raw-header.ts';

export type IntakePorts = {
  readonly mailDomain: string;
  readonly signAddress: string;
  /** Where mails go once they are taken in. */
  readonly folder: string;
  readonly blobs: Blobs;
  readonly accept: (mail: InboundMail) => Promise<unknown>;
  readonly clock: () => Instant;
  readonly report: (fault: unknown, doing: string) => void;
};

/** What was looked at and left where it is, by UID; void once the mailbox has another UIDVALIDITY (RFC 3501 §2.3.1.1). */
export type Looked = { uidValidity: bigint | undefined; readonly left: Set<number> };

export async function takeNew(client: ImapFlow, ports: IntakePorts, looked: Looked): Promise<void> {
  forgetIfRenumbered(client, looked);
  const found = await client.search({ all: true }, { uid: true });
  for (const uid of (found || []).filter((one) => !looked.left.has(one))) {
    try {
      if (!(await takeOne(client, ports, uid))) looked.left.add(uid);
    } catch (fault) {
      // Without the connection nothing else can be taken; with it, one mail must not hold up the next.
      if (!client.usable) throw fault;
      ports.report(fault, `taking mail ${uid} out of the mailbox`);
    }
  }
}

function forgetIfRenumbered(client: ImapFlow, looked: Looked): void {
  const uidValidity = client.mailbox === false ? undefined : client.mailbox.uidValidity;
  if (uidValidity === looked.uidValidity) return;
  looked.left.clear();
  looked.uidValidity = uidValidity;
}

/** @returns false for a mail that stays where it is */
async function takeOne(client: ImapFlow, ports: IntakePorts, uid: number): Promise<boolean> {
  const about = await client.fetchOne(String(uid), { size: true, internalDate: true, headers: true }, { uid: true });
  if (about === false) return true;
  const envelope = envelopeIn(readLeniently(about.headers ?? Buffer.alloc(0)), ports);
  if (!envelope) return false;
  if ((about.size ?? 0) > MOST_MESSAGE_BYTES) {
    ports.report(
      new Error(`It has ${about.size} bytes, of which ${MOST_MESSAGE_BYTES} are taken. It was left there.`),
      `looking at mail ${uid}`,
    );
    return false;
  }
  const blob = await stored(client, ports.blobs, uid);
  // The mailbox's own time of arrival. One that is ahead of us was not given by a server's clock.
  const arrivedMs = about.internalDate === undefined ? Number.NaN : new Date(about.internalDate).getTime();
  const now = ports.clock();
  const arrived = Number.isNaN(arrivedMs) ? now : instantOf(arrivedMs);
  await ports.accept({ blob, ...envelope, receivedAt: arrived < now ? arrived : now, remoteIp: '', helo: '' });
  return moved(client, ports, uid);
}

async function stored(client: ImapFlow, blobs: Blobs, uid: number): Promise<string> {
  const { content } = await client.download(String(uid), undefined, { uid: true });
  if (!content) throw new Error(`Could not read mail ${uid}: it is no longer in the mailbox.`);
  const spool = await spooled(content);
  try {
    const blob = blobKeys.inboundMail(await contentHash(spool.body()));
    await blobs.put(blob, spool.body());
    return blob;
  } finally {
    await spool.release();
  }
}

/** Where the server does not let it be moved, it is marked as read and left; it is taken in all the same. */
async function moved(client: ImapFlow, { folder, report }: IntakePorts, uid: number): Promise<boolean> {
  await client.mailboxCreate(folder).catch(() => undefined);
  if (await client.messageMove(String(uid), folder, { uid: true })) return true;
  report(new Error(`The mail server did not move it to the folder ${folder}. Make that folder, or set IMAP_FOLDER.`), `moving mail ${uid}`);
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  return false;
}
