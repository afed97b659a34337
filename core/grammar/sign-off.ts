// Greeting, closing and the person's own name: courtesies that stand around a phrase without changing it.
// Narrow on purpose: someone else's name, a sentence or a condition is no courtesy.
import { isClosingWords } from './closings.ts';
import { lineAt } from './match.ts';
import { isStreet, isTitle } from './titles.ts';
import { holdsCondition, holdsDecisionWord, wordsOf } from './words.ts';

const GREETING =
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus|sehr geehrter?|liebe[r]?|bonjour|bonsoir|salut|cher|chère|hola|buenos días|buenas tardes|estimad[oa]s?|ciao|buongiorno|gentile|salve|dag|beste|geachte|olá|bom dia|prezad[oa]s?|hej|hei|god dag|cześć|dzień dobry|szanown[iya]|witam|здравствуйте|добрый день|привет|您好|你好|こんにちは|お世話になっております|안녕하세요)(?=$|[\s,.!:，。！–-])/i;
const ADDRESSED = new Set(
  'there all team everyone both folks sir madam damen und herren mr mrs ms dr herr frau monsieur madame señor señora'.split(' '),
);

const CONTACT =
  /^(?:(?:t|tel|phone|mobile|mob|m|cell|fax|f|e|email|mail|web|www|w|direct|office|tél|telefon|mobil|handy|skype)\b\s*[.:]?)?\s*(?:\+?[\d\s().\-/]{6,40}|[^\s@]+@[^\s@]+|<?(?:https?:\/\/|www\.)\S+)\s*$/i;
const PRONOUNS = /\s*\((?:she|he|they|elle|il|sie|er)[/ ][\p{L}/]{2,12}\)/iu;
const MOST_SIGN_OFF_LINES = 12;

/** By what a person may be named: registered name, name in the mail, address. */
type Self = { readonly own: ReadonlySet<string>; readonly initials: readonly string[] };

function selfOf(names: readonly string[]): Self {
  const full = names.filter((name) => !name.includes('@')).map((name) => wordsOf(name.toLowerCase()));
  return {
    own: nameWords(names),
    initials: full.map((words) => words.map((word) => word.slice(0, 1)).join('')).filter((one) => one !== ''),
  };
}

function nameWords(names: readonly string[]): ReadonlySet<string> {
  // The last label of an address is everybody's.
  return new Set(names.flatMap((name) => wordsOf(name.toLowerCase().replace(/(@.*)\.[^.]*$/, '$1'))));
}

function bare(line: string): string {
  return line
    .trim()
    .replace(/^[\s\-–—/~*]+/, '')
    .replace(/[\s,.!*，。！]+$/, '');
}

/** Their name in any order and shortness: with a middle initial, or by its first letters alone. */
function isOwnName(text: string, { own, initials }: Self): boolean {
  const words = wordsOf(text.toLowerCase());
  if (words.length === 0 || words.length > 5) return false;
  if (words.some((word) => own.has(word))) {
    // `i. A. Dana` signs for someone else.
    const first = lineAt(words, 0);
    const begins = own.has(first) || (first.length === 1 && [...own].some((name) => name.startsWith(first)));
    return begins && words.every((word) => own.has(word) || word.length === 1);
  }
  const letters = words.join('');
  return initials.some((one) => one === letters || one.slice(0, 1) === letters);
}

/** `Olivia,` or `Ms Park:` on a line of its own, to someone whom we know. */
function isAddress(line: string, greeted: ReadonlySet<string>): boolean {
  const words = wordsOf(bare(line.replace(/:\s*$/, '')).toLowerCase()).filter((word) => !ADDRESSED.has(word));
  return words.length > 0 && words.length <= 4 && words.every((word) => greeted.has(word));
}

