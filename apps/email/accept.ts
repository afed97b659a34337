// Takes a mail in: stored so that its 250 can be given, and known again when the sender's server, having missed the 250, sends it twice.
import type { DeliveryReport } from '#core/messages.ts';
import type { InboundMail } from '#core/ports.ts';
import type { Ports } from '#apps/ports.ts';
import { rawHashOf } from './request.ts';

export async function acceptMail(ports: Ports, mail: InboundMail): Promise<'new' | 'seen'> {
  const key = ports.sha256(JSON.stringify([rawHashOf(mail), mail.mailFrom.toLowerCase(), mail.recipient.toLowerCase()]));
  // The second delivery of the same mail has its own time and connection; those of the first count.
  const outcome = await ports.inbox.acceptFirst('email', key, mail);
  ports.wake();
  return outcome;
}

/** @param key the same for every delivery of one report */
export async function acceptReport(ports: Ports, key: string, report: DeliveryReport): Promise<'new' | 'seen'> {
  const outcome = await ports.inbox.accept('email', `report/${key}`, { report });
  ports.wake();
  return outcome;
}
