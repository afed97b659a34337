// Words that are passed on to someone: all of them, as they were said. The grammar reads a line only as far as a command can go, and takes
// greetings away; what one person says to another keeps both.
import { withoutChatNoise } from '#core/grammar/chat-noise.ts';
import { cleanBlock } from '#apps/clean-text.ts';

/** Below what the grammar reads of a line at once. */
const MOST_PIECE_CHARS = 400;
/** Where the grammar cut a line off. */
const CUT = '[...]';

type Said = { readonly text: string; readonly bots?: readonly string[] | undefined };

/** Without the platform's marks, and without our own name in front. */
export function spokenText({ text, bots = [] }: Said): string {
  const plain = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => piecesOf(line).map(withoutChatNoise).join(' '))
    .join('\n');
  const ours = /^\s*<@([^<>|]+)(?:\|[^<>]*)?>[,:]?\s*/.exec(plain);
  const addressed = ours?.[1] !== undefined && bots.includes(ours[1]) ? plain.slice(ours[0].length) : plain;
  return cleanBlock(addressed.replace(/<@(?:[^<>|]+\|)?([^<>|]+)>/g, '@$1'));
}

/** The words of a command that has words: whole, where the grammar kept only their beginning. */
export function wholeWords(words: string, said: Said): string {
  const cut = words.indexOf(CUT);
  if (cut < 0) return words;
  const all = spokenText(said);
  const from = all.indexOf(words.slice(0, cut).replace(/<@(?:[^<>|]+\|)?([^<>|]+)>/g, '@$1'));
  return from < 0 ? words : all.slice(from);
}

/** Between words, and never within a mark. */
function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  for (const word of line.match(/(?:<[^<>]{0,200}>|\S){1,400}/g) ?? []) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + word.length < MOST_PIECE_CHARS) pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  return pieces;
}
