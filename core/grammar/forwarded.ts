// Who stands in the head of a forwarded mail: people whom the sender may want to ask. They are suggestions and never take a seat by
// themselves, since whoever wrote that mail also wrote its head.
import { canonicalAddress, isAddress, isSameMailbox, withoutLinkMarks } from './address.ts';
import { caught, lineAt } from './match.ts';
import { toLines } from './normalise.ts';
import type { Mailbox } from './people.ts';
import { findQuoteHeads, type QuoteHead } from './quote-rules.ts';
import { FROM_LABELS } from './quote-words.ts';

/** A head that lists more is one of a circular. */
const MOST_LISTED = 20;
/** A head wraps where its lists of people are long. */
const MOST_HEAD_LINES = 24;
const NAMED = /(?<![^\s,;:<>"'])(?:"([^"]{0,100})"|([^",;<>@]{0,100}))\s*[<[(]\s*([^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+)\s*[>\])]/gu;
const BARE = /[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+/gu;
/** Some programs set no colon behind the names of their header lines. */
const WITHOUT_COLON = /^(\p{Lu}\p{L}{1,12}) ([^:：]*<[^<>\s]+@[^<>\s]+>)$/u;

/** Names of the header lines that say to whom, and to whom in copy. */
const TO_LABELS: ReadonlySet<string> = new Set(
  (
    'to cc an kopie à copie para copia cc. cópia aan til kopi till kopia vastaanottaja kopio do dw komu kopie címzett másolat către ' +
    'kime bilgi кому копия копія 收件人 抄送 收件者 副本 宛先 받는사람 참조 אל עותק προς κοιν إلى نسخة kellele kam'
  )
    .split(' ')
    .concat('받는 사람', 'a'),
);

/** In the order in which the nearest forwarded mail names them; nobody twice. */
export function forwardedPeople(text: string): Mailbox[] {
  const lines = toLines(text).map((line) => line.replace(/^(?:>\s?)+/, ''));
  const [head] = findQuoteHeads(lines);
  if (!head) return [];
  const found = peopleLines(lines, head).flatMap(mailboxesIn);
  return found.filter(({ email }, at) => found.findIndex((one) => isSameMailbox(one.email, email)) === at).slice(0, MOST_LISTED);
}

/** An attribution is a sentence; below a separator, and in any block of header lines, people stand behind their labels. */
function peopleLines(lines: readonly string[], { from, to, kind }: QuoteHead): string[] {
  if (kind === 'attribution') return [lines.slice(from, to).join(' ')];
  const begin = lines.findIndex((line, index) => index >= (kind === 'separator' ? from + 1 : from) && line.trim() !== '');
  const end = lines.findIndex((line, index) => index >= Math.max(to, begin) && line.trim() === '');
  const block = lines.slice(Math.max(begin, 0), end < 0 ? lines.length : end).slice(0, MOST_HEAD_LINES);
  const kept: string[] = [];
  let isOpen = false;
  for (const [index, line] of block.entries()) {
    const named = valueOfPeople(line);
    const isWrapped: boolean = isOpen && (/^\s/.test(line) || /[,;]$/.test(lineAt(block, index - 1)));
    if (named !== undefined) kept.push(named);
    else if (isWrapped) kept.push(line);
    isOpen = named !== undefined || isWrapped;
  }
  return kept;
}

/** What follows the label of a line that names people. */
function valueOfPeople(line: string): string | undefined {
  const plain = line.replaceAll('*', '').trim();
  const bare = WITHOUT_COLON.exec(plain);
  const colon = plain.search(/[:：]/);
  const label = (bare ? caught(bare, 1) : plain.slice(0, Math.max(colon, 0))).trim().toLowerCase();
  if (!FROM_LABELS.has(label) && !TO_LABELS.has(label)) return undefined;
  return bare ? caught(bare, 2) : plain.slice(colon + 1);
}

function mailboxesIn(line: string): Mailbox[] {
  const plain = withoutLinkMarks(line);
  const named = Array.from(plain.matchAll(NAMED), (found) => ({
    at: found.index,
    name: caught(found, 1) || caught(found, 2),
    email: caught(found, 3),
  }));
  const rest = plain.replace(NAMED, (text) => ' '.repeat(text.length));
  const bare = Array.from(rest.matchAll(BARE), (found) => ({ at: found.index, name: '', email: caught(found, 0) }));
  return [...named, ...bare]
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ name, email }) => {
      const address = email.replace(/\.+$/, '');
      return isAddress(address) ? [{ name: nameIn(name), email: canonicalAddress(address) }] : [];
    });
}

/** An attribution puts the date before the name. */
function nameIn(text: string): string {
  const name = text.replace(/^.*\d[:.h]\d\d(?:\s*[ap]\.?m\.?)?[^\p{L}\d]*/iu, '').replace(/^[\s:,;'’-]+|[\s'’]+$/g, '');
  return name.includes('@') ? '' : name;
}
