// People as they are listed in a mail: addresses with or without names, in an order when "then" stands between them. Names alone are
// never looked up or guessed.
import { canonicalAddress, isAddress, withoutLinkMarks } from './address.ts';
import { caught, lineAt } from './match.ts';

export type Mailbox = { readonly name: string; readonly email: string };
/** @property turn 0-based: people on both sides of a "then" have different turns */
export type Listed = Mailbox & { readonly turn: number };
export type PeopleList = { readonly people: readonly Listed[]; readonly problems: readonly string[] };

/** Fifty people with long names; the splitting below is not for more. */
const MOST_CHARS = 8000;

type Piece = { readonly text: string; readonly turn: number };

/** @returns the pieces between commas, semicolons, "and" and "then", none of these inside quotation marks. */
function pieces(value: string): Piece[] {
  const held: string[] = [];
  const masked = withoutLinkMarks(value).replace(/"[^"\n]{0,120}"/g, (quoted) => `"${held.push(quoted.slice(1, -1)) - 1}"`);
  const turns = masked.split(/\s*(?:->|→|⇒|=>)\s*|(?:^|[\s,;]+)then(?=[\s:]|$)/i);
  return turns.flatMap((turnText, turn) =>
    turnText
      .split(/[,;\n]|\s(?:and|&)\s/i)
      .map((text) => text.replace(/^[\s•*-]+|[\s.]+$/g, '').replace(/"(\d+)"/g, (_, index: string) => lineAt(held, Number(index))))
      .filter((text) => text !== '')
      .map((text) => ({ text, turn })),
  );
}

function mailboxOf(text: string, me: Mailbox): Mailbox | undefined {
  if (/^(?:me|myself)$/i.test(text)) return me;
  const angled = /^([^<>]*)<\s*([^<>\s]+)\s*>$/.exec(text);
  const email = angled ? caught(angled, 2) : text;
  if (isAddress(email)) return { name: caught(angled, 1).trim(), email: canonicalAddress(email) };
  const named = /^([^<>@]+?)[\s([]+([^\s<>()[\]]+@[^\s<>()[\]]+?)[)\]]?$/.exec(text);
  const address = caught(named, 2);
  return isAddress(address) ? { name: caught(named, 1).trim(), email: canonicalAddress(address) } : undefined;
}

function complaint(text: string, key: string): string {
  if (!text.includes('@')) return `“${text}” in “${key}” has no address. Write ${text.replace(/[<>]/g, '')} <name@example.com>.`;
  if (/@.*\s.*@/.test(text)) return `“${text}” in “${key}” holds several addresses. Put a comma between them.`;
  return `“${text}” in “${key}” is not an address that we can write to.`;
}

/** @param key the word before the colon, for what is said about a piece that is no person */
export function readPeople({ value, key, me }: { value: string; key: string; me: Mailbox }): PeopleList {
  const people: Listed[] = [];
  const problems: string[] =
    value.length > MOST_CHARS ? [`“${key}” is too long; what comes after ${MOST_CHARS} characters is left out.`] : [];
  for (const { text, turn } of pieces(value.slice(0, MOST_CHARS))) {
    const found = mailboxOf(text, me);
    if (found) people.push({ ...found, turn });
    else problems.push(complaint(text, key));
  }
  if (people.length + problems.length === 0) problems.push(`“${key}:” names nobody.`);
  return { people, problems };
}
