// What programs and organisations add below a person's words: signature blocks, device lines, disclaimers, list footers.
// Only what is plainly such is taken away; a block that speaks (conditions, decisions) stays, so that nobody's words are lost.
import { lineAt } from './match.ts';
import { holdsCondition, holdsDecisionWord } from './words.ts';

/** RFC 3676 §4.3 `-- `, and what programs without it draw. Longer dashes are tables and rules in people's text. */
const DELIMITER = /^\s*(?:--|—|–|__+|\*{3,}|#{3,}|~{3,}|={3,}|\+{3,})\s*$/;
const LIST_DELIMITER = /^\s*_{2,}\s*$/;

const DEVICE = [
  /^[<([*]{0,2}\s*(?:sent|posted|written)\s+(?:from|via|with|by|using|through|on)\s+(?:a|an|my|the|outlook|mail|gmail|yahoo|proton|samsung|galaxy|windows|airmail|mailbox|typeapp|spark|android|iphone|ipad|blackberry|bluemail|sparrow|mobile|nine|fairemail|thunderbird|\[|<)/i,
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

const FOOTERS = [
  // Drawn by a tracking add-on of Gmail.
  /^ᐧ$/,
  /^virus-?free\.?\s/i,
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
  return text.length > 0 && text.length <= MOST_DEVICE_CHARS && DEVICE.some((form) => form.test(text));
}

function isFooter(line: string): boolean {
  return FOOTERS.some((form) => form.test(line.trim()));
}

function isDisclaimer(paragraph: string): boolean {
  return paragraph.length > 60 && DISCLAIMER_SIGNS.filter((sign) => sign.test(paragraph)).length >= 2;
}

function withoutDisclaimers(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let index = 0;
  while (index < lines.length) {
    let end = index;
    while (end < lines.length && lineAt(lines, end).trim() !== '') end += 1;
    const paragraph = lines.slice(index, end);
    // Only in the middle or at the end: a reply that begins with one is not understood, and is asked about.
    if (kept.every((line) => line.trim() === '') || !isDisclaimer(paragraph.join(' '))) kept.push(...paragraph);
    if (end < lines.length) kept.push('');
    index = end + 1;
  }
  return kept;
}

/** Below a delimiter that nobody's words are under. */
function withoutBlock(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => DELIMITER.test(line));
  if (start < 0) return lines;
  const block = lines.slice(start + 1).filter((line) => line.trim() !== '');
  const speaks = !LIST_DELIMITER.test(lineAt(lines, start)) && block.some((line) => holdsCondition(line) || holdsDecisionWord(line));
  return speaks ? lines : lines.slice(0, start);
}

export function withoutSignature(lines: readonly string[]): string[] {
  const plain = withoutDisclaimers(lines).filter((line) => !isDevice(line) && !isFooter(line));
  return [...withoutBlock(plain)];
}
