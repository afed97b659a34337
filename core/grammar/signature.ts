// What programs and organisations add below a person's words: signature blocks, device lines, disclaimers, list footers.
// Only what is plainly such is taken away; a block that speaks (conditions, decisions) stays, so that nobody's words are lost.
import { isStatutory, namesCompany } from './letterhead.ts';
import { lineAt } from './match.ts';
import { holdsCondition, holdsDecisionWord, wordsOf } from './words.ts';

/** RFC 3676 §4.3 `-- `, and what programs without it draw. Longer dashes are tables and rules in people's text. */
const DELIMITER = /^\s*(?:--|—|–|__+|\*{3,}|#{3,}|~{3,}|={3,}|\+{3,})\s*$/;
const LIST_DELIMITER = /^\s*_{2,}\s*$/;

const DEVICE = [
  /^[<([*]{0,2}\s*(?:sent|posted|written)\s+(?:from|via|with|by|using|through|on)\s+(?:a|an|my|the|outlook|mail|gmail|yahoo|proton|samsung|galaxy|windows|airmail|mailbox|typeapp|spark|android|iphone|ipad|blackberry|bluemail|sparrow|mobile|nine|fairemail|thunderbird|\[|<)/i,
  // A product has a name; `by Friday` or `on Monday` is a person's word.
  /^\[?(?:Sent|Written) (?:from|via|with|using|through) \p{Lu}[\w.-]+(?: (?:for )?\p{Lu}[\w.-]+){0,3}(?: ?\]?[([<]? ?https?:\S+ ?[)\]>]?)?(?:[;:,] [^?]*\b(?:mails?|app|secure|privacy)\b[^?]*)?\.?$/u,
  /^\p{Lu}\p{L}+ from (?:my )?mobile\.?$/u,
  /^get \[?outlook for (?:ios|android|windows|mac)/i,
  /^from my (?:iphone|ipad|android|mobile)/i,
  /^(?:von meinem|gesendet (?:von|mit|über)|diese nachricht wurde von meinem)\b/i,
  /^(?:envoyé (?:depuis|de|à partir)|téléchargez outlook)/i,
  /^(?:enviado (?:desde|do|de|pelo)|obtener outlook|obter o outlook)\b/i,
  /^(?:inviato (?:da|dal|con)|scarica outlook|ottieni outlook)\b/i,
  /^(?:verzonden (?:vanaf|met|via|vanuit)|verstuurd (?:vanaf|met)|outlook voor)\b/i,
  /^(?:skickat från|sendt fra|lähetetty)\s/i,
  /^(?:wysłane? z|odesláno z|odoslané z|отправлено (?:с|из)|надіслано з)\s/i,
  /^(?:iphone|ipad|android)\s?(?:から送信|에서 보냄)/i,
  /^(?:發自我的|发自我的|從我的|傳送自)/,
  /^(?:나의|내) (?:iphone|ipad|galaxy)/i,
];
const MOST_DEVICE_CHARS = 160;
const SPEAKING = new Set('i we you because since wrong page disagree ich wir sie weil je nous vous car ik wij u omdat'.split(' '));
const APOLOGY = /excus|pardon|forgive|typo|brev|spelling|entschuld|tippfehler|kürze|désol|fautes|discúl|erros|scus|fouten/i;

const LINK_ALONE = /^\s*<?(?:https?:\/\/|www\.)\S+>?\s*$/i;

const FOOTERS = [
  // Drawn by a tracking add-on of Gmail.
  /^ᐧ$/,
  /^virus-?free\b/i,
  /\b(?:checked|scanned) (?:for viruses )?by \S+ (?:antivirus|anti-virus)|^(?:diese e-mail wurde|cet e-mail a été) .*(?:viren|virus)/i,
  /^\[(?:cid|image|logo|inline)[: ][^\]]*\]$/i,
  /^(?:please )?consider the environment before printing/i,
  /^\[?(?:external|caution|extern)\]?:? .*(?:outside (?:of )?(?:the|your|our) organi[sz]ation|originated from)/i,
  /^you (?:are receiving|received) this (?:message|email|e-mail|because)/i,
  /^(?:to )?unsubscribe (?:from|here|at)/i,
];

/** Two of them in one paragraph make a disclaimer, in the languages in which we have seen them. */
const DISCLAIMER_SIGNS = [
  /confidential|privileged|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|poufn|конфиденциал/i,
  /intended (?:solely |only |exclusively )?(?:for|recipient)|addressee|adressat|empfänger|destinatair|destinatari|geadresseerde|adresat|адресат/i,
  /in error|irrtümlich|par erreur|por error|por engano|per errore|abusievelijk|omyłk/i,
  /notify the sender|inform the sender|absender|l'expéditeur|remitente|remetente|mittente|afzender|nadawc/i,
  /unauthori[sz]ed|strictly prohibited|disclosure|dissemination|unbefugt|untersagt|interdit|prohibid|vietat|verboden/i,
  /delete (?:this|it|the)|destroy|vernichten|löschen|détruire|eliminar|cancellar|verwijder|usun/i,
];

function isDevice(line: string): boolean {
  const text = line.trim();
  return (
    text.length > 0 &&
    text.length <= MOST_DEVICE_CHARS &&
    DEVICE.some((form) => form.test(text) && !speaks(text.replace(form, ''))) &&
    isAllOfIt(text)
  );
}

/** Nobody sets conditions, decides or says "I" in a line that a program added. */
function speaks(text: string): boolean {
  return holdsCondition(text) || holdsDecisionWord(text) || wordsOf(text).some((word) => SPEAKING.has(word.toLowerCase()));
}

/** A second sentence asks to excuse the first one's device, or it is the person's. */
function isAllOfIt(text: string): boolean {
  const [, second = ''] = /[.;!?]\s+(.*\p{L}.*)$/u.exec(text) ?? [];
  return second === '' || APOLOGY.test(second);
}

function isFooter(line: string): boolean {
  const text = line.trim();
  if (/\b(?:I|my)\b/.test(text)) return false;
  return FOOTERS.some((form) => form.test(text)) || (isStatutory(text) && isShort(text));
}

/** A footer, and what goes with it in the same paragraph: its links, the company's name and street. */
function areFooters(lines: readonly string[]): boolean[] {
  const footers = lines.map((line) => isDevice(line) || isFooter(line));
  const isPart = (index: number): boolean => LINK_ALONE.test(lineAt(lines, index)) || isCompany(lineAt(lines, index));
  return footers.map((is, index) => is || (isPart(index) && (footers[index - 1] === true || footers[index + 1] === true)));
}

function isCompany(line: string): boolean {
  return namesCompany(line) && isShort(line) && !/[?!]/.test(line);
}

/** Short, and nobody's words. */
function isShort(line: string): boolean {
  return line.length <= MOST_DEVICE_CHARS && !speaks(line);
}

const HEADING =
  /^\W*(?:disclaimer|confidentiality(?: notice)?|legal notice|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso legal)\W*$/i;
/** RFC 5322 §2.1.1 recommends 78; a longer line was not wrapped. */
const WRAPPED_CHARS = 50;
const MOST_WRAPPED_CHARS = 80;

function isSign(line: string): boolean {
  return DISCLAIMER_SIGNS.some((sign) => sign.test(line));
}

function isDisclaimer(lines: readonly string[]): boolean {
  const text = lines.join(' ');
  // It speaks for an organisation; one that says "I" is the person's own.
  const isTheirs = /\b(?:I|my|me|ich|mein|ik|moi)\b/.test(text);
  return text.length > 60 && !isTheirs && DISCLAIMER_SIGNS.filter((sign) => sign.test(text)).length >= 2;
}

/** A sentence that a program wrapped goes on in the next line, which does not begin one of its own. */
function goesOn(line: string, next: string): boolean {
  const isOpen = line.length >= WRAPPED_CHARS && line.length <= MOST_WRAPPED_CHARS && !/[.!?:]\s*$/.test(line);
  return isOpen && (/^\s*\p{Ll}/u.test(next) || next.length >= WRAPPED_CHARS);
}

/** How many lines from here are one disclaimer; lines of the person's may stand right above it and right below. */
function disclaimerFrom(lines: readonly string[], from: number): number {
  const first = HEADING.test(lineAt(lines, from)) ? from + 1 : from;
  if (!isSign(lineAt(lines, first))) return 0;
  let end = first + 1;
  while (lineAt(lines, end).trim() !== '' && (isSign(lineAt(lines, end)) || goesOn(lineAt(lines, end - 1), lineAt(lines, end)))) end += 1;
  return isDisclaimer(lines.slice(first, end)) ? end - from : 0;
}

/** Only in the middle or at the end: a reply that begins with one is not understood, and is asked about. */
function withoutDisclaimers(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const length = kept.some((line) => line.trim() !== '') ? disclaimerFrom(lines, index) : 0;
    if (length === 0) kept.push(lineAt(lines, index));
    else index += length - 1;
  }
  return kept;
}

/** Below a delimiter that nobody's words are under. */
function withoutBlock(lines: readonly string[]): Signed {
  const start = lines.findIndex((line) => DELIMITER.test(line));
  if (start < 0) return { written: lines, signature: [] };
  const block = lines.slice(start + 1).filter((line) => line.trim() !== '');
  const isTheirs = !LIST_DELIMITER.test(lineAt(lines, start)) && block.some((line) => holdsCondition(line) || holdsDecisionWord(line));
  return isTheirs ? { written: lines, signature: [] } : { written: lines.slice(0, start), signature: lines.slice(start + 1) };
}

/** Someone's words, and the block that stood below a delimiter: for reading no part of what was said, for a decision it may not be another's. */
export type Signed = { readonly written: readonly string[]; readonly signature: readonly string[] };

export function signedApart(lines: readonly string[]): Signed {
  const written = withoutDisclaimers(lines);
  const footers = areFooters(written);
  return withoutBlock(written.filter((_, index) => footers[index] !== true));
}

export function withoutSignature(lines: readonly string[]): string[] {
  return [...signedApart(lines).written];
}
