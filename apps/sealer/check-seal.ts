// The verdict on a file: every check put together. Runs inside the reading worker, since anyone may hand in anything.
import type { RecordCheck } from '#core/record.ts';
import type { SealLevel } from '#core/sealing.ts';
import { signaturesIn } from './byte-range.ts';
import { checkSignature, TIMESTAMP, type CheckedSignature, type SignatureVerdict } from './check-signature.ts';
import { checkEmbeddedRecord, RECORD_START, type LedgerCheck } from './embedded-record.ts';
import { bombIn } from './prescan.ts';
import type { Timestamp } from './stamping/check-time.ts';

export type Verification = {
  /** Carries a Countersign record and a signature. */
  readonly sealed: boolean;
  /** Nothing was changed, and everything that can be checked holds. */
  readonly intact: boolean;
  /** Nothing follows but what keeps the seal verifiable, or further signatures. */
  readonly coversWholeFile: boolean;
  /** Common name of the seal certificate. */
  readonly signer: string | null;
  readonly trust: 'trusted' | 'unknown-issuer';
  readonly level: SealLevel | null;
  /** Null at level B-B: nobody but the sealer vouches for `claimedTime`. */
  readonly timestamp: Timestamp | null;
  readonly claimedTime: string | null;
  readonly ledger: RecordCheck | null;
  readonly changesAfterSeal: readonly string[];
  /** Every signature in the file, in the order in which they end, the seal among them. */
  readonly signatures: readonly SignatureVerdict[];
  /** What does not hold, in sentences. */
  readonly why: string | null;
};

export const NOT_SEALED: Verification = {
  sealed: false,
  intact: false,
  coversWholeFile: false,
  signer: null,
  trust: 'unknown-issuer',
  level: null,
  timestamp: null,
  claimedTime: null,
  ledger: null,
  changesAfterSeal: [],
  signatures: [],
  why: 'The file carries no seal.',
};

/** A file with more is made to keep the reader busy. */
const MOST_SIGNATURES = 100;

export async function checkSeal(file: Uint8Array, anchors: readonly string[]): Promise<Verification> {
  const bomb = bombIn(file);
  if (bomb) return { ...NOT_SEALED, why: bomb };
  const found = signaturesIn(file);
  if (found.length === 0) return { ...NOT_SEALED, why: whyNone(file) };
  if (found.length > MOST_SIGNATURES) return { ...NOT_SEALED, why: `It carries ${found.length} signatures, more than can be checked.` };
  const recordAt = Buffer.from(file.buffer, file.byteOffset, file.length).indexOf(RECORD_START);
  const checked: CheckedSignature[] = [];
  for (const signature of found) checked.push(await checkSignature({ file, signature, anchors, isOurs: recordAt !== -1 }));
  const seal = sealAmong(checked, recordAt);
  if (!seal) return NOT_SEALED;
  // Of what came after the seal, nothing is asked.
  const record = recordAt === -1 ? null : await checkEmbeddedRecord(file.subarray(0, seal.end > recordAt ? seal.end : file.length));

  const problems = [
    ...seal.faults,
    ...whereChanged(seal, record),
    ...(record?.faults ?? []),
    ...seal.changesAfter,
    ...ofOthers(checked, seal),
  ];
  return {
    sealed: record !== null,
    intact: problems.length === 0,
    coversWholeFile: seal.coverage === 'whole-file' || (seal.coverage === 'earlier-revision' && seal.changesAfter.length === 0),
    signer: seal.signer,
    trust: seal.trust,
    level: levelOf(seal, checked),
    timestamp: seal.timestamp,
    claimedTime: seal.claimedTime,
    ledger: record?.ledger ?? null,
    changesAfterSeal: seal.changesAfter,
    signatures: checked.map(({ end: _end, level: _level, ...verdict }) => verdict),
    why:
      problems.length > 0 ? [...new Set(problems)].join(' ') : record ? null : 'The file is signed, but it is not a Countersign document.',
  };
}

const CUT_OFF = 'The file carries no seal, and it has no end as a PDF has: it may have been cut off.';

/** Readers look for beginning and end within as many bytes (ISO 32000-1, annex H.3, notes 13 and 18). */
const FROM_EDGE = 1024;

function whyNone(file: Uint8Array): string | null {
  if (!Buffer.from(file.subarray(0, FROM_EDGE)).includes('%PDF-')) return 'It is not a PDF file.';
  return Buffer.from(file.subarray(-FROM_EDGE)).includes('%%EOF') ? NOT_SEALED.why : CUT_OFF;
}

/** Others may have signed before or after. The seal is the last that is known to be one; else the first that covers the record, since
 *  whoever adds to the file later can also sign it. */
function sealAmong(checked: readonly CheckedSignature[], recordAt: number): CheckedSignature | undefined {
  const made = checked.filter(({ kind }) => kind !== TIMESTAMP);
  const known = made.findLast(({ trust, faults }) => trust === 'trusted' && faults.length === 0);
  return known ?? (recordAt === -1 ? undefined : made.find(({ end }) => end > recordAt)) ?? made.at(-1) ?? checked.at(-1);
}

/** B-LTA: a time-stamp over all of it came after the proofs. Without that one, what is left is a seal of the level below. */
function levelOf({ level, end }: CheckedSignature, checked: readonly CheckedSignature[]): SealLevel | null {
  const isKept = checked.some(
    (other) => other.kind === TIMESTAMP && other.end > end && other.timestamp !== null && other.verdict === 'valid',
  );
  return level === 'B-LT' && isKept ? 'B-LTA' : level;
}

/** The record tells the document's own bytes apart from what the seal added to them. */
function whereChanged({ verdict, coverage }: CheckedSignature, record: LedgerCheck | null): string[] {
  if (verdict !== 'changed' || coverage === 'faulty' || !record || record.faults.length > 0) return [];
  return ['The document is as it was sent; what was changed is something that sealing added: the certificate, the record or the seal.'];
}

/** Before the seal only what was plainly changed counts: people may sign with anything. After it each must hold. */
function ofOthers(checked: readonly CheckedSignature[], seal: CheckedSignature): string[] {
  return checked.flatMap(({ verdict, signer, end, kind, faults }, index) => {
    const isFine = end > seal.end ? verdict === 'valid' && (kind !== TIMESTAMP || faults.length === 0) : verdict !== 'changed';
    if (isFine || checked[index] === seal) return [];
    const whose = signer === null ? '' : ` (${signer})`;
    return [
      `Signature ${index + 1} of ${checked.length}${whose} does not hold: ${verdict === 'valid' ? faults.join(' ') : `${WHY[verdict]}.`}`,
    ];
  });
}

const WHY: Readonly<Record<SignatureVerdict['verdict'], string>> = {
  valid: 'it does',
  changed: 'what it covers was changed',
  unreadable: 'it cannot be read',
  'unknown-algorithm': 'it uses an algorithm that is not supported',
};
