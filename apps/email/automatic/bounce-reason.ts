// Why a message did not arrive, read from what a mail system wrote for people and programs: the words first, since codes are often set
// without care; the enhanced status code (RFC 3463) where the words say nothing.
import type { BounceReason } from '#core/terms.ts';

const CONFIRM =
  /challenge[- ]response|confirm (?:that )?your (?:e-?mail|message|address|identity)|verify (?:that )?you(?:r e-?mail| are)|requires? (?:verification|confirmation)|reply to this (?:message|e-?mail) to (?:confirm|have)|permission to (?:send|contact)|(?:click|follow)[^.\n]{0,60}(?:to (?:have your|deliver|release|approve)|deliver your)|approved senders?|whitelist|white list|allowed? ?list/i;

export function asksForConfirmation(text: string): boolean {
  return CONFIRM.test(text);
}

/** The first that shows decides: what is said of the content or the sender comes before what is said of the mailbox. */
const WORDS: readonly (readonly [BounceReason, RegExp])[] = [
  ['asks-confirmation', CONFIRM],
  [
    'no-such-person',
    /\b5\.1\.(?:1|10)\b(?![^\n]{0,200}\b(?:domain|host|MX|spam|blocked|policy|reject(?:ed)? due)\b)|\buser (?:is )?unknown\b|\bunknown user\b|recipnotfound|recipientnotfound/i,
  ],
  ['suppressed', /suppression ?list|on(?:account)?suppress|suppressed|does not send to this address/i],
  [
    'mailbox-full',
    /(?:mail ?box|mail (?:box )?file|in-?box|account|disk|user|mail ?folder|storage|recipient)[^.\n]{0,40}(?:is )?(?:full|over[- ]?quota|exceeds?(?:ed)? (?:its |the |storage |disk )?(?:quota|limit|allocation|storage))|quota[^.\n]{0,20}(?:exceeded|exceed|full|violation|would be exceeded)|over(?:[- ]|drawn )?(?:the |his |her |its |their )?(?:e?mail |disk |storage |allowed )?(?:quota|storage limit)|out of (?:storage|quota|disk space)|insufficient (?:system |disk )?storage|no space left|not enough (?:storage|disk|free)|mailbox size|inbox is full|too full|boîte (?:aux lettres )?(?:est )?pleine|postfach[^.\n]{0,20}voll|buz[oó]n[^.\n]{0,20}llen|casella[^.\n]{0,20}piena|容量/iu,
  ],
  [
    'too-large',
    /(?:message|mail|size|content|file)[^.\n]{0,30}(?:exceeds?|exceeded|larger|too (?:large|big))[^.\n]{0,30}|maximum (?:message )?size|message size|size limit|\bEMSGSIZE|line too long|too (?:large|big) (?:message|file)/i,
  ],
  [
    'no-such-domain',
    /(?:host|domain|name)[^.\n]{0,40}(?:not found|unknown|lookup failure|no such|doesn'?t exist|does not exist|not exist|unresolvable|has no (?:MX|A|mail))|(?:unknown|unrouteable|unroutable|unresolvable|invalid|illegal|bad|no such) (?:mail )?(?:host|domain|destination)|unrout(?:e)?able (?:mail )?domain|name or service not known|NXDOMAIN|no MX|null ?MX|nullMX|host or domain name not found|couldn'?t find any host named|can(?:no|')t (?:find|resolve)[^.\n]{0,30}(?:host|domain|MX)|not listed in public|domain[^.\n]{0,20}(?:isn'?t|is not) (?:valid|hosted|found|local)|nonexistent domain|does not (?:accept|receive) (?:any )?(?:e-?)?mail|no (?:valid )?mail exchanger|dns error|address lookup failed|is not a valid (?:mail )?domain/i,
  ],
  [
    'taken-for-spam',
    /\bspam\b|\bspamhaus|\bblack ?list|\bblock ?list|\bRBL\b|\bDNSBL\b|spamcop|barracuda|unsolicited|reputation|junk ?mail|banned|sender (?:score|base)|poor (?:ip|domain)|blocked|abus(?:e|ive)|looks like spam|bulk mail|spammer/i,
  ],
  [
    'against-policy',
    /reverse (?:dns|hostname|lookup|name)|\bPTR\b|\brDNS\b|\bSPF\b|\bDKIM\b|\bDMARC\b|authenticat|not authori[sz]ed|unauthori[sz]ed|(?:policy|policies|local rules?|security)|relay(?:ing)?[^.\n]{0,30}(?:denied|not|prohibited|access)|(?:cannot|unable to|not permitted to) relay|access (?:to this mail system )?denied|(?:sender|from|envelope)[^.\n]{0,40}(?:rejected|refused|denied|invalid|not allowed|unacceptable)|permission denied|not allowed to|not permitted|restricted|administrative(?:ly)? prohibit|TLS|STARTTLS|encrypt|helo|ehlo|not accepting mail from|refus(?:ed|al)? to accept mail from|you are not allowed|permission to post|権限/i,
  ],
  [
    'content-refused',
    /virus|malware|infected|attachment[^.\n]{0,30}(?:not allowed|prohibited|removed|type)|content (?:rejected|filter|restriction|is not)|message (?:content|format|header)|header[^.\n]{0,30}(?:invalid|missing|malformed)|not (?:RFC|standard)|RFC ?(?:2)?822|RFC 5322|bare (?:CR|LF)|message[^.\n]{0,20}rejected (?:by|due to|because)[^.\n]{0,20}content|malformed/i,
  ],
  [
    'moved',
    /(?:has|have) (?:been )?moved|new (?:e-?mail )?address is|address (?:has )?changed|no longer (?:works|employed|with)|left the company|has been replaced by|hat sich geändert/i,
  ],
  [
    'mailbox-closed',
    /(?:account|mailbox|user|address|recipient|mail drop)[^.\n]{0,40}(?:disabled|inactive|suspended|closed|deactivated|terminated|expired|locked|discontinued|on hold|not active|frozen|cancel(?:l)?ed)|(?:disabled|inactive|suspended|deactivated|closed) (?:account|mailbox|user|address|recipient)|temporarily (?:disabled|locked)|not been activated/i,
  ],
  [
    'no-such-person',
    /(?:user|mail ?box|recipient|address(?:ee)?|account|person|alias|party|destinataire|empf[aä]nger|adresse|usuario|destinatario|utente|mailaddress|username)[^.\n]{0,60}(?:unknown|not found|not exist|n'?t exist|unavailable|not (?:be )?(?:known|listed|recogni[sz]ed|valid|here|local|registered|in)|no longer|isn'?t|rejected(?!:)|refused(?!:)|invalid|undeliverable|does not have|couldn'?t be found|inconnue?|unbekannt|desconocid|sconosciut|existe pas|existiert nicht|no existe|inesistente)|(?:unknown|no such|invalid|illegal|bad|undeliverable|unrouteable|unroutable|incorrect|non-?existent|unrecogni[sz]ed|not a valid|unbekannte[rn]?|ung[uü]ltige) (?:local )?(?:user|mail ?box|recipient|address|account|person|name|local part|alias|login|destination address|mail ?address|e-?mail|virtual|empf[aä]nger|adresse)|no (?:mail ?box|account|user|recipient|person|one)[^.\n]{0,20}(?:here|by that|with that|found|called|of that|named)|(?:doesn'?t|does not|do not|don'?t) have (?:an?|any) (?:\S+ )?(?:account|mailbox|user)|(?:that|this) (?:address|user|mailbox|account)[^.\n]{0,20}(?:does|is|has)n'?t|recipnotfound|not a (?:valid|known) (?:user|recipient|mailbox|address)|user\s+not|not our customer|delivery to the following recipients? failed|wasn'?t found|couldn'?t be delivered to|could not be found|not listed in (?:domino|the)|name not found|unknown[: ]+user|address not (?:in|present)|宛先|見つかりません|存在しません|invalid address/iu,
  ],
  [
    'too-many',
    /too many (?:connections|messages|recipients|e-?mails|sessions|errors|hops)|rate[- ]?limit|throttl|exceeded[^.\n]{0,30}(?:rate|limit|maximum number)|slow down|try again later because|connection limit|hop count|mail(?:ing)? loop|loops? back|too much mail/i,
  ],
  [
    'unreachable',
    /tim(?:ed|e) ?-?out|timeout|connection[^.\n]{0,30}(?:refused|reset|failed|lost|dropped|closed|broken)|unreachable|no route|network|(?:could ?n[o']t|unable to|can(?:no|')t)[^.\n]{0,20}(?:connect|reach|establish)|temporar(?:y|ily)|expired|retry (?:limit|time)|queue (?:too long|time)|in the queue|undelivered for|been (?:trying|attempted)|not responding|did not respond|for \d+ (?:hours|days)|(?:system|internal|software|local|configuration|mailer|pipe|i\/o) (?:error|problem|failure)|service (?:not available|unavailable)|command died|command failed|deferred|greylist|later|zeitweilig|server error|not reachable|did not accept our requests|re-?tried|too old/i,
  ],
];

/** RFC 3463: subject and detail. */
const CODES: Readonly<Record<string, BounceReason>> = {
  '1.0': 'no-such-person',
  '1.1': 'no-such-person',
  '1.2': 'no-such-domain',
  '1.3': 'no-such-person',
  '1.4': 'no-such-person',
  '1.6': 'moved',
  '1.8': 'against-policy',
  // Microsoft's use; for a domain that takes no mail (RFC 7505) the words say so.
  '1.10': 'no-such-person',
  '2.0': 'no-such-person',
  '2.1': 'mailbox-closed',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.1': 'mailbox-full',
  '3.4': 'too-large',
  '4.0': 'unreachable',
  '4.1': 'unreachable',
  '4.4': 'no-such-domain',
  '4.6': 'too-many',
  '4.7': 'unreachable',
  '7.1': 'against-policy',
};
const BY_SUBJECT: Readonly<Record<string, BounceReason>> = {
  '1': 'no-such-person',
  '3': 'unreachable',
  '4': 'unreachable',
  '5': 'against-policy',
  '6': 'content-refused',
  '7': 'against-policy',
};

const STATUS = /(?:^|[^\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/;
const TEMPORARY: readonly BounceReason[] = ['mailbox-full', 'unreachable', 'too-many', 'asks-confirmation'];
const PERMANENT: readonly BounceReason[] = ['no-such-person', 'no-such-domain', 'moved', 'mailbox-closed', 'suppressed'];

export type Verdict = { readonly reason: BounceReason; readonly isForGood: boolean };

const REASONS: readonly string[] = [...WORDS.map(([reason]) => reason), 'unknown'];

/** @param text or one of our own reasons. @param status as RFC 3463 writes it; a code that claims nothing (`5.0.0`) counts for nothing */
export function bounceVerdict({ text, status = '' }: { readonly text: string; readonly status?: string }): Verdict {
  if (isReason(text)) return { reason: text, isForGood: PERMANENT.includes(text) };
  const code = STATUS.exec(status) ?? STATUS.exec(text);
  const reason = byPreciseCode(code) ?? byWords(text) ?? byCode(code) ?? 'unknown';
  return { reason, isForGood: PERMANENT.includes(reason) || (!TEMPORARY.includes(reason) && !isTemporary(code, text)) };
}

function isReason(text: string): text is BounceReason {
  return REASONS.includes(text);
}

/** These are hardly ever set without care, whatever the words around them. */
function byPreciseCode(code: RegExpExecArray | null): BounceReason | undefined {
  const detail = `${code?.[2]}.${code?.[3]}`;
  return detail === '2.2' || detail === '3.4' || detail === '1.6' ? CODES[detail] : undefined;
}

function byWords(text: string): BounceReason | undefined {
  return WORDS.find(([, words]) => words.test(text))?.[0];
}

function byCode(code: RegExpExecArray | null): BounceReason | undefined {
  return CODES[`${code?.[2]}.${code?.[3]}`] ?? BY_SUBJECT[code?.[2] ?? ''];
}

function isTemporary(code: RegExpExecArray | null, text: string): boolean {
  return code ? code[1] === '4' : /(?:^|\D)4[025]\d[ -]/.test(text);
}
