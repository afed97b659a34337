// Everything that is read but not the record: derived from whole streams, so that it can be written late, twice, in any order, or again
// from nothing.
import { nextDue } from '#core/due.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { dueRows, type Due } from './due-rows.ts';
import { personItems, personRows, type PersonRow } from './person-rows.ts';

export type Projections = {
  /** Brings all rows to the state of this stream; rows of a newer version stay. */
  project(stream: Stream): Promise<void>;
  /** What a person has to do with, in the order of the envelopes' ids. */
  ofPerson(tenant: TenantId, email: string): Promise<readonly PersonRow[]>;
  /** Envelopes in which time changes something at `now` or before, earliest first. */
  dueUntil(now: Instant): Promise<readonly Due[]>;
  /** The next time at which anything is due. */
  nextDueAt(): Promise<Instant | undefined>;
};

export function projections(table: Table): Projections {
  const dues = dueRows(table);
  return {
    async project(stream) {
      const state = fold(stream);
      if (state.status === 'none') return;
      await dues.move({ tenant: state.tenant, envelope: state.id, version: stream.version, at: nextDue(state) });
      await Promise.all(personItems(stream, state).map((item) => table.putIfNewer(item)));
    },
    ofPerson: (tenant, email) => personRows(table, tenant, email),
    dueUntil: (now) => dues.dueUntil(now),
    nextDueAt: () => dues.next(),
  };
}
