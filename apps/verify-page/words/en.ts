// English: what a check of a PDF says. Every other language has the same keys, since its type is taken from here.
import { enCommon } from '#core/phrases/en/common.ts';
import type { SealLevel } from '#core/sealing.ts';
import type { SignatureVerdict } from '#apps/sealer/check-signature.ts';

const LEVELS: Record<SealLevel, string> = {
  'B-B': 'the seal alone, without a time-stamp of anyone else',
  'B-T': 'with a time-stamp of another authority',
  'B-LT': 'with a time-stamp of another authority, and with what shows that the certificates were valid then',
  'B-LTA':
    'with a time-stamp of another authority, with what shows that the certificates were valid then, and with a further time-stamp over all of it',
};
const VERDICTS: Record<SignatureVerdict['verdict'], string> = {
  valid: 'It holds: what it covers is as it was signed.',
  changed: 'It does not hold: what it covers was changed.',
  unreadable: 'It cannot be read.',
  'unknown-algorithm': 'Its algorithm is not known here, so it was not checked.',
};
const COVERAGES: Record<SignatureVerdict['coverage'], string> = {
  'whole-file': 'It covers the whole file.',
  'earlier-revision': 'It covers an earlier state of the file.',
  faulty: 'It does not cover the file as an honest signature does.',
};
const who = (name: string | null) => (name === null ? 'nobody named' : `“${name}”`);

export const english = {
  language: 'en',
  name: 'English',
  page: {
    title: 'Check a sealed PDF',
    what: 'See whether a PDF was sealed with Countersign, by whom, and whether a single byte has changed since.',
    private: 'The file is read by this page on your own machine. It is sent nowhere: the page may not connect to anything.',
    choose: 'Choose a PDF',
    drop: 'or drop it here',
    trust: 'Whom you trust:',
    nobody: 'nobody yet',
    installation: 'the authority of the installation that this page is from',
    trustWhy:
      'A seal is as good as the authority that issued its certificate. Give that authority’s certificate (PEM), as you got it from whom you trust.',
    authority: 'Certificate of the authority',
    checking: 'Checking …',
  },
  headlines: {
    unchecked: 'This file was not checked.',
    unsigned: 'This PDF carries no seal.',
    foreign: 'Signed by someone, but not sealed by Countersign.',
    foreignBad: 'Signed by someone, and something about it does not hold.',
    changed: 'Changed after it was sealed: do not rely on it.',
    genuine: 'Genuine: sealed, and unchanged since.',
    unknown: 'Unchanged since it was sealed, but by whom is not known here.',
  },
  about: {
    why: 'Why',
    seal: 'Seal',
    coverage: 'Coverage',
    changes: 'Changes after the seal',
    certificate: 'Certificate',
    time: 'Time',
    level: 'Kind of seal',
    record: 'Record',
    document: 'Document',
    signature: ({ number, of }: { number: number; of: number }) => (of === 1 ? 'Signature' : `Signature ${number} of ${of}`),
    stamp: ({ number, of }: { number: number; of: number }) => `Time-stamp (${number} of ${of})`,
  },
  unchecked: {
    insecure:
      'This page was opened over an insecure connection, where browsers offer no cryptography. Save it and open the file, or use https.',
    unable: (what: string) => `This browser cannot check ${what}. Use “countersign verify”.`,
    unreadable: 'The file could not be read to its end, so nothing can be said about it.',
    tooMuch: 'The file could not be read within reasonable time and memory.',
  },
  seal: {
    holds: 'The signature of the seal holds: not a byte that it covers was changed.',
    fails: 'The seal does not hold.',
    none: 'The file carries no seal.',
    covers: 'The seal covers the file from its first byte to its last, but for its own place.',
    coversLess: 'The seal does not cover the whole file.',
    coversEarlier: 'The seal covers the file as it was sealed; what was added later changes nothing of it.',
    unchanged: 'None that change anything.',
    untold: 'Since the seal does not hold, what was changed after it cannot be told apart.',
    level: (level: SealLevel | null) =>
      level === null ? 'Of no PAdES level (EN 319 142-1).' : `PAdES ${level} (EN 319 142-1): ${LEVELS[level]}.`,
    certificate: {
      none: 'No certificate can be read.',
      trusted: (signer: string | null) => `The certificate is that of ${who(signer)}, issued by an authority that you trust.`,
      unknown: {
        page: (signer: string | null) =>
          `The certificate is that of ${who(signer)}. Its issuer is not among those trusted here: give the authority’s certificate below.`,
        command: (signer: string | null) =>
          `The certificate is that of ${who(signer)}. Its issuer is not among those trusted here: name the authority’s certificate with --trust CA.pem.`,
      },
    },
  },
  time: {
    at: (wall: string) => enCommon.dateTime(wall, 'UTC'),
    none: 'It states no time that can be read.',
    claimed: (at: string) => `Sealed at ${at}, as the sealer says; no time-stamp of anyone else.`,
    trusted: ({ at, by }: { at: string; by: string }) => `Time-stamped at ${at} by “${by}”, an authority that you trust.`,
    unknown: ({ at, by }: { at: string; by: string }) =>
      `Time-stamped at ${at} by “${by}”, an authority that is not among those trusted here.`,
  },
  record: {
    holds: (events: number) =>
      `The record inside holds together: ${events === 1 ? '1 shared event' : `${events} shared events`} in one chain.`,
    broken: (entry: number) => `The record inside does not hold together: its chain is broken at entry ${entry}.`,
    unreadable: 'The record inside does not hold together: it cannot be read.',
    none: 'The file carries no record of who did what.',
  },
  document: {
    same: 'The document is, to the byte, the one that the record says was shown and signed.',
    other: 'The document in this file is not the one that the record speaks of.',
    unknown: 'Since the record does not hold, it cannot tell which document was signed.',
  },
  signature: {
    by: (signer: string | null) => `By ${who(signer)}.`,
    isSeal: 'This is the seal.',
    verdicts: VERDICTS,
    andYet: 'What it covers is as it was signed, and yet it does not hold:',
    coverages: COVERAGES,
    claimed: (at: string) => `Made at ${at}, as it says itself.`,
    stampedAt: (at: string) => `It says that the file existed at ${at}.`,
    trusted: 'Issued by an authority that you trust.',
    unknown: 'Its issuer is not among those trusted here.',
    after: (changes: string) => `Done to the file after it: ${changes}`,
  },
};
