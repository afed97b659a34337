// A form that was sent: stored in the inbox before anything happens, then carried to its outcome. Sent twice, it is one act, and both
// times the outcome of that one act is the answer.
import { setTimeout } from 'node:timers/promises';
import type { InboxOutcome } from '#core/ports.ts';
import { acceptOnce } from '#apps/accept-once.ts';
import { TurnLater } from '#stores/turn-later.ts';
import { keyOf } from './forms.ts';
import { processRequest } from './inbound.ts';
import type { WebRequest } from './request.ts';
import type { WebPorts } from './web-ports.ts';

/** How long a browser waits for a runner that has the request already. */
const WAIT = { steps: 50, ms: 100 };

/** `working`: it is stored and will be finished, but not while the browser waits. */
export type Carried = InboxOutcome | 'working';

export async function carry(ports: WebPorts, nonce: string, request: WebRequest): Promise<Carried> {
  const { inbox, wake } = ports;
  const key = keyOf(nonce);
  const known = await inbox.outcome('web', key);
  if (known) return known;
  await acceptOnce(inbox, { channel: 'web', key, request });
  const claimed = await inbox.claim('web', key);
  if (!claimed) return waitFor(ports, key);
  try {
    const { outcome, answers } = await processRequest(ports, claimed.request, claimed.lease);
    await inbox.settle(claimed.lease, outcome, answers);
    return outcome;
  } catch (fault) {
    if (fault instanceof TurnLater) return 'working';
    ports.report?.(fault, `processing request ${key} of the web channel`);
    await inbox.release(claimed.lease).catch((failed: unknown) => ports.report?.(failed, `giving back request ${key}`));
    return (await inbox.outcome('web', key)) ?? 'working';
  } finally {
    wake();
  }
}

async function waitFor({ inbox }: WebPorts, key: string): Promise<Carried> {
  for (let step = 0; step < WAIT.steps; step += 1) {
    const outcome = await inbox.outcome('web', key);
    if (outcome) return outcome;
    await setTimeout(WAIT.ms);
  }
  return 'working';
}
