// The commands that show something, and the acts, which take nothing beside their target.
import { isLead, leadOf } from './line-forms.ts';
import type { ActVerb, LineIntent, ListWhich, LookVerb } from './line-intent.ts';
import { doubt, isEnd, leftOver, says, textFrom, wordAt, type Speech } from './speech.ts';
import { targetAt, targetOfThread } from './target.ts';

const LISTS: readonly ListWhich[] = ['mine', 'sent', 'done', 'overdue'];
const NOTHING = (): boolean => false;

/**
 * A decision is the verb with its target, or the verb alone in a bound thread, and nothing else: what stands beside it may be
 * a condition, a negation or a question, and none of them has to be recognised.
 */
export function readAct(speech: Speech, verb: ActVerb): LineIntent {
  const { line, isGuarded, isAnnounced } = speech;
  if (isGuarded || isAnnounced || /[?\n]|[.!]./.test(line.replace(/"[^"\n]*"/g, '""'))) return doubt(speech, 'approval');
  const found = targetAt(speech, 0, NOTHING);
  if (found && 'mistyped' in found) return { ambiguous: 'id-check', text: found.mistyped, suggestions: [verb] };
  if (!isEnd(speech, found?.next ?? 0)) return doubt(speech, 'approval');
  const target = found?.target ?? targetOfThread(speech);
  if (target === null || (target.kind === 'this' && targetOfThread(speech) === null)) return doubt(speech, 'no-thread');
  return { verb, target, words: line };
}

export function readLook(speech: Speech, verb: LookVerb): LineIntent {
  const past = afterFillers(speech);
  const about = past === 0 ? speech : { ...speech, tokens: speech.tokens.slice(past) };
  const lead = leadOf(about, (at) => verb === 'share' && says(about, at, 'here'));
  if (!isLead(lead)) return lead;
  if (verb === 'share' && says(about, lead.next, 'here') && isEnd(about, lead.next + 1)) return { verb, target: lead.target };
  if (verb === 'mute' && says(about, lead.next, 'all') && isEnd(about, lead.next + 1)) return { verb, target: null };
  if (isEnd(about, lead.next)) return { verb, target: lead.target };
  const mayBeTitle = lead.next === 0 && !speech.isTalk && verb !== 'mute' && verb !== 'share' && verb !== 'resume';
  if (!mayBeTitle) return leftOver(about, lead.next);
  return { verb, target: { kind: 'title', title: textFrom(about, 0).replace(/[\s.!?]+$/, '') } };
}

function afterFillers(speech: Speech): number {
  let at = 0;
  while (says(speech, at, 'filler')) at += 1;
  return isEnd(speech, at) ? 0 : at;
}

export function readList(speech: Speech): LineIntent {
  const which = LISTS.find((which) => says(speech, 0, which)) ?? null;
  const text = textFrom(speech, which === null ? 0 : 1);
  return speech.isTalk && text !== '' ? leftOver(speech, 0) : { verb: 'list', which, text };
}

export function readTemplates(speech: Speech): LineIntent {
  const text = textFrom(speech, 0);
  return speech.isTalk && text !== '' ? leftOver(speech, 0) : { verb: 'templates', text };
}

export function readBare(speech: Speech, verb: 'settings' | 'link'): LineIntent {
  return isEnd(speech, 0) ? { verb } : leftOver(speech, 0);
}

export function readHelp(speech: Speech): LineIntent {
  const about = speech.vocabulary.verbs.get(wordAt(speech, 0).toLowerCase());
  if (speech.isTalk && !isEnd(speech, about ? 1 : 0)) return leftOver(speech, 0);
  return { verb: 'help', about: about ?? null };
}
