// What the content of a page leaves open at its end, or closes that it never opened: whoever adds to the page has to even it out, else
// what is added is drawn in somebody else's scale, colour or clipping.

type LeftOpen = {
  /** `q` that are needed before, so that every `Q` of the content has its own. */
  readonly before: number;
  /** `Q` that are needed after, those of `before` included. */
  readonly after: number;
  /** Marked content (`BMC`, `BDC`) without its end; it may belong to a layer that is not shown. */
  readonly marked: number;
  readonly isInText: boolean;
};

/** Strings, comments and hexadecimal strings are one token each, so that a `Q` in them is not taken for an operator. */
const TOKEN = /%[^\r\n]*|\(|<<|>>|<[^>]*>?|[[\]{})]|\/?[^\s%()<>[\]{}/]+|\//g;
/** Ends the data of an inline image (ISO 32000-1 §8.9.7); the data may hold the same two letters, but hardly before text. */
const END_OF_IMAGE = /\sEI(?=\s[\t\n\r -~]{8}|\s[\t\n\r -~]{0,7}$|$)/g;

export function leftOpen(content: string): LeftOpen {
  const found = { depth: 0, lowest: 0, marked: 0, isInText: false };
  for (const operator of operatorsIn(content)) {
    if (operator === 'q') found.depth++;
    else if (operator === 'Q') found.lowest = Math.min(found.lowest, --found.depth);
    else if (operator === 'BT' || operator === 'ET') found.isInText = operator === 'BT';
    else if (operator === 'BMC' || operator === 'BDC') found.marked++;
    else if (operator === 'EMC') found.marked = Math.max(0, found.marked - 1);
  }
  const before = 1 - found.lowest;
  return { before, after: before + found.depth, marked: found.marked, isInText: found.isInText };
}

function* operatorsIn(content: string): Generator<string> {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(content); match; match = TOKEN.exec(content)) {
    const [token] = match;
    if (token.startsWith('(')) TOKEN.lastIndex = endOfString(content, match.index);
    else if (token === 'ID') TOKEN.lastIndex = endOfImage(content, TOKEN.lastIndex);
    else if (/^[A-Za-z'"]/.test(token)) yield token;
  }
}

/** Parentheses within a string need no backslash as long as they are balanced (§7.3.4.2). */
function endOfString(content: string, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at++) {
    const sign = content[at];
    if (sign === '\\') at++;
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at + 1;
  }
  return content.length;
}

function endOfImage(content: string, start: number): number {
  END_OF_IMAGE.lastIndex = start;
  const match = END_OF_IMAGE.exec(content);
  return match ? END_OF_IMAGE.lastIndex : content.length;
}
