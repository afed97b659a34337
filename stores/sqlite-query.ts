// A partition query as SQL. LIKE is not used: `%` and `_` in a prefix are plain characters, and a range can use the primary key.
import type { PartitionQuery } from '#core/ports.ts';

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

/**
 * The least text, by UTF-8 bytes, that is greater than everything that begins with `prefix`: the last code point that can be raised is
 * raised. Bytes order code points as their numbers do; surrogates are no code points. @returns undefined when there is no such text.
 */
function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (char) => char.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
