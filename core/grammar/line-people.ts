// People in a line: a mention, an address with or without a name in front, or "me". A name alone is nobody.
import { canonicalAddress, isAddress } from './address.ts';
import type { Person } from './line-intent.ts';
import { isEnd, isMark, says, textFrom, wordAt, type Speech } from './speech.ts';
import type { Token } from './tokens.ts';

type FoundPerson = { readonly person: Person; readonly next: number };
export type FoundPeople = { readonly steps: readonly (readonly Person[])[]; readonly next: number };

const MOST_NAME_WORDS = 5;
/** What stands between people. */
const NO_NAMES = ['to', 'from', 'next', 'and', 'cc', 'by'] as const;
const MOST_PEOPLE = 50;

export function personAt(speech: Speech, at: number): FoundPerson | undefined {
  const token = speech.tokens[at];
  if (token === undefined) return undefined;
  const alone = onePiece(speech, token);
  if (alone) return { person: alone, next: at + 1 };
  return named(speech, at);
}

function onePiece({ context, vocabulary }: Speech, { kind, text, name }: Token): Person | undefined {
  if (kind === 'mention' || kind === 'group') return { kind, id: text, name: name || text };
  const address = text.replace(/[.!?]+$/, '');
  if ((kind === 'word' || kind === 'address') && isAddress(address)) return { kind: 'mailbox', name: '', email: canonicalAddress(address) };
  if (kind !== 'word' || !vocabulary.says('me', address)) return undefined;
  return context.me ? { kind: 'mailbox', ...context.me } : { kind: 'me' };
}

/** `Dana Ruiz <dana@fabrikam.example>`, the name also in quotation marks. */
function named(speech: Speech, at: number): FoundPerson | undefined {
  const length = speech.tokens
    .slice(at, at + MOST_NAME_WORDS + 1)
    .findIndex(
      ({ kind }, index) => (kind !== 'word' && kind !== 'quoted') || NO_NAMES.some((keyword) => says(speech, at + index, keyword)),
    );
  const token = length < 1 ? undefined : speech.tokens[at + length];
  if (token?.kind !== 'address' || !isAddress(token.text)) return undefined;
  const name = textFrom(speech, at, at + length).replaceAll('"', '');
  return { person: { kind: 'mailbox', name, email: canonicalAddress(token.text) }, next: at + length + 1 };
}

/** @returns one group for each "then"; undefined when somebody is named whom we cannot tell */
export function peopleAt(speech: Speech, from: number): FoundPeople | undefined {
  const steps: Person[][] = [];
  let group: Person[] = [];
  let at = from;
  for (let count = 0; count < MOST_PEOPLE; count += 1) {
    const found = personAt(speech, at);
    if (!found) return undefined;
    group.push(found.person);
    at = found.next;
    const after = afterSeparator(speech, at);
    if (after === undefined) return { steps: [...steps, group], next: at };
    if (after.isThen) {
      steps.push(group);
      group = [];
    }
    at = after.next;
  }
  return undefined;
}

/** Undefined where the list ends. Mentions that follow each other without a comma are one list. */
function afterSeparator(speech: Speech, from: number): { readonly next: number; readonly isThen: boolean } | undefined {
  let next = from;
  let isThen = false;
  for (; ; next += 1) {
    if (says(speech, next, 'next') || isMark(speech, next, /^(?:->|=>|→)$/)) isThen = true;
    else if (!isJoint(speech, next)) break;
  }
  if (next === from) return wordAt(speech, next) === '' && personAt(speech, next) ? { next, isThen } : undefined;
  // A comma may trail; a "then" or an "and" with nobody after it lost somebody.
  const isLast = beginsSection(speech, next) && !(isEnd(speech, next) && says(speech, next - 1, 'and'));
  return !isThen && isLast ? undefined : { next, isThen };
}

export function isJoint(speech: Speech, at: number): boolean {
  return says(speech, at, 'and') || isMark(speech, at, /^[,;&]$/);
}

/** What may come after the people: copies, the deadline, the message, nothing. */
export function beginsSection(speech: Speech, at: number): boolean {
  return isEnd(speech, at) || says(speech, at, 'cc') || says(speech, at, 'by') || isMark(speech, at, /^(?:--+|[—–])$/);
}
