// The forms of the commands about one request: what follows the verb, and in which order.
import { readTime } from './day.ts';
import type { LineIntent, Person, ReasonVerb, ReplaceVerb, Target, TimeVerb } from './line-intent.ts';
import { personAt } from './line-people.ts';
import { doubt, isEnd, isMark, leftOver, says, textFrom, type Speech } from './speech.ts';
import { targetAt, targetOfThread } from './target.ts';

const SEPARATOR = /^(?:[:,]|--+|[—–-])$/;
const MOST_REASON_CHARS = 500;

type Lead = { readonly target: Target | null; readonly next: number };

/** The target in front, or the one of the thread. A mistyped id ends it: the person may have meant another request than this one. */
export function leadOf(speech: Speech, mayFollow: (at: number) => boolean): Lead | LineIntent {
  const found = targetAt(speech, 0, mayFollow);
  if (found === undefined) return { target: targetOfThread(speech), next: 0 };
  return 'mistyped' in found ? { ambiguous: 'id-check', text: found.mistyped, suggestions: [speech.verb] } : found;
}

export function isLead(read: Lead | LineIntent): read is Lead {
  return 'next' in read;
}

function announcesReason(speech: Speech, at: number): boolean {
  return isMark(speech, at, SEPARATOR) || says(speech, at, 'because');
}

/** What announces a reason is no part of it. */
function reasonFrom(speech: Speech, at: number): string {
  const text = textFrom(speech, announcesReason(speech, at) ? at + 1 : at);
  return text.length > MOST_REASON_CHARS ? `${text.slice(0, MOST_REASON_CHARS - 1).trimEnd()}…` : text;
}

/** Everything after the target is the reason; no words are looked for inside. */
export function readReasoned(speech: Speech, verb: ReasonVerb): LineIntent {
  const lead = leadOf(speech, (at) => announcesReason(speech, at));
  if (!isLead(lead)) return lead;
  const isSentence = lead.next === 0 && !isEnd(speech, 0) && !speech.isAnnounced && !announcesReason(speech, 0);
  // "Cancel the meeting" in a thread: another word than the command's own, and nothing that says it is meant as one.
  if (speech.isTalk && isSentence && speech.word !== verb) return leftOver(speech, 0);
  return { verb, target: lead.target, reason: reasonFrom(speech, lead.next) };
}

export function readComment(speech: Speech): LineIntent {
  const lead = leadOf(speech, (at) => isMark(speech, at, SEPARATOR));
  if (!isLead(lead)) return lead;
  if (speech.isTalk && lead.next === 0 && !speech.isAnnounced && speech.word !== 'comment') return leftOver(speech, 0);
  return { verb: 'comment', target: lead.target, text: textFrom(speech, isMark(speech, lead.next, SEPARATOR) ? lead.next + 1 : lead.next) };
}

export function readDelegate(speech: Speech): LineIntent {
  const lead = leadOf(speech, (at) => says(speech, at, 'to'));
  if (!isLead(lead)) return lead;
  const to = optionalPerson(speech, skip(speech, lead.next, 'to'));
  if (!to || !mayHaveReason(speech, to.next)) return doubt(speech, 'who', textFrom(speech, lead.next));
  if (isEnd(speech, to.next) && speech.line.endsWith('?')) return doubt(speech, 'question');
  return { verb: 'delegate', target: lead.target, to: to.person, reason: reasonFrom(speech, to.next) };
}

export function readReplace(speech: Speech, verb: ReplaceVerb): LineIntent {
  const lead = leadOf(speech, (at) => says(speech, at, 'from'));
  if (!isLead(lead)) return lead;
  const from = optionalPerson(speech, skip(speech, lead.next, 'from'));
  const to = from && optionalPerson(speech, skip(speech, from.next, 'to'));
  if (!to || !mayHaveReason(speech, to.next)) return doubt(speech, 'who', textFrom(speech, lead.next));
  if (isEnd(speech, to.next) && speech.line.endsWith('?')) return doubt(speech, 'question');
  return { verb, target: lead.target, from: from.person, to: to.person, reason: reasonFrom(speech, to.next) };
}

/** Nothing said is for a form to ask; a word that is no person is a doubt. */
function optionalPerson(speech: Speech, at: number): { readonly person: Person | null; readonly next: number } | undefined {
  return personAt(speech, at) ?? (isEnd(speech, at) ? { person: null, next: at } : undefined);
}

function skip(speech: Speech, at: number, keyword: 'to' | 'from'): number {
  return says(speech, at, keyword) ? at + 1 : at;
}

/** "delegate to bob@… if he agrees" is more than this command takes; only an announced reason may follow. */
function mayHaveReason(speech: Speech, at: number): boolean {
  return isEnd(speech, at) || (announcesReason(speech, at) && !isMark(speech, at, /^,$/));
}

/** `remind all` in a request's thread is everyone in it; everywhere else, and as "all requests", all that wait. */
export function readRemind(speech: Speech): LineIntent {
  if (says(speech, 0, 'all')) {
    const isPlural = says(speech, 1, 'requests');
    if (!isEnd(speech, isPlural ? 2 : 1)) return leftOver(speech, 1);
    const target = isPlural ? null : targetOfThread(speech);
    return { verb: 'remind', target: target ?? { kind: 'all' }, person: null };
  }
  const read = nudged(speech);
  return 'next' in read ? { verb: 'remind', target: read.target, person: read.person } : read;
}

export function readResend(speech: Speech): LineIntent {
  const read = nudged(speech);
  return 'next' in read ? { verb: 'resend', target: read.target, person: read.person } : read;
}

/** `[target] [to person]`. */
function nudged(speech: Speech): (Lead & { readonly person: Person | null }) | LineIntent {
  const lead = leadOf(speech, (at) => says(speech, at, 'to') || personAt(speech, at) !== undefined);
  if (!isLead(lead)) return lead;
  const found = optionalPerson(speech, skip(speech, lead.next, 'to'));
  if (!found) return speech.isTalk ? leftOver(speech, 0) : doubt(speech, 'who', textFrom(speech, lead.next));
  return isEnd(speech, found.next) ? { ...lead, ...found } : leftOver(speech, found.next);
}

/** `snooze [target] [until] time`, `extend [target] [by] time`. */
export function readTimed(speech: Speech, verb: TimeVerb): LineIntent {
  const isTime = (at: number): boolean => says(speech, at, 'until') || says(speech, at, 'by') || says(speech, at, 'in');
  const lead = leadOf(speech, isTime);
  if (!isLead(lead)) return lead;
  const from =
    says(speech, lead.next, 'until') || says(speech, lead.next, 'by') || says(speech, lead.next, 'to') ? lead.next + 1 : lead.next;
  if (isEnd(speech, from)) return { verb, target: lead.target, until: null };
  const { today } = speech.context;
  const until = readTime(textFrom(speech, from), { today, vocabulary: speech.vocabulary });
  if (until === undefined) return speech.isTalk ? leftOver(speech, 0) : doubt(speech, 'when', textFrom(speech, from));
  return { verb, target: lead.target, until };
}
