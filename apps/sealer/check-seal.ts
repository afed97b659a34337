// The verdict on a file: every check put together. Runs inside the reading worker, since anyone may hand in anything.
import type { RecordCheck } from '#core/record.ts';
import { signaturesIn, type FoundSignature } from './byte-range.ts';
import { checkCms } from './check-cms.ts';
import { checkEmbeddedRecord } from './embedded-record.ts';
import { bombIn } from './prescan.ts';
import { checkTrust, commonName } from './trust.ts';

export type Verification = {
  /** Carries a Countersign record and a signature. */
  readonly sealed: boolean;
  /** Nothing was changed, and everything that can be checked holds. */
  readonly intact: boolean;
  readonly coversWholeFile: boolean;
  /** Common name of the seal certificate. */
  readonly signer: string | null;
  readonly trust: 'trusted' | 'unknown-issuer';
  readonly level: 'B-B' | null;
  /** Always null at level B-B: nobody but the sealer vouches for `claimedTime`. */
  readonly timestamp: null;
  readonly claimedTime: string | null;
  readonly ledger: RecordCheck | null;
  readonly changesAfterSeal: readonly string[];
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
  why: 'The file carries no seal.',
};

export async function checkSeal(file: Uint8Array, anchors: readonly string[]): Promise<Verification> {
  const bomb = bombIn(file);
  if (bomb) return { ...NOT_SEALED, why: bomb };
  const signatures = signaturesIn(file);
  if (signatures.length === 0) return NOT_SEALED;
  const record = await checkEmbeddedRecord(file);
  const checked = signatures.map((signature) => checkSignature({ file, signature, anchors, isOurs: record !== null }));
  // Others may have signed before or after; the seal is the last that is known to be one.
  const seal = checked.findLast(({ trust, faults }) => trust === 'trusted' && faults.length === 0) ?? checked.at(-1);
  if (!seal) return NOT_SEALED;

  const { faults, ...verdict } = seal;
  const problems = [...faults, ...(record?.faults ?? []), ...verdict.changesAfterSeal];
  return {
    ...verdict,
    sealed: record !== null,
    intact: problems.length === 0,
    ledger: record?.ledger ?? null,
    why:
      problems.length > 0 ? [...new Set(problems)].join(' ') : record ? null : 'The file is signed, but it is not a Countersign document.',
  };
}

type SignatureVerdict = Omit<Verification, 'sealed' | 'intact' | 'ledger' | 'why'> & { readonly faults: readonly string[] };
type SignatureInput = { file: Uint8Array; signature: FoundSignature; anchors: readonly string[]; isOurs: boolean };

function checkSignature({ file, signature, anchors, isOurs }: SignatureInput): SignatureVerdict {
  const { fault, end, covered, hex, claimed, subFilter } = signature;
  const claimedTime = timeOf(claimed);
  const after = file.length - end;
  const shared = {
    coversWholeFile: fault === undefined && after === 0,
    timestamp: null,
    claimedTime: claimedTime?.toISOString() ?? null,
    changesAfterSeal: fault === undefined && after > 0 ? [`${after} bytes were added to the file after it was sealed.`] : [],
  };
  if (fault !== undefined) return { ...shared, signer: null, trust: 'unknown-issuer', level: null, faults: [fault] };
  const cms = checkCms(hex, covered);
  if (!cms.certificate) return { ...shared, signer: null, trust: 'unknown-issuer', level: null, faults: cms.faults };

  const others = cms.certificates.filter((other) => other !== cms.certificate);
  const path = checkTrust({ certificate: cms.certificate, others, anchors, at: claimedTime ?? new Date(Number.NaN) });
  const faults = [...cms.faults, ...path.faults];
  if (isOurs && subFilter === 'ETSI.CAdES.detached' && faults.length === 0 && !cms.isCanonical) {
    faults.push('The signature is not written as the sealer writes it: something in it was changed.');
  }
  const level = cms.isBaseline && subFilter === 'ETSI.CAdES.detached' ? 'B-B' : null;
  return { ...shared, signer: commonName(cms.certificate), trust: path.trust, level, faults };
}

/** `D:20261124182000Z` or with an offset such as `+01'00'` (ISO 32000-1 §7.9.4). */
function timeOf(claimed: string | null): Date | undefined {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(claimed ?? '');
  if (!parts) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', offset = '+00', offsetMinutes = '00'] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}:${offsetMinutes}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
