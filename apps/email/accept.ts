// Takes a mail in: stored so that its 250 can be given, and known again when the sender's server, having missed the 250, sends it twice.
import type { DeliveryReport } from '#core/messages.ts';
import type { InboundMail } from '#core/ports.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import { bufferOf } from './blob-bytes.ts';
import { rawHashOf, readMail } from './request.ts';

export async function acceptMail(ports: Ports, mail: InboundMail): Promise<'new' | 'seen'> {
  const key = ports.sha256(JSON.stringify([rawHashOf(mail), mail.mailFrom.toLowerCase(), mail.recipient.toLowerCase()]));
  // The second delivery of the same mail has its own time and connection; the first one's count, so that one key stays one request.
  const receipt = blobKeys.inboundReceipt(key);
  await ports.blobs.put(receipt, Buffer.from(JSON.stringify(mail)));
  const first = readMail(JSON.parse((await bufferOf(ports.blobs, receipt)).toString('utf8')));
  const outcome = await ports.inbox.accept('email', key, first);
  ports.wake();
  return outcome;
}

/** @param key the same for every delivery of one report */
export async function acceptReport(ports: Ports, key: string, report: DeliveryReport): Promise<'new' | 'seen'> {
  const outcome = await ports.inbox.accept('email', `report/${key}`, { report });
  ports.wake();
  return outcome;
}
