// What Slack, Teams and mail programs put around words, taken away before anything is read. Caps first, since every later step is
// a regular expression on one line. A text that went through once comes out of a second time unchanged.
import { withoutLinkMarks } from './address.ts';

const MOST_CHARS = 64 * 1024;
const MOST_LINES = 2000;
const MOST_LINE_CHARS = 500;
/** Marks within marks beyond this are an attack, not a message. */
const MOST_PASSES = 8;

/** Stands where text was cut off, and is part of no phrase. ASCII, since the compatibility form of an ellipsis is three dots. */
const CUT = '[...]';

/** Mentions are `<@id>` or `<@id|name>`, groups `<!subteam^id|name>`, addresses in angle brackets stay; all other marks are gone. */
export function withoutChatNoise(text: string): string {
  let clean = pass(text);
  for (let count = 1; count < MOST_PASSES; count += 1) {
    const next = pass(clean);
    if (next === clean) return clean;
    clean = next;
  }
  return pass(clean.replaceAll('<', '‹').replaceAll('&', '+'));
}

function pass(text: string): string {
  const all = text
    .slice(0, MOST_CHARS)
    .normalize('NFKC')
    // Controls, lone surrogates, and all that is not drawn: zero-width, directional, soft hyphens.
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]|[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .split('\n');
  const lines = all.slice(0, MOST_LINES).map((line) => withoutMarks(capped(line)).replace(/ {2,}/g, ' ').trim());
  const isCut = text.length > MOST_CHARS || all.length > MOST_LINES;
  return (isCut ? [...lines, CUT] : lines)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function capped(line: string): string {
  return line.length > MOST_LINE_CHARS ? `${line.slice(0, MOST_LINE_CHARS)}${CUT}` : line;
}

const ENTITIES = { nbsp: ' ', lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" } as const;

/** A mark that is dropped leaves a blank, so that what stood around it cannot join into another mark. */
function withoutMarks(line: string): string {
  const plain = line
    .replace(/&(nbsp|lt|gt|amp|quot|#39);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name])
    .replace(/<!(?:channel|here|everyone)(?:\|[^<>]*)?>/g, ' ')
    .replace(/<at(?: [^<>]*)?>([^<>|]*)<\/at>/g, mentionOf)
    .replace(/<#[^<>|]+\|([^<>|]+)>/g, '#$1')
    .replace(/<(?:tel|date)[:^][^<>|]*\|([^<>|]*)>/g, '$1')
    .replace(/<mailto:([^<>|\s]+)\|[^<>|]*>/g, '$1')
    .replace(/<(https?:[^<>|\s]+)(?:\|[^<>|]*)?>/g, '$1');
  return withoutLinkMarks(plain);
}

/** Teams names people in its text and tells who they are beside it. */
function mentionOf(mark: string, name: string): string {
  const id = /^<at [^<>]*?\bid="([^"<>|]+)"/.exec(mark)?.[1];
  if (name.trim() === '') return ' ';
  return id === undefined ? `<@${name.trim()}>` : `<@${id}|${name.trim()}>`;
}
