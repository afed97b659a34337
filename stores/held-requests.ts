// Requests on which this process holds a lease, as their rows stand: nobody else changes them meanwhile, so they need not be read again.
// Believed for the first half of a lease only, so that two machines whose clocks differ never both believe.
import type { RequestName, RequestRow } from './inbox-row.ts';
import type { LeaseSettings } from './lease.ts';

export type Held = {
  readonly row: RequestRow;
  /** As of which the index row stands that leads here; undefined when it was not looked at. */
  readonly openedAt?: number | undefined;
  /** The version of the commit that the index row leads to. */
  readonly led?: number;
  /** Taken in by this process, and not claimed yet. */
  readonly isWaiting?: boolean;
};

export type HeldRequests = {
  get(name: RequestName): Held | undefined;
  put(held: Held): void;
  drop(name: RequestName): void;
  /** Whether another one may be taken in as claimed: what nobody here turns to in time waits until its lease is over. */
  hasRoom(): boolean;
};

const MOST_HELD = 1_000;

export function heldRequests({ machineNow, leaseMs }: LeaseSettings): HeldRequests {
  const held = new Map<string, Held>();
  return {
    get(name) {
      const found = held.get(nameOf(name));
      if (!found || found.row.leaseUntil - machineNow() > leaseMs / 2) return found;
      held.delete(nameOf(name));
      return undefined;
    },
    put: (one) => void held.set(nameOf(one.row), one),
    drop: (name) => void held.delete(nameOf(name)),
    hasRoom: () => held.size < MOST_HELD,
  };
}

function nameOf({ channel, key }: RequestName): string {
  return `${channel}#${key}`;
}
