// A Table that counts what is asked of it: for tests of what must not be read or written.
import type { Table } from '#core/ports.ts';

type Operation = Exclude<keyof Table, 'close'>;
export type Counts = Record<Operation, number>;

export type CountingTable = { readonly table: Table; readonly counts: Readonly<Counts>; reset(): void };

export function countingTable(inner: Table): CountingTable {
  const counts: Counts = { get: 0, putIfAbsent: 0, putIfVersion: 0, putIfNewer: 0, delete: 0, queryPartition: 0 };
  function counted<A extends unknown[], R>(operation: Operation, call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      counts[operation] += 1;
      return call(...args);
    };
  }
  return {
    table: wrapTable(inner, counted),
    counts,
    reset() {
      for (const operation of OPERATIONS) counts[operation] = 0;
    },
  };
}

const OPERATIONS: readonly Operation[] = ['get', 'putIfAbsent', 'putIfVersion', 'putIfNewer', 'delete', 'queryPartition'];

type Wrap = <A extends unknown[], R>(operation: Operation, call: (...args: A) => Promise<R>) => (...args: A) => Promise<R>;

/** The same table, every operation passed through `wrap`. */
export function wrapTable(inner: Table, wrap: Wrap): Table {
  return {
    get: wrap('get', inner.get),
    putIfAbsent: wrap('putIfAbsent', inner.putIfAbsent),
    putIfVersion: wrap('putIfVersion', inner.putIfVersion),
    putIfNewer: wrap('putIfNewer', inner.putIfNewer),
    delete: wrap('delete', inner.delete),
    queryPartition: wrap('queryPartition', inner.queryPartition),
    close: inner.close,
  };
}
