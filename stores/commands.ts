// Running a command: load, fold, decide, append with one conditional write; when someone was first, all of it again on what they stored.
import { commitOf, type Random } from '#core/chain.ts';
import type { Command, Decision } from '#core/command.ts';
import { decide } from '#core/decide.ts';
import type { Envelope } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { evolve } from '#core/evolve.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, HashText, TenantId } from '#core/ids.ts';
import type { CommandOutcome, Commands, Ledger, Lease } from '#core/ports.ts';
import type { Commit, Stream } from '#core/record.ts';
import { later, type Instant, type OffsetAt } from '#core/time.ts';
import { backoffMs } from './backoff.ts';
import type { InboxWithAnswers } from './inbox.ts';
import type { Pointer, Pointers } from './pointers.ts';
import type { Quotas } from './quotas.ts';
import { TurnLater } from './turn-later.ts';

/** Over a network of 2 to 12 ms an operation, fifty who act at the same moment all get through with these. */
const MOST_ATTEMPTS = 12;
const CONFLICT = { baseMs: 25, capMs: 1000 } as const;

type Settings = {
  readonly ledger: Ledger;
  readonly pointers: Pointers;
  readonly inbox: Pick<InboxWithAnswers, 'holds' | 'lead' | 'postpone'>;
  /** Absent: every tenant may do as much as it likes. */
  readonly quotas?: Quotas | undefined;
  /** The product's clock. */
  readonly now: () => Instant;
  readonly randomHex: Random;
  readonly sha256: HashText;
  readonly offsetAt: OffsetAt;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 to below 1; spreads the retries. */
  readonly jitter: () => number;
  /** Told of every commit that was stored, so that its effects need not wait for the next sweep. */
  readonly announce?: (stored: Pointer) => void;
};

export function commands(settings: Settings): Commands {
  return {
    async run(...[tenant, envelope, command, lease]) {
      if (lease) await waitForTurn(settings, tenant, lease);
      let lost: number | undefined;
      for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
        const outcome = await attempt(settings, { tenant, envelope, command, lease, lost });
        if (!('lost' in outcome)) return outcome;
        lost = outcome.lost;
        if (attempts < MOST_ATTEMPTS) await settings.sleep(backoffMs({ attempts, ...CONFLICT, random: settings.jitter }));
      }
      throw new Error(
        `Could not record ${command.type} on envelope ${envelope}: others were first ${MOST_ATTEMPTS} times in a row. Deliver the request again.`,
      );
    },
  };
}

/** `lost`: the version at which someone else was first. */
type Lost = { readonly lost: number | undefined };
type Work = Lost & {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly command: Command;
  readonly lease: Lease | undefined;
};

async function attempt(settings: Settings, { tenant, envelope, command, lease, lost }: Work): Promise<CommandOutcome | Lost> {
  const { ledger, pointers, inbox, announce } = settings;
  const stream = await ledger.load(tenant, envelope);
  const earlier = stream.commits.find(({ key }) => key === command.key);
  if (earlier) return { ok: true, tenant, envelope, version: earlier.version };

  const state = fold(stream);
  const decision = await decided(settings, state, { tenant, envelope, command });
  if (!decision.ok) return decision;
  if (decision.events.length === 0) return { ok: true, tenant, envelope, version: stream.version };

  const commit = commitFor(settings, { stream, state, events: decision.events, key: command.key });
  const pointer = { kind: 'commit', tenant, envelope, version: commit.version } as const;
  const isFollowed = !decision.events.every(isReceipt);
  // The request behind it is found as surely as a pointer, and until all is done that follows.
  const isLed = isFollowed && lease !== undefined && (await inbox.lead(lease, { tenant, envelope, version: commit.version }, lost));
  if (isFollowed && !isLed) await pointers.put(pointer);
  if (lease && !(await inbox.holds(lease))) {
    throw new Error(`Stopped request ${lease.key} of channel ${lease.channel}: lease ${lease.generation} is lost. Another runner has it.`);
  }
  if ((await ledger.append(tenant, envelope, commit)) === 'someone-was-first') return { lost: commit.version };
  if (isFollowed) announce?.(pointer);
  return { ok: true, tenant, envelope, version: commit.version };
}

/** Only what somebody asks for is counted: the product itself never waits. */
async function waitForTurn({ quotas, inbox }: Settings, tenant: TenantId, lease: Lease): Promise<void> {
  const until = await quotas?.waitFor(tenant, lease);
  if (until === undefined) return;
  await inbox.postpone(lease, until);
  throw new TurnLater(`Request ${lease.key} of channel ${lease.channel} waits: its tenant's requests of this minute are all taken.`);
}

/** A send that nothing else is against takes one of its tenant's places of the day; whoever tries again finds the same one. */
async function decided({ offsetAt, quotas }: Settings, state: Envelope, work: Omit<Work, 'lease' | 'lost'>): Promise<Decision> {
  const { tenant, envelope, command } = work;
  const decision = decide(state, command, offsetAt);
  if (!quotas || command.type !== 'send' || !decision.ok) return decision;
  return decide(state, { ...command, quota: await quotas.forSend(tenant, { envelope, at: command.at }) }, offsetAt);
}

/**
 * A message that came through: nothing follows from it. Projections show it, and whoever records it still holds the pointer of the commit
 * that the message was about, which goes only when they are written.
 */
function isReceipt(event: EnvelopeEvent): boolean {
  return event.type === 'deliveries-recorded' && event.deliveries.every(({ outcome }) => outcome === 'accepted');
}

type Decided = { readonly stream: Stream; readonly state: Envelope; readonly events: readonly EnvelopeEvent[]; readonly key: string };

function commitFor({ now, randomHex, sha256 }: Settings, { stream, state, events, key }: Decided): Commit {
  const then = events.reduce(evolve, state);
  const recipients = then.status === 'none' ? [] : then.recipients;
  const last = stream.commits.at(-1)?.recordedAt;
  return commitOf({
    stream,
    events,
    key,
    writer: randomHex(16),
    // The record never goes back in time, whatever the clocks of several machines say.
    recordedAt: last === undefined ? now() : later(last, now()),
    roleOf: (recipient) => recipients.find(({ id }) => id === recipient)?.role,
    random: randomHex,
    sha256,
  });
}
