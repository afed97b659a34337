// A press whose answer Teams waits for: stored first, then carried to its outcome while the caller waits, for as long as Teams does. Pressed
// twice it is one act, and both times the outcome of that one act is the answer.
import { setTimeout } from 'node:timers/promises';
import type { Answer } from '#core/answer.ts';
import type { InboxOutcome, Lease } from '#core/ports.ts';
import { acceptOnce } from '#apps/accept-once.ts';
import { readChatRequest, type ChatRequest } from '#apps/chat/request.ts';
import { TurnLater } from '#stores/turn-later.ts';
import { withPeopleKnown } from './mentions.ts';
import type { TeamsParts } from './teams-ports.ts';

/** Teams gives up after five seconds, the way there and back included. */
const WAIT_MS = 3_500;
const STEP_MS = 100;

/** `working`: it is stored and will be finished, but not while Teams waits. `reason`: why not, which is then said here and nowhere else. */
export type Carried = { readonly outcome: InboxOutcome; readonly reason?: Answer } | 'working';

type Press = { readonly key: string; readonly request: ChatRequest };

export async function carry(parts: TeamsParts, press: Press): Promise<Carried> {
  const { inbox, waitMs = WAIT_MS } = parts.ports;
  const { key, outcome } = await triedBefore(parts, press.key);
  if (outcome) return { outcome };
  await acceptOnce(inbox, { channel: 'teams', key, request: press.request });
  const claimed = await inbox.claim('teams', key);
  const waiting = { isThere: true };
  const stop = new AbortController();
  const work = claimed ? run(parts, { ...claimed, waiting }) : outcomeOf(parts, key, stop.signal);
  const late = setTimeout(waitMs, 'working' as const, { signal: stop.signal }).catch(() => 'working' as const);
  const carried = await Promise.race([work, late]);
  waiting.isThere = false;
  stop.abort();
  return carried;
}

const MOST_TRIES = 20;

/** What was refused may be possible by now, though the card looks the same: too early for a reminder is only so for a while. */
async function triedBefore({ ports: { inbox } }: TeamsParts, base: string): Promise<{ key: string; outcome?: InboxOutcome }> {
  for (let time = 1; ; time += 1) {
    const key = time === 1 ? base : `${base}/${time}`;
    const outcome = await inbox.outcome('teams', key);
    if (!outcome) return { key };
    if (isActed(outcome) || time === MOST_TRIES) return { key, outcome };
  }
}

function isActed(outcome: InboxOutcome): boolean {
  return outcome.kind === 'done' && outcome.result.ok;
}

type Claimed = { readonly request: unknown; readonly lease: Lease; readonly waiting: { readonly isThere: boolean } };

async function run(parts: TeamsParts, { request, lease, waiting }: Claimed): Promise<Carried> {
  const { inbox, report, wake } = parts.ports;
  try {
    const known = await withPeopleKnown(parts, readChatRequest(request));
    const { outcome, answers } = await parts.chat.process(known, lease);
    const [first, ...others] = answers;
    const isSaidHere = waiting.isThere && !isActed(outcome) && first !== undefined && first.say.kind !== 'shared';
    await inbox.settle(lease, outcome, isSaidHere ? others : answers);
    return isSaidHere ? { outcome, reason: first } : { outcome };
  } catch (fault) {
    if (fault instanceof TurnLater) return 'working';
    report(fault, `processing request ${lease.key} of the teams channel`);
    await inbox.release(lease).catch((failed: unknown) => report(failed, `giving back request ${lease.key}`));
    const outcome = await inbox.outcome('teams', lease.key).catch(() => undefined);
    return outcome ? { outcome } : 'working';
  } finally {
    wake();
  }
}

/** Another runner has it. */
async function outcomeOf({ ports: { inbox } }: TeamsParts, key: string, signal: AbortSignal): Promise<Carried> {
  for (;;) {
    const outcome = await inbox.outcome('teams', key);
    if (outcome) return { outcome };
    if (signal.aborted) return 'working';
    await setTimeout(STEP_MS, undefined, { signal }).catch(() => undefined);
  }
}
