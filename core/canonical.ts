// RFC 8785 (JSON Canonicalization Scheme) for the values that events hold: what is hashed must be written one way only.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };

/**
 * Keys sorted by UTF-16 code units (RFC 8785 §3.2.3), strings and numbers as ECMAScript serialises them (§3.2.2).
 * Absent (`undefined`) members are left out, as JSON does.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member as Json)}`);
  return `{${members.join(',')}}`;
}
