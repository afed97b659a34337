// Who comes when: steps from the `order` line; without one approvers come first, then signers, then those who only confirm.
import { withoutLinkMarks } from './address.ts';
import type { Listed } from './people.ts';
import { wordsOf } from './words.ts';

export type ActingRole = 'signer' | 'approver' | 'viewer';
export type Acting = Listed & { readonly role: ActingRole };
export type Ordered = { readonly people: readonly (Acting & { readonly step: number })[]; readonly problems: readonly string[] };

const ROLE_WORDS: Readonly<Record<string, ActingRole>> = {
  approver: 'approver',
  approvers: 'approver',
  reviewer: 'approver',
  reviewers: 'approver',
  approval: 'approver',
  signer: 'signer',
  signers: 'signer',
  signatories: 'signer',
  signatory: 'signer',
  viewer: 'viewer',
  viewers: 'viewer',
  reader: 'viewer',
  readers: 'viewer',
};
const MOST_CHARS = 4000;
const ALL_AT_ONCE = /^(?:parallel|in parallel|any|any order|all at once|all)$/;
const AS_LISTED = /^(?:listed|as listed|in order|in this order|sequential|one by one|one after (?:the )?(?:other|another))$/;

/** One number for each group of one role, in order. */
function turnsOf(people: readonly Acting[], role: ActingRole): Acting[][] {
  const turns = new Map<number, Acting[]>();
  for (const person of people.filter((person) => person.role === role)) turns.set(person.turn, [...(turns.get(person.turn) ?? []), person]);
  return [...turns.entries()].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

function inSteps(groups: readonly (readonly Acting[])[], problems: readonly string[]): Ordered {
  const people = groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => group.map((person) => ({ ...person, step: index + 1 })));
  return { people, problems };
}

/** @param me the sender's address, which an `order` line may call "me" */
export function inOrder({ people, order, me }: { people: readonly Acting[]; order: string | undefined; me: string }): Ordered {
  const approvers = turnsOf(people, 'approver');
  const signers = turnsOf(people, 'signer');
  const groups = [...approvers, ...signers, ...turnsOf(people, 'viewer')];
  const words = (order ?? '').slice(0, MOST_CHARS).trim().toLowerCase().replace(/\.$/, '');
  if (words === '' || ALL_AT_ONCE.test(words)) return inSteps(groups, []);
  if (AS_LISTED.test(words))
    return inSteps(
      groups.flat().map((person) => [person]),
      [],
    );
  return byRefs({ people, order: words, me });
}

function byRefs({ people, order, me }: { people: readonly Acting[]; order: string; me: string }): Ordered {
  const problems: string[] = [];
  const groups: Acting[][] = [];
  const placed = new Set<Acting>();
  for (const part of withoutLinkMarks(order)
    .replace(/<([^<>\s]+@[^<>\s]+)>/g, ' $1')
    .split(/->|→|⇒|=>|>|\bthen\b/)) {
    const refs = part
      .split(/[,;&+\n]|\band\b/)
      .map((ref) => ref.trim().replace(/^the /, '').replace(/\.$/, ''))
      .filter((ref) => ref !== '');
    const found = refs.map((ref) => ({ ref, groups: resolve({ ref, people, me }) }));
    for (const { ref, groups: matches } of found) {
      if (matches.length === 0) problems.push(`“order” mentions “${ref}”, who is not listed.`);
      if (matches.length > 1 && ROLE_WORDS[ref] === undefined)
        problems.push(`“order” mentions “${ref}”, which fits more than one person. Write the address.`);
    }
    const certain = found.filter(({ ref, groups: matches }) => matches.length === 1 || ROLE_WORDS[ref] !== undefined);
    // A role that has an order of its own keeps it when it stands alone.
    const next =
      certain.length === 1 ? certain.flatMap(({ groups }) => groups) : [certain.flatMap(({ groups: matches }) => matches.flat())];
    for (const group of next) {
      const twice = group.filter((person) => placed.has(person));
      problems.push(...twice.map(({ email }) => `“order” puts ${email} in more than one place.`));
      const fresh = group.filter((person, index) => !placed.has(person) && group.indexOf(person) === index);
      fresh.forEach((person) => placed.add(person));
      groups.push(fresh);
    }
  }
  const left = people.filter((person) => !placed.has(person));
  problems.push(...left.map(({ email }) => `“order” does not say when ${email} comes.`));
  return inSteps([...groups, left], problems);
}

/** @returns groups of one person for a person; several mean that the reference fits several people. */
function resolve({ ref, people, me }: { ref: string; people: readonly Acting[]; me: string }): Acting[][] {
  const role = ROLE_WORDS[ref];
  if (role) return turnsOf(people, role);
  const address = /\S+@\S+/.exec(ref)?.[0] ?? (/^(?:me|myself)$/.test(ref) ? me.toLowerCase() : undefined);
  if (address !== undefined) return onePerson(people.filter(({ email }) => email.toLowerCase() === address));
  const byLocalPart = people.filter(({ email }) => email.toLowerCase().startsWith(`${ref}@`));
  if (byLocalPart.length > 0) return onePerson(byLocalPart);
  const parts = wordsOf(ref);
  return onePerson(people.filter(({ name }) => parts.length > 0 && parts.every((part) => wordsOf(name.toLowerCase()).includes(part))));
}

/** Someone who both approves and signs is one person: the place meant is that of both, so it is told apart by role words only. */
function onePerson(people: readonly Acting[]): Acting[][] {
  return people.map((person) => [person]);
}
