// Greeting, closing and the person's own name: courtesies that stand around a phrase without changing it.
// Narrow on purpose: someone else's name, a sentence or a condition is no courtesy.
import { lineAt } from './match.ts';
import { holdsCondition, holdsDecisionWord, wordsOf } from './words.ts';

const GREETING =
  /^(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus|sehr geehrter?|liebe[r]?|bonjour|bonsoir|salut|cher|chère|hola|buenos días|buenas tardes|estimad[oa]s?|ciao|buongiorno|gentile|salve|dag|beste|geachte|olá|bom dia|prezad[oa]s?|hej|hei|god dag|cześć|dzień dobry|szanown[iya]|witam|здравствуйте|добрый день|привет|您好|你好|こんにちは|お世話になっております|안녕하세요)(?=$|[\s,.!:，。！])/i;
const ADDRESSED = new Set(
  'there all team everyone both folks sir madam damen und herren mr mrs ms dr herr frau monsieur madame señor señora'.split(' '),
);

const CLOSINGS = new Set(
  [
    'thanks|thank you|thank you very much|many thanks|thanks a lot|thx|ty|thanks and regards|thanks and best regards|cheers',
    'best|all the best|best regards|kind regards|kindest regards|warm regards|warmest regards|regards|best wishes|with best regards|with kind regards|br|kr|rgds',
    'sincerely|sincerely yours|yours|yours sincerely|yours faithfully|yours truly|respectfully|cordially|have a nice day|have a good day',
    'mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|freundliche grüße|viele grüße|beste grüße|liebe grüße|schöne grüße|herzliche grüße|gruß|grüße|mfg|vg|lg|danke|vielen dank|besten dank',
    'cordialement|bien cordialement|sincères salutations|salutations|bien à vous|merci|merci beaucoup|meilleures salutations|cdlt',
    'saludos|un saludo|saludos cordiales|atentamente|cordialmente|gracias|muchas gracias|un cordial saludo',
    'cordiali saluti|distinti saluti|saluti|un saluto|grazie|grazie mille|a presto',
    'met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|groeten|groet|mvg|bedankt|dank|dank u wel|hartelijke groet',
    'atenciosamente|abraços|obrigado|obrigada|cumprimentos|com os melhores cumprimentos|att',
    'med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|tack|med venlig hilsen|venlig hilsen|vh|hilsen|med vennlig hilsen|vennlig hilsen|takk|tak|ystävällisin terveisin|terveisin|kiitos',
    'pozdrawiam|z poważaniem|dziękuję|s pozdravem|děkuji|s pozdravom|üdvözlettel|köszönöm|saygılarımla|teşekkürler|cu stimă|mulțumesc',
    'с уважением|спасибо|з повагою|дякую|谢谢|謝謝|此致|敬礼|祝好|よろしくお願いします|よろしくお願いいたします|以上|ありがとうございます|감사합니다|תודה|בברכה',
  ]
    .join('|')
    .split('|'),
);

const CONNECTORS = new Set('of and the for to at de la le des du da do di del della van von der den und für y e et en of & i'.split(' '));
const CONTACT =
  /^(?:(?:t|tel|phone|mobile|mob|m|cell|fax|f|e|email|mail|web|www|w|direct|office|tél|telefon|mobil|handy|skype)\b\s*[.:]?)?\s*(?:\+?[\d\s().\-/]{6,40}|[^\s@]+@[^\s@]+|<?(?:https?:\/\/|www\.)\S+)\s*$/i;
const MOST_TITLE_WORDS = 8;
const MOST_SIGN_OFF_LINES = 12;

/** Words by which a person may be named: registered name, name in the mail, address. */
function nameWords(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => wordsOf(name.toLowerCase())));
}

function bare(line: string): string {
  return line
    .trim()
    .replace(/^[\s\-–—/~*]+/, '')
    .replace(/[\s,.!*，。！]+$/, '');
}

function isOwnName(text: string, own: ReadonlySet<string>): boolean {
  const words = wordsOf(text.toLowerCase());
  const isInitial = (word: string): boolean => word.length === 1 && [...own].some((name) => name.startsWith(word));
  return (
    words.length > 0 && words.length <= 5 && words.every((word) => own.has(word) || isInitial(word)) && words.some((word) => own.has(word))
  );
}

/** A job, an organisation or a street: every word with a capital, and nothing that speaks. */
function isTitle(text: string): boolean {
  const words = text.split(/[\s,|·/–-]+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > MOST_TITLE_WORDS || /[?!:;"“”…]/.test(text)) return false;
  if (holdsCondition(text) || holdsDecisionWord(text)) return false;
  return words.every((word) => /^[\p{Lu}\p{Lo}\d(&+]/u.test(word) || CONNECTORS.has(word.toLowerCase()));
}

function isGreeting(line: string): boolean {
  const greeting = GREETING.exec(line.trim());
  if (!greeting) return false;
  const rest = line.trim().slice(greeting[0].length);
  if (/[?;"“”]/.test(rest) || holdsCondition(rest) || holdsDecisionWord(rest)) return false;
  const words = rest.split(/[\s,.!:，。！]+/).filter((word) => word !== '');
  return words.length <= 5 && words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || ADDRESSED.has(word.toLowerCase()));
}

function isClosing(line: string, own: ReadonlySet<string>): boolean {
  const text = bare(line).toLowerCase();
  if (CLOSINGS.has(text)) return true;
  const split = /[,!.\-–—]\s*|\s(?=\S+$)/.exec(text);
  return split !== null && CLOSINGS.has(text.slice(0, split.index).trim()) && isOwnName(text.slice(split.index + split[0].length), own);
}

/** `Dana Ruiz`, `-Dana`, `Dana Ruiz, Head of Legal | Fabrikam`. */
function isNameLine(line: string, own: ReadonlySet<string>): boolean {
  const text = bare(line);
  if (isOwnName(text, own)) return true;
  const split = /\s*[,|·(]\s*|\s[-–—]\s/.exec(text);
  return split !== null && isOwnName(text.slice(0, split.index), own) && isTitle(text.slice(split.index + split[0].length));
}

function isSignOff(lines: readonly string[], own: ReadonlySet<string>): boolean {
  let isNamed = false;
  return lines.every((line, index) => {
    if (isNameLine(line, own)) {
      isNamed = true;
      return true;
    }
    if (isClosing(line, own)) return true;
    return index > 0 && (CONTACT.test(line.trim()) || (isNamed && isTitle(bare(line))));
  });
}

/** The lines that are left, blank ones dropped. */
export function withoutCourtesies(lines: readonly string[], names: readonly string[]): string[] {
  const own = nameWords(names);
  const written = lines.filter((line) => line.trim() !== '');
  const first = written.length > 1 && isGreeting(lineAt(written, 0)) ? 1 : 0;
  for (let end = Math.max(first + 1, written.length - MOST_SIGN_OFF_LINES); end < written.length; end += 1) {
    if (isSignOff(written.slice(end), own)) return written.slice(first, end);
  }
  return written.slice(first);
}
