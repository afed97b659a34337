// Mail that came in, from the stored request to its outcome. Everything that a stranger controls ends in a value: acted on, asked about,
// answered or dropped. What is thrown is a fault of ours, and the request is run again.
import type { Lease } from '#core/ports.ts';
import type { Processed } from '#apps/ports.ts';
import { arrivalOf, dropped, tokenOf } from './arrival.ts';
import { processReply } from './reply.ts';
import { readRequest } from './request.ts';
import { processStart, type StartPorts } from './start.ts';

/** The gate: size, header bytes, automation, which address of ours; then identity; then what the mail says (see reply.ts and start.ts). */
export async function processMail(ports: StartPorts, request: unknown, lease: Lease): Promise<Processed> {
  const checked = await arrivalOf(ports, readRequest(request), lease);
  if (!checked.ok) return checked.processed;
  const { arrival } = checked;
  if (arrival.recipient === ports.site.signAddress.toLowerCase()) return processStart(ports, arrival);
  const token = tokenOf(arrival.recipient);
  return token === undefined ? dropped('it is for no address of ours') : processReply(ports, arrival, token);
}
