// `send [what] to people [then people] [cc people] [by date] [-- message]`. What is missing is asked for in a form, filled in so far.
import { readDay } from './day.ts';
import { beginsSection, isJoint, peopleAt, personAt } from './line-people.ts';
import type { LineIntent, Person, What } from './line-intent.ts';
import { doubt, isEnd, isMark, leftOver, says, textFrom, type Speech } from './speech.ts';

type FoundWhat = { readonly what: What | null; readonly next: number };

const MESSAGE = /^(?:--+|[—–])$/;

export function readSend(speech: Speech): LineIntent {
  const to = beforePeople(speech);
  const { what, next } = whatUpTo(speech, to ?? sectionAfter(speech, 0));
  if (to === undefined) return withoutPeople(speech, { what, next });
  if (next < to) return doubt(speech, 'extra', textFrom(speech, next, to));
  if (beginsSection(speech, to + 1)) return complete(speech, { what, steps: [], at: to + 1 });
  const people = peopleAt(speech, to + 1);
  if (!people) return doubt(speech, 'who', textFrom(speech, to + 1));
  return complete(speech, { what, steps: people.steps, at: people.next });
}

/** The "to" before somebody; else the first one. A title in quotation marks holds none. */
function beforePeople(speech: Speech): number | undefined {
  const places = speech.tokens.map((_, at) => at).filter((at) => says(speech, at, 'to'));
  return places.find((at) => personAt(speech, at + 1) !== undefined) ?? places[0];
}

function sectionAfter(speech: Speech, from: number): number {
  let at = from;
  while (!beginsSection(speech, at)) at += 1;
  return at;
}

/** Unquoted words are the name of a template. */
function whatUpTo(speech: Speech, end: number): FoundWhat {
  const first = speech.tokens[0];
  if (end === 0 || first === undefined) return { what: null, next: 0 };
  if (first.kind === 'quoted') return { what: { kind: 'title', title: first.text.trim() }, next: 1 };
  if (end === 1 && says(speech, 0, 'this')) return { what: { kind: 'this' }, next: 1 };
  if (end === 1 && says(speech, 0, 'last')) return { what: { kind: 'last' }, next: 1 };
  return { what: { kind: 'template', name: textFrom(speech, 0, end) }, next: end };
}

function withoutPeople(speech: Speech, { what, next }: FoundWhat): LineIntent {
  const someone = speech.tokens.findIndex((_, at) => at < sectionAfter(speech, 0) && personAt(speech, at) !== undefined);
  if (speech.isTalk && what?.kind === 'template') return leftOver(speech, 0);
  if (someone >= 0) return doubt(speech, 'who', textFrom(speech, someone));
  return complete(speech, { what, steps: [], at: next });
}

type Begun = { readonly what: What | null; readonly steps: readonly (readonly Person[])[]; readonly at: number };

function complete(speech: Speech, { what, steps, at: from }: Begun): LineIntent {
  const cc: Person[] = [];
  let by: string | null = null;
  let at = from;
  while (!isEnd(speech, at) && !isMark(speech, at, MESSAGE)) {
    if (says(speech, at, 'cc')) {
      const people = peopleAt(speech, at + 1);
      if (!people) return doubt(speech, 'who', textFrom(speech, at + 1));
      cc.push(...people.steps.flat());
      at = people.next;
    } else if (says(speech, at, 'by')) {
      const end = sectionAfter(speech, at + 1);
      const text = textFrom(speech, at + 1, end).replace(/[\s,;]+$/, '');
      by = readDay(text, { today: speech.context.today, vocabulary: speech.vocabulary }) ?? null;
      if (by === null) return doubt(speech, 'when', text);
      at = end;
    } else if (isJoint(speech, at)) at += 1;
    else return doubt(speech, 'who', textFrom(speech, at));
  }
  return { verb: 'send', what, steps, cc, by, message: textFrom(speech, at + 1) };
}
