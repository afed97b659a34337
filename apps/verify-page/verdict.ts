// What was checked, in words for whoever was sent a sealed PDF: one line for each thing that was looked at, and one above all.
import type { Verification } from '#apps/sealer/check-seal.ts';

/** `good`: holds; `bad`: does not; `open`: not there, or known to nobody here. */
export type Line = { readonly about: string; readonly standing: 'good' | 'bad' | 'open'; readonly sentence: string };
export type Verdict = { readonly standing: Line['standing']; readonly headline: string; readonly lines: readonly Line[] };

/** @param found or why nothing was found out */
export function verdictOf(found: Verification | string): Verdict {
  if (typeof found === 'string') return { standing: 'open', headline: 'This file was not checked.', lines: [line('Why', 'open', found)] };
  const lines = found.signatures.length === 0 ? [line('Seal', 'open', found.why ?? 'The file carries no seal.')] : linesOf(found);
  return { ...headlineOf(found), lines };
}

function headlineOf({ sealed, intact, coversWholeFile, trust, signatures, ledger, why }: Verification): Omit<Verdict, 'lines'> {
  if (signatures.length === 0) return { standing: 'open', headline: 'This PDF carries no seal.' };
  if (!sealed) {
    return why?.includes('not a Countersign document') === true && intact
      ? { standing: 'open', headline: 'Signed by someone, but not sealed by Countersign.' }
      : { standing: 'bad', headline: 'Signed by someone, and something about it does not hold.' };
  }
  if (!intact || !coversWholeFile || ledger?.chain !== 'ok')
    return { standing: 'bad', headline: 'Changed after it was sealed: do not rely on it.' };
  return trust === 'trusted'
    ? { standing: 'good', headline: 'Genuine: sealed, and unchanged since.' }
    : { standing: 'open', headline: 'Unchanged since it was sealed, but by whom is not known here.' };
}

function linesOf(found: Verification): readonly Line[] {
  const { sealed, intact, coversWholeFile, signer, trust, level, claimedTime, ledger, changesAfterSeal, why } = found;
  const sealedBy = `The certificate is that of “${signer ?? 'nobody named'}”`;
  return [
    intact
      ? line('Seal', 'good', 'The signature of the seal holds: not a byte that it covers was changed.')
      : line('Seal', 'bad', why ?? 'The seal does not hold.'),
    coversWholeFile
      ? line('Coverage', 'good', 'The seal covers the file from its first byte to its last, but for its own place.')
      : line('Coverage', 'bad', 'The seal does not cover the whole file.'),
    changesAfterSeal.length === 0
      ? line('Changes after the seal', 'good', 'None that change anything.')
      : line('Changes after the seal', 'bad', changesAfterSeal.join(' ')),
    trust === 'trusted'
      ? line('Certificate', 'good', `${sealedBy}, issued by an authority that you trust.`)
      : line('Certificate', 'open', `${sealedBy}. Its issuer is not among those trusted here: give the authority’s certificate below.`),
    timeLine(found.timestamp, claimedTime),
    line('Kind of seal', 'open', level === null ? 'Of no PAdES level.' : `PAdES ${level}.`),
    ...(sealed ? [recordLine(ledger), documentLine(found)] : [line('Record', 'open', 'The file carries no record of who did what.')]),
    ...others(found),
  ];
}

/** Only an independent authority's word counts as proof of time. */
function timeLine(timestamp: Verification['timestamp'], claimed: string | null): Line {
  if (timestamp === null)
    return line('Time', 'open', `Sealed at ${claimed ?? 'a time that is not stated'}, as the sealer says; no time-stamp of anyone else.`);
  const said = `Time-stamped at ${timestamp.at} by “${timestamp.by}”`;
  return timestamp.trust === 'trusted'
    ? line('Time', 'good', `${said}, an authority that you trust.`)
    : line('Time', 'open', `${said}, an authority that is not among those trusted here.`);
}

function recordLine(ledger: Verification['ledger']): Line {
  if (ledger?.chain === 'ok')
    return line('Record', 'good', `The record inside holds together: ${ledger.events} shared events in one chain.`);
  return line(
    'Record',
    'bad',
    `The record inside does not hold together: ${ledger?.chain.replace('@', ' at entry ') ?? 'it cannot be read'}.`,
  );
}

function documentLine({ why }: Verification): Line {
  return why?.includes('is not the one that the record speaks of') === true
    ? line('Document', 'bad', 'The document in this file is not the one that the record speaks of.')
    : line('Document', 'good', 'The document is, to the byte, the one that the record says was shown and signed.');
}

function others({ signatures }: Verification): readonly Line[] {
  if (signatures.length < 2) return [];
  return signatures.map(({ signer, verdict, coverage }, at) =>
    line(
      `Signature ${at + 1}`,
      verdict === 'valid' ? 'good' : verdict === 'changed' ? 'bad' : 'open',
      `By “${signer ?? 'nobody named'}”: ${SAID[verdict]}${coverage === 'whole-file' ? ', over the whole file' : ', over an earlier state of the file'}.`,
    ),
  );
}

const SAID = {
  valid: 'it holds',
  changed: 'what it covers was changed',
  unreadable: 'it cannot be read',
  'unknown-algorithm': 'its algorithm is not known here',
} as const;

function line(about: string, standing: Line['standing'], sentence: string): Line {
  return { about, standing, sentence };
}
