// Who a line speaks to: the command's name or our mention in front is taken away. The bare word "sign" never is, since it is a verb.
import { withoutChatNoise } from './chat-noise.ts';
import { caught } from './match.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * @property isToUs a command's name or our mention stood in front
 * @property isGuarded a greeting, a "please" or a quotation stood in front: "please approve" asks someone else to
 */
type Addressed = { readonly line: string; readonly isToUs: boolean; readonly isGuarded: boolean };
type Known = { readonly vocabulary: Vocabulary; readonly bots: readonly string[] };

const OUR_NAME = 'countersign';
const SLASH = /^\/(?:sign|countersign)(?=\s|$)\s*/i;
const MENTION = /^(?:<@([^<>|\n]+)(?:\|([^<>|\n]*))?>|@(\S+?))(?=[\s,:]|$)[,:]?\s*/;
const COURTESY = /^([\p{L}\p{M}]+)\s*[,!]?\s+/u;
const MOST_COURTESIES = 4;

export function addressed(text: string, known: Known): Addressed {
  const lines = withoutChatNoise(text).split('\n');
  const own = lines.filter((line) => !/^\s*>/.test(line));
  let line = own.join('\n').trim();
  let isToUs = false;
  let isGuarded = own.length < lines.length;
  for (let count = 0; count < MOST_COURTESIES; count += 1) {
    const name: string = isToUs ? '' : nameInFront(line, known.bots);
    const courtesy = name === '' ? courtesyInFront(line, known.vocabulary) : '';
    if (name === '' && courtesy === '') break;
    // A greeting before our name is how people speak to us; before a decision it is more than the decision.
    if (name !== '') isGuarded = own.length < lines.length;
    isToUs ||= name !== '';
    isGuarded ||= courtesy !== '';
    line = line.slice(name.length + courtesy.length);
  }
  return { line, isToUs, isGuarded };
}

function nameInFront(line: string, bots: readonly string[]): string {
  const slash = caught(SLASH.exec(line), 0);
  if (slash !== '') return slash;
  const mention = MENTION.exec(line);
  const ours = new Set([OUR_NAME, ...bots].map((name) => name.toLowerCase()));
  const called = [1, 2, 3].map((group) => caught(mention, group).toLowerCase());
  return called.some((name) => ours.has(name)) ? caught(mention, 0) : '';
}

function courtesyInFront(line: string, { says, verbs }: Vocabulary): string {
  const found = COURTESY.exec(line);
  const word = caught(found, 1);
  return !verbs.has(word.toLowerCase()) && (says('greeting', word) || says('please', word)) ? caught(found, 0) : '';
}
