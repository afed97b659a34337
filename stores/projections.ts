// Everything that is read but not the record: derived from whole streams, so that it can be written late, twice, in any order, or again
// from nothing.
import type { Envelope } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import type { Ledger, Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { dueRows, type Due } from './due-rows.ts';
import { ledger } from './ledger.ts';
import { personItems, personRows, type PersonRow } from './person-rows.ts';

export type Projections = {
  /**
   * Brings all rows to the state of this stream; rows of a newer version stay.
   * @param since the oldest version whose rows may not be written yet: what no version from the one before it on has changed is then
   * left as it stands. Without it, every row is written.
   */
  project(stream: Stream, since?: number): Promise<void>;
  /** What a person has to do with, in the order of the envelopes' ids. */
  ofPerson(tenant: TenantId, email: string): Promise<readonly PersonRow[]>;
  /** Envelopes in which time changes something at `now` or before, earliest first. */
  dueUntil(now: Instant): Promise<readonly Due[]>;
  /** The next time at which anything is due. */
  nextDueAt(): Promise<Instant | undefined>;
};

export function projections(table: Table, record: Pick<Ledger, 'load'> = ledger(table)): Projections {
  const dues = dueRows(table, record);
  return {
    async project(stream, since) {
      const state = fold(stream);
      if (state.status === 'none') return;
      const before = since === undefined ? undefined : statesBefore(stream, since - 1);
      await dues.move(stream, since);
      await Promise.all(personItems(stream, state, before).map(async (item) => table.putIfNewer(item)));
    },
    ofPerson: (tenant, email) => personRows(table, tenant, email),
    dueUntil: (now) => dues.dueUntil(now),
    nextDueAt: () => dues.next(),
  };
}

/** As of each version from `from` on, without the last. */
function statesBefore(stream: Stream, from: number): readonly Envelope[] {
  return Array.from({ length: Math.max(0, stream.version - from) }, (_, at) => fold(stream, from + at));
}
