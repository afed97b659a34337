// A Table whose writes can be made to fail, before or after they took effect: the two kinds of silence that a network knows.
import type { Item, Table } from '#core/ports.ts';

type Fault = 'nothing-stored' | 'stored-but-unheard' | 'stored-but-refused';

export type FaultyTable = {
  readonly table: Table;
  /** The next conditional write of a row whose partition begins so fails in this way. */
  failNext(partition: string, fault: Fault): void;
};

export function faultyTable(inner: Table): FaultyTable {
  const planned = new Map<string, Fault>();

  async function write(item: Item, store: () => Promise<boolean>): Promise<boolean> {
    const partition = [...planned.keys()].find((prefix) => item.pk.startsWith(prefix));
    const fault = partition === undefined ? undefined : planned.get(partition);
    if (partition === undefined || fault === undefined) return store();
    planned.delete(partition);
    if (fault !== 'nothing-stored') await store();
    // A client library that tries twice by itself finds its own first attempt in the way.
    if (fault === 'stored-but-refused') return false;
    throw new Error('the connection was reset');
  }

  return {
    table: {
      ...inner,
      putIfAbsent: (item) => write(item, () => inner.putIfAbsent(item)),
      putIfVersion: (item, expected) => write(item, () => inner.putIfVersion(item, expected)),
    },
    failNext: (partition, fault) => void planned.set(partition, fault),
  };
}

/** A table for a process that dies: so many writes succeed, and none after them. */
export function mortalTable(inner: Table, survived: number): Table {
  let left = survived;
  async function live<T>(write: () => Promise<T>): Promise<T> {
    if (left === 0) throw new Error('died');
    left -= 1;
    return write();
  }
  return {
    ...inner,
    putIfAbsent: (item) => live(() => inner.putIfAbsent(item)),
    putIfVersion: (item, expected) => live(() => inner.putIfVersion(item, expected)),
    putIfNewer: (item) => live(() => inner.putIfNewer(item)),
    delete: (key) => live(() => inner.delete(key)),
  };
}
