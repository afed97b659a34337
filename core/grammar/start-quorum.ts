// How many of those who are named must act: `any of`, `2 of` before the names, for the group that they form.
import type { Quorum } from '../terms.ts';
import { caught } from './match.ts';
import type { Acting, ActingRole } from './order.ts';

/** `any of a, b`, `2 of a, b, c`: how many of those who are named must act, and the rest of the line. */
export function readQuorum(value: string): { readonly quorum: Quorum; readonly rest: string } {
  const head = /^\s*(?:(any|one|either)|(?:any +)?([1-9]\d?)|(all)) +of +/i.exec(value);
  if (!head) return { quorum: 'all', rest: value };
  const rest = value.slice(caught(head, 0).length);
  if (caught(head, 3) !== '') return { quorum: 'all', rest };
  return { quorum: caught(head, 1) === '' ? Number(caught(head, 2)) : 'any', rest };
}

type Placed = Acting & { readonly step: number };

/** @param wanted by role; a quorum other than `all` needs its people in one step of their own */
export function quorumsByStep(
  people: readonly Placed[],
  wanted: Partial<Readonly<Record<ActingRole | 'cc', Quorum>>>,
): { readonly quorums: Readonly<Record<number, Quorum>>; readonly problems: readonly string[] } {
  const quorums: Record<number, Quorum> = {};
  const problems: string[] = [];
  for (const role of ['approver', 'signer', 'viewer'] as const) {
    const quorum = wanted[role] ?? 'all';
    if (quorum === 'all') continue;
    const steps = new Set(people.filter((one) => one.role === role).map(({ step }) => step));
    for (const step of steps) quorums[step] = quorum;
    if (steps.size > 1) problems.push(`“${role}s: ${quorum} of” counts one group, but “order” puts them in ${steps.size} steps.`);
  }
  return { quorums, problems };
}
