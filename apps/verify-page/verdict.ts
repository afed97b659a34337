// What was checked, in words for whoever was sent a sealed PDF: one line for each thing that was looked at, and one above all.
import type { Verification } from '#apps/sealer/check-seal.ts';
import { signatureLines, wallOf } from './signature-lines.ts';
import type { Language, Words } from './words/languages.ts';

/** `good`: holds; `bad`: does not; `open`: not there, or known to nobody here. */
export type Line = { readonly about: string; readonly standing: 'good' | 'bad' | 'open'; readonly sentence: string };
export type Verdict = { readonly standing: Line['standing']; readonly headline: string; readonly lines: readonly Line[] };

/** @property where how the reader can name an authority is another thing on a page and on a command line */
export type Telling = { readonly language: Language; readonly where: 'page' | 'command' };

/** @param found or why nothing was found out, in the reader's language */
export function verdictOf(found: Verification | string, telling: Telling): Verdict {
  const { words, told } = telling.language;
  if (typeof found === 'string')
    return {
      standing: 'open',
      headline: words.headlines.unchecked,
      lines: [{ about: words.about.why, standing: 'open', sentence: found }],
    };
  if (found.signatures.length === 0) {
    const sentence = found.why === null ? words.seal.none : told(found.why);
    return { ...headlineOf(found, words), lines: [{ about: words.about.seal, standing: 'open', sentence }] };
  }
  const lines = found.sealed ? [...sealLines(found, telling), ...aboutOthers(found, telling)] : foreignLines(found, telling);
  return { ...headlineOf(found, words), lines };
}

function headlineOf(
  { sealed, intact, coversWholeFile, trust, signatures, ledger }: Verification,
  { headlines }: Words,
): Omit<Verdict, 'lines'> {
  if (signatures.length === 0) return { standing: 'open', headline: headlines.unsigned };
  if (!sealed) return intact ? { standing: 'open', headline: headlines.foreign } : { standing: 'bad', headline: headlines.foreignBad };
  if (!intact || !coversWholeFile || ledger?.chain !== 'ok') return { standing: 'bad', headline: headlines.changed };
  return trust === 'trusted' ? { standing: 'good', headline: headlines.genuine } : { standing: 'open', headline: headlines.unknown };
}

function sealLines(found: Verification, telling: Telling): readonly Line[] {
  const { words, told } = telling.language;
  const { about, seal } = words;
  const { intact, why, level } = found;
  return [
    intact
      ? { about: about.seal, standing: 'good', sentence: seal.holds }
      : { about: about.seal, standing: 'bad', sentence: why === null ? seal.fails : told(why) },
    coverageLine(found, words),
    changesLine(found, telling.language),
    certificateLine(found, telling),
    timeLine(found, words),
    { about: about.level, standing: 'open', sentence: seal.level(level) },
    recordLine(found.ledger, words),
    documentLine(found, words),
  ];
}

function coverageLine({ coversWholeFile, signatures }: Verification, { about, seal }: Words): Line {
  if (!coversWholeFile) return { about: about.coverage, standing: 'bad', sentence: seal.coversLess };
  // A later signature or time-stamp, or proofs kept for years, stand behind the seal.
  const isLast = signatures.every(({ coverage }) => coverage === 'whole-file');
  return { about: about.coverage, standing: 'good', sentence: isLast ? seal.covers : seal.coversEarlier };
}

function changesLine({ intact, changesAfterSeal }: Verification, { words: { about, seal }, told }: Language): Line {
  if (changesAfterSeal.length > 0)
    return { about: about.changes, standing: 'bad', sentence: changesAfterSeal.map((change) => told(change)).join(' ') };
  return intact
    ? { about: about.changes, standing: 'good', sentence: seal.unchanged }
    : { about: about.changes, standing: 'open', sentence: seal.untold };
}

function certificateLine({ signer, trust }: Verification, { language, where }: Telling): Line {
  const { about, seal } = language.words;
  if (trust === 'trusted') return { about: about.certificate, standing: 'good', sentence: seal.certificate.trusted(signer) };
  const sentence = signer === null ? seal.certificate.none : seal.certificate.unknown[where](signer);
  return { about: about.certificate, standing: 'open', sentence };
}

/** Only an independent authority's word counts as proof of time. */
function timeLine({ timestamp, claimedTime }: Verification, { about, time }: Words): Line {
  if (timestamp === null) {
    const sentence = claimedTime === null ? time.none : time.claimed(time.at(wallOf(claimedTime)));
    return { about: about.time, standing: 'open', sentence };
  }
  const stamp = { at: time.at(wallOf(timestamp.at)), by: timestamp.by };
  return timestamp.trust === 'trusted'
    ? { about: about.time, standing: 'good', sentence: time.trusted(stamp) }
    : { about: about.time, standing: 'open', sentence: time.unknown(stamp) };
}

function recordLine(ledger: Verification['ledger'], { about, record }: Words): Line {
  if (ledger?.chain === 'ok') return { about: about.record, standing: 'good', sentence: record.holds(ledger.events) };
  const entry = Number(/@(\d+)$/.exec(ledger?.chain ?? '')?.[1]);
  const isRead = ledger !== null && ledger.events > 0 && entry > 0;
  return { about: about.record, standing: 'bad', sentence: isRead ? record.broken(entry) : record.unreadable };
}

function documentLine({ why, ledger }: Verification, { about, document }: Words): Line {
  if (why?.includes('is not the one that the record speaks of') === true)
    return { about: about.document, standing: 'bad', sentence: document.other };
  return ledger?.chain === 'ok'
    ? { about: about.document, standing: 'good', sentence: document.same }
    : { about: about.document, standing: 'open', sentence: document.unknown };
}

/** A file may have been signed before it was sealed, or time-stamped and signed later. */
function aboutOthers(found: Verification, { language }: Telling): readonly Line[] {
  return found.signatures.length < 2 ? [] : signatureLines(found, language);
}

/** What a stranger's signatures say, as far as that goes: there is no record that could say more. */
function foreignLines(found: Verification, { language }: Telling): readonly Line[] {
  const { about, record } = language.words;
  return [...signatureLines(found, language), { about: about.record, standing: 'open', sentence: record.none }];
}
