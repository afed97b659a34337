// Mail that came in, from the stored request to its outcome. Everything that a stranger controls ends in a value: acted on, asked about,
// answered or dropped. What is thrown is a fault of ours, and the request is run again.
import type { Lease } from '#core/ports.ts';
import type { Processed } from '#apps/ports.ts';
import { arrivalOf, dropped, tokenOf, type Arrival } from './gate/arrival.ts';
import { processAutomatic } from './automatic/automatic.ts';
import { withoutLoops } from './gate/breaker.ts';
import { quarantined } from './gate/quarantine.ts';
import { processReply } from './answering/reply.ts';
import { processReport } from './automatic/report.ts';
import { readRequest } from './request.ts';
import { templateIn } from './starting/start-address.ts';
import { processStart, type StartPorts } from './starting/start.ts';

/** The gate: size, header bytes, automation, which address of ours; then identity; then what the mail says (see reply.ts and start.ts). */
export async function processMail(ports: StartPorts, request: unknown, lease: Lease): Promise<Processed> {
  const read = readRequest(request);
  if ('report' in read) return processReport(ports, read.report, lease);
  if (read.provider?.virus === 'fail') return quarantined(ports, { mail: read, lease, why: 'virus' });
  const checked = await arrivalOf(ports, read, lease);
  if (!checked.ok) return checked.automatic ? processAutomatic(ports, checked.automatic, { mail: read, lease }) : checked.processed;
  const { arrival } = checked;
  return withoutLoops(ports, await processed(ports, arrival), arrival);
}

async function processed(ports: StartPorts, arrival: Arrival): Promise<Processed> {
  if (arrival.mail.provider?.spam === 'fail') return quarantined(ports, { ...arrival, why: 'spam' });
  if (templateIn(arrival.recipient, ports.site) !== undefined) return processStart(ports, arrival);
  const token = tokenOf(arrival.recipient);
  return token === undefined ? dropped('it is for no address of ours') : processReply(ports, arrival, token);
}