function isGreeting(line: string): boolean {
  const greeting = GREETING.exec(line.trim());
  if (!greeting) return false;
  const rest = line.trim().slice(greeting[0].length);
  if (/[?;"“”]/.test(rest) || holdsCondition(rest) || holdsDecisionWord(rest)) return false;
  const words = rest.split(/[\s,.!:，。！–-]+/).filter((word) => word !== '');
  return words.length <= 5 && words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || ADDRESSED.has(word.toLowerCase()));
}

function isClosing(line: string, self: Self): boolean {
  const text = bare(line);
  if (/[?:;"“”]/.test(text)) return false;
  if (isClosingWords(text)) return true;
  const split = /[,!.\-–—]\s*|\s(?=\S+$)/.exec(text);
  return split !== null && isClosingWords(text.slice(0, split.index)) && isOwnName(text.slice(split.index + split[0].length), self);
}

/** `Dana Ruiz`, `-Dana`, `Dana Ruiz (she/her)`, `Dana Ruiz, Head of Legal | Fabrikam`. */
function isNameLine(line: string, self: Self): boolean {
  const text = bare(line.replace(PRONOUNS, ''));
  if (isOwnName(text, self)) return true;
  const split = /\s*[,|·(]\s*|\s[-–—]\s/.exec(text);
  return split !== null && isOwnName(text.slice(0, split.index), self) && isTitle(text.slice(split.index + split[0].length), self);
}

/** `M: +31 6 5555 0199 | www.fabrikam.example`; an address only of the person's own house. A title beside it only below their name. */
function isContact(line: string, { own }: Self, isNamed: boolean): boolean {
  const parts = line.split(/\s+[|•·]\s+/).map((part) => part.trim());
  const isReach = (part: string): boolean => CONTACT.test(part) && isOfOwnHouse(part, own);
  return parts.some(isReach) && parts.every((part) => isReach(part) || (isNamed && isTitle(part, { own })));
}

function isOfOwnHouse(text: string, own: ReadonlySet<string>): boolean {
  const [, domain] = /@(\S+)$/.exec(text) ?? [];
  return (
    domain === undefined ||
    domain
      .toLowerCase()
      .split('.')
      .slice(0, -1)
      .every((label) => wordsOf(label).every((word) => own.has(word)))
  );
}

function isSignOff(lines: readonly string[], self: Self, named = false): boolean {
  let isNamed = named;
  return lines.every((line, index) => {
    if (isNameLine(line, self)) {
      isNamed = true;
      return true;
    }
    if (isClosing(line, self)) return true;
    const isBelowStreet = isStreet(lineAt(lines, index - 1));
    return (index > 0 || named) && (isContact(line, self, isNamed) || (isNamed && isTitle(bare(line), { own: self.own, isBelowStreet })));
  });
}

/** What stood below a delimiter names the writer, or nobody; else it is someone else's, or more words. */
export function isOwnSignature(block: string, names: readonly string[]): boolean {
  const lines = block.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line));
  return lines.length <= MOST_SIGN_OFF_LINES && isSignOff(lines, selfOf(names), true);
}

/** Words that are taken away around a decision cannot be one. */
export function isCourtesy(text: string): boolean {
  return isGreeting(text) || isClosing(text, selfOf([]));
}

/** @property greeted who may be addressed by name alone */
export type Courtesies = { readonly names: readonly string[]; readonly greeted: readonly string[] };

/** The lines that are left, blank ones dropped. */
export function withoutCourtesies(lines: readonly string[], { names, greeted }: Courtesies): string[] {
  const self = selfOf(names);
  const written = lines.filter((line) => line.trim() !== '');
  const top = lineAt(written, 0);
  const first = written.length > 1 && (isGreeting(top) || isAddress(top, nameWords(greeted))) ? 1 : 0;
  for (let end = Math.max(first + 1, written.length - MOST_SIGN_OFF_LINES); end < written.length; end += 1) {
    if (isSignOff(written.slice(end), self)) return written.slice(first, end);
  }
  return written.slice(first);
}
