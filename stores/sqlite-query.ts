// A partition query as SQL. LIKE is not used: `%` and `_` in a prefix are plain characters, and a range can use the primary key.
import type { PartitionQuery } from '#core/ports.ts';
import { prefixEnd } from './text-range.ts';

export type Sql = { readonly text: string; readonly values: readonly string[] };

export function sqlOf({ pk, prefix, after, to, reverse = false }: PartitionQuery): Sql {
  const end = prefix === undefined ? undefined : prefixEnd(prefix);
  const bounds: readonly (readonly [string, string | undefined])[] = [
    ['pk =', pk],
    ['sk >=', prefix],
    ['sk <', end],
    [reverse ? 'sk <' : 'sk >', after],
    ['sk <=', to],
  ];
  const given = bounds.flatMap(([condition, value]) => (value === undefined ? [] : [{ condition: `${condition} ?`, value }]));
  const where = given.map(({ condition }) => condition).join(' AND ');
  return {
    text: `SELECT pk, sk, version, body FROM item WHERE ${where} ORDER BY sk ${reverse ? 'DESC' : 'ASC'}`,
    values: given.map(({ value }) => value),
  };
}
