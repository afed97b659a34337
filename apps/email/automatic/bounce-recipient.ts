// Which addresses a delivery report names as not reached, where nothing in it is meant for programs: qmail, Exim, Sendmail, Notes and many
// others write it in lines of their own. Strong forms first; any address that is not obviously somebody else's last.
import { domainOf, localPartOf } from '#apps/address.ts';
import { mailbox } from './bounce-status.ts';

const ADDRESS = `[^\\s<>()\\[\\]"',;:@]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?`;
/** The address opens the line, by itself or before its reason. */
const STRONG: readonly RegExp[] = [
  new RegExp(`^\\s{0,12}<(${ADDRESS})>\\s*(?:[:.(]|\\(|\\.\\.\\.|-{1,3}|$)`, 'i'),
  new RegExp(
    `^\\s{0,12}(${ADDRESS})\\s*(?::|\\.\\.\\.|[([]|$|-{1,3}\\s|\\s(?:no such|unknown|user|on (?:mon|tue|wed|thu|fri|sat|sun)))`,
    'i',
  ),
  new RegExp(`^\\s{0,4}(?:[45]\\d\\d[- ])?(?:[245]\\.\\d{1,3}\\.\\d{1,3} )?<(${ADDRESS})>`, 'i'),
  new RegExp(
    `(?:rcpt to|failed|failed recipient|recipient(?: address)?|addressee|address|user|account|e-?mail address|final-recipient|empfänger|destinataire|destinatario)\\s{0,4}(?::|=)\\s{0,8}(?:rfc822;\\s{0,4})?<?(${ADDRESS})>?`,
    'iu',
  ),
];
const ANY = new RegExp(`<?(${ADDRESS})>?`, 'gi');
const SYSTEMS =
  /^(?:mail(?:er)?[-_.]?daemon|post[-_.]?master|bounces?|.*-bounces?|no-?reply|abuse|support|help|root|owner-.*|.*-owner)(?:[+-].*)?$/i;

const MOST = 50;

type Named = {
  readonly notice: string;
  /** Who reports, and to whom: never whom was not reached. */
  readonly others: readonly string[];
};

export function recipientsIn({ notice, others }: Named): readonly string[] {
  const lines = notice.split('\n').map((line) => line.replace(/^[>\s]*>/, ''));
  for (const form of STRONG) {
    const found = lines.flatMap((line) => mailbox(form.exec(line)?.[1]) ?? []);
    const wanted = theirs(found, others);
    if (wanted.length > 0) return wanted;
  }
  const any = lines.flatMap((line) => [...line.matchAll(ANY)].flatMap((one) => mailbox(one[1]) ?? []));
  return theirs(any.filter(isWhole), others);
}

/** What only looks like an address has no domain of two names. */
function isWhole(address: string): boolean {
  return domainOf(address).includes('.');
}

function theirs(found: readonly string[], others: readonly string[]): readonly string[] {
  const isOther = (address: string) => others.includes(address) || SYSTEMS.test(localPartOf(address));
  return [...new Set(found)].filter((address) => !isOther(address)).slice(0, MOST);
}
