// A Table that counts what DynamoDB would bill, by the kind of row, whatever engine is behind it. The rules are those of its developer
// guide ("DynamoDB item sizes and formats", "DynamoDB read and write operations"), for strongly consistent reads.
import type { Item, Key, Table } from '#core/ports.ts';
import { storedBody } from '#stores/dynamo-body.ts';

export type Units = { readonly write: number; readonly read: number };
type Entry = { write: number; read: number; readonly operations: Record<string, number> };

export type CapacityTable = {
  readonly table: Table;
  /** What each kind of row took so far, dearest first. */
  byKind(): Readonly<Record<string, Units>>;
  /** Each operation on each kind of row, as in `ledger.queryPartition: 12`. */
  operations(): Readonly<Record<string, number>>;
  total(): Units;
  reset(): void;
};

export function capacityTable(inner: Table): CapacityTable {
  const kinds = new Map<string, Entry>();

  function count(pk: string, operation: string, units: Partial<Units>): void {
    const kind = kindOf(pk);
    const entry = kinds.get(kind) ?? { write: 0, read: 0, operations: {} };
    kinds.set(kind, entry);
    entry.write += units.write ?? 0;
    entry.read += units.read ?? 0;
    entry.operations[operation] = (entry.operations[operation] ?? 0) + 1;
  }

  /** The larger of what was there and what is put counts, and it counts also where the condition fails. */
  async function put(
    operation: 'putIfAbsent' | 'putIfVersion' | 'putIfNewer',
    item: Item,
    write: () => Promise<boolean>,
  ): Promise<boolean> {
    const before = await inner.get(item);
    count(item.pk, operation, { write: Math.max(writeUnits(item), writeUnits(before)) });
    return write();
  }

  const table: Table = {
    async get(key) {
      const item = await inner.get(key);
      count(key.pk, 'get', { read: readUnits(item ? [item] : []) });
      return item;
    },
    putIfAbsent: (item) => put('putIfAbsent', item, () => inner.putIfAbsent(item)),
    putIfVersion: (item, expected) => put('putIfVersion', item, () => inner.putIfVersion(item, expected)),
    putIfNewer: (item) => put('putIfNewer', item, () => inner.putIfNewer(item)),
    async delete(key: Key) {
      count(key.pk, 'delete', { write: writeUnits(await inner.get(key)) });
      await inner.delete(key);
    },
    async queryPartition(query) {
      const page = await inner.queryPartition(query);
      count(query.pk, 'queryPartition', { read: readUnits(page.items) });
      return page;
    },
    close: inner.close,
  };

  return {
    table,
    byKind() {
      const entries = [...kinds].toSorted(([, a], [, b]) => b.write + b.read - a.write - a.read);
      return Object.fromEntries(entries.map(([kind, { write, read }]) => [kind, { write, read }]));
    },
    operations() {
      const all = [...kinds].flatMap(([kind, { operations }]) => Object.entries(operations).map(([name, n]) => [`${kind}.${name}`, n]));
      return Object.fromEntries(all) as Record<string, number>;
    },
    total() {
      const sum = { write: 0, read: 0 };
      for (const { write, read } of kinds.values()) {
        sum.write += write;
        sum.read += read;
      }
      return sum;
    },
    reset: () => kinds.clear(),
  };
}

const NAMES = new Map([
  ['E', 'ledger'],
  ['FX', 'effects'],
  ['P', 'people'],
  ['DUE', 'due'],
  ['CODES', 'codes'],
  ['AWAY', 'absences'],
  ['POLICY', 'policy'],
  ['PREF', 'preferences'],
  ['QUOTA', 'quotas'],
  ['MEMBERS', 'directory'],
  ['TENANTS', 'directory'],
  ['DOM', 'directory'],
  ['ADDR', 'directory'],
  ['U', 'pointers'],
  ['IN', 'inbox'],
  ['INP', 'inbox index'],
  ['TK', 'tokens'],
  ['REG', 'registry'],
]);

/** What a partition holds, told by its key: `T#northwind#FX#CS-…` holds effects. */
export function kindOf(pk: string): string {
  const [first = '', , third = ''] = pk.split('#');
  const mark = first === 'T' ? third : first;
  return NAMES.get(mark) ?? mark;
}

const ATTRIBUTES = 'pk'.length + 'sk'.length + 'version'.length + 'body'.length;

/** Names count as well as values, and a body as it is really stored. */
export function sizeOf({ pk, sk, version, body }: Item): number {
  return ATTRIBUTES + Buffer.byteLength(pk) + Buffer.byteLength(sk) + numberBytes(version) + storedBytes({ pk, body });
}

export function storedBytes(row: Pick<Item, 'pk' | 'body'>): number {
  const stored = storedBody(row);
  return 'S' in stored ? Buffer.byteLength(stored.S) : stored.B.length;
}

/** A byte for every two significant digits and one more; zeros at the end are trimmed. */
function numberBytes(value: number): number {
  const digits = String(value);
  const significant = digits.replace(/0+$/, '');
  // Digits are kept in pairs counted from the decimal point.
  const isSplit = (digits.length - significant.length) % 2 === 1;
  return 1 + Math.ceil((significant.length + (isSplit ? 1 : 0)) / 2);
}

function writeUnits(item: Item | undefined): number {
  return item ? Math.ceil(sizeOf(item) / 1024) : 1;
}

/** The rows of a page are added up before they are rounded. */
function readUnits(items: readonly Item[]): number {
  const bytes = items.reduce((sum, item) => sum + sizeOf(item), 0);
  return Math.max(1, Math.ceil(bytes / 4096));
}
