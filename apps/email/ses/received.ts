// A mail that Amazon SES took for us: fetched from the bucket where SES put it, kept among our own blobs, and taken in once for each
// address of ours that it was sent to.
import type { Blobs, InboundMail } from '#core/ports.ts';
import { parseInstant } from '#core/time.ts';
import { blobKeys } from '#apps/ports.ts';
import { contentHash } from '#stores/content-hash.ts';
import { spooled, type Spool } from '#stores/spool.ts';
import { MOST_HEADER_BYTES, MOST_MESSAGE_BYTES } from '../limits.ts';
import { readLeniently } from '../raw/raw-header.ts';
import type { Received } from './notification.ts';
import { peerOf, traceBytes, verdictsOf, type Peer } from './verdicts.ts';

/** The bucket into which SES puts mail. Throws when the object is not there: it may yet be, and is then found on a later try. */
export type MailObjects = {
  readonly open: (place: { readonly bucket: string; readonly key: string }) => Promise<AsyncIterable<Uint8Array>>;
};

export type ReceivingPorts = {
  readonly objects: MailObjects;
  readonly blobs: Blobs;
  readonly accept: (mail: InboundMail) => Promise<'new' | 'seen'>;
};

/** @returns why nothing was taken in; undefined when all is. Repeating it changes nothing. */
export async function takeReceived(ports: ReceivingPorts, received: Received): Promise<string | undefined> {
  const { mail, receipt } = received;
  const receivedAt = parseInstant(mail.timestamp);
  if (receivedAt === undefined) throw new Error(`Could not take in mail ${mail.messageId}: SES gives no time at which it came.`);
  const { bucketName: bucket, objectKey: key } = receipt.action;
  const content = await bounded(await ports.objects.open({ bucket, key }));
  if (content === undefined) return `mail ${mail.messageId} is larger than ${MOST_MESSAGE_BYTES} bytes`;
  try {
    const head = await headOf(content);
    const peer = peerOf(readLeniently(head), mail.messageId);
    // Kept as the sender's server handed it over. What SES wrote on top differs each time that a server, having missed the answer, sends a
    // mail again; without it the second is known by its bytes. All that is of use in those lines the request holds.
    const handedOver = { content, from: peer ? traceBytes(head) : 0 };
    const blob = blobKeys.inboundMail(await contentHash(chunksOf(handedOver)));
    await ports.blobs.put(blob, chunksOf(handedOver));
    const common = { blob, mailFrom: mail.source ?? '', receivedAt, ...(peer ?? NOT_SEEN), provider: verdictsOf(received) };
    // Of the envelope. `mail.destination` is of the header, and so of whoever wrote it.
    const recipients = new Set(receipt.recipients.map((one) => one.toLowerCase()));
    for (const recipient of recipients) await ports.accept({ ...common, recipient });
  } finally {
    await content.release();
  }
  return undefined;
}

const NOT_SEEN: Peer = { remoteIp: '', helo: '' };

async function bounded(source: AsyncIterable<Uint8Array>): Promise<Spool | undefined> {
  let isTooLarge = false;
  async function* upToLimit(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      isTooLarge = bytes > MOST_MESSAGE_BYTES;
      if (isTooLarge) return;
      yield chunk;
    }
  }
  const content = await spooled(upToLimit());
  if (!isTooLarge) return content;
  await content.release();
  return undefined;
}

type Part = { readonly content: Spool; /** The first byte that counts. */ readonly from: number };

async function headOf(content: Spool): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunksOf({ content, from: 0 })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_HEADER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_HEADER_BYTES);
}

async function* chunksOf({ content, from }: Part): AsyncGenerator<Uint8Array> {
  const body = content.body();
  const chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array> = body instanceof Uint8Array ? [body] : body;
  let toSkip = from;
  for await (const chunk of chunks) {
    const skipped = Math.min(toSkip, chunk.length);
    toSkip -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}
