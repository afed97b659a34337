// One signature of a file, ours or anyone's: whether it holds, what it covers, who made it, and what was done to the file after it.
import type { SealLevel } from '#core/sealing.ts';
import { BARE, checkBare } from './bare-signature.ts';
import type { FoundSignature } from './byte-range.ts';
import { changesAfter } from './changes/after.ts';
import { checkCms, UNREADABLE, type CmsCheck } from './check-cms.ts';
import { isProven } from './long-term/check-proofs.ts';
import { digestOf } from './signature-holds.ts';
import { ROOM } from './signature-field.ts';
import { timestampOf, type Timestamp } from './stamping/check-time.ts';
import { checkToken, type TokenCheck } from './stamping/token.ts';
import { checkTrust, commonName } from './trust.ts';

export type SignatureVerdict = {
  /** *valid* says only that it holds over what it covers. *changed*: that is not what was signed. */
  readonly verdict: 'valid' | 'changed' | 'unreadable' | 'unknown-algorithm';
  /** Common name of its certificate. */
  readonly signer: string | null;
  /** The kind as the file states it, such as `ETSI.CAdES.detached`. */
  readonly kind: string | null;
  readonly claimedTime: string | null;
  /** *faulty*: not what an honest writer makes, for instance a gap larger than the signature. */
  readonly coverage: 'whole-file' | 'earlier-revision' | 'faulty';
  readonly trust: 'trusted' | 'unknown-issuer';
  readonly changesAfter: readonly string[];
  /** What is to be known of it although it may hold. */
  readonly note: string | null;
  /** What does not hold, in sentences. */
  readonly faults: readonly string[];
  /** Who else vouches for its time; null where nobody does. */
  readonly timestamp: Timestamp | null;
};

/** Beside what anyone may know: where it ends, and what only our own seals promise. */
export type CheckedSignature = SignatureVerdict & {
  readonly end: number;
  readonly level: SealLevel | null;
};

export type SignatureInput = { file: Uint8Array; signature: FoundSignature; anchors: readonly string[]; isOurs: boolean };

export async function checkSignature({ file, signature, anchors, isOurs }: SignatureInput): Promise<CheckedSignature> {
  const { end, claimed, subFilter } = signature;
  const cms = checkOf(signature);
  const token = subFilter === TIMESTAMP ? tokenOf(signature) : cms.timestamp;
  const timestamp = timestampOf(token, anchors);
  const claimedTime = subFilter === TIMESTAMP ? (token?.at ?? undefined) : timeOf(claimed);
  // From the time that somebody trusted vouches for on, it does not matter what became of the certificates.
  const at = timestamp?.trust === 'trusted' ? new Date(timestamp.at) : claimedTime;
  const path = pathOf(cms, { anchors, at });
  const faults = faultsIn({ signature, cms, token, isOurs, ofPath: path?.faults ?? [] });
  const coverage = coverageOf(signature, file);
  const hasLevel = cms.isBaseline && isSealKind(signature) && coverage !== 'faulty';
  return {
    verdict: cms.verdict,
    signer: nameOf(cms),
    kind: subFilter,
    claimedTime: written(claimedTime),
    coverage,
    trust: coverage !== 'faulty' && path ? path.trust : 'unknown-issuer',
    changesAfter: coverage === 'earlier-revision' ? await changesAfter(file, end) : [],
    note: noteOn(subFilter),
    faults,
    end,
    level: hasLevel ? await levelOf({ file, signature, cms, timestamp }) : null,
    timestamp,
  };
}

type Looked = { signature: FoundSignature; cms: CmsCheck; token: TokenCheck | null; isOurs: boolean; ofPath: readonly string[] };

function faultsIn({ signature, cms, token, isOurs, ofPath }: Looked): readonly string[] {
  const faults = [...(signature.fault === undefined ? cms.faults : [signature.fault]), ...ofPath];
  if (!isOurs) return faults;
  const all = [...faults, ...(token?.faults ?? [])];
  const isAsWritten = isSealKind(signature) ? cms.isCanonical : isAsKept(signature, token);
  return all.length > 0 || isAsWritten ? all : ['The signature is not written as the sealer writes it: something in it was changed.'];
}

function nameOf({ certificate }: CmsCheck): string | null {
  return certificate ? commonName(certificate) : null;
}

function written(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}

function isSealKind({ subFilter }: FoundSignature): boolean {
  return subFilter === 'ETSI.CAdES.detached';
}

function coverageOf({ fault, end }: FoundSignature, file: Uint8Array): SignatureVerdict['coverage'] {
  if (fault !== undefined) return 'faulty';
  return end === file.length ? 'whole-file' : 'earlier-revision';
}

function noteOn(kind: string | null): string | null {
  return ON_SHA1.includes(kind ?? '') ? `An old kind of signature (${kind}): it rests on SHA-1, which can be forged.` : null;
}

type Levelled = Pick<SignatureInput, 'file' | 'signature'> & { cms: CmsCheck; timestamp: Timestamp | null };

/** As far as one signature shows it; that it is kept by a time-stamp over all is seen from the others. */
async function levelOf({ file, signature, cms, timestamp }: Levelled): Promise<SealLevel> {
  if (!timestamp) return 'B-B';
  const certificates = [...cms.certificates, ...(cms.timestamp?.certificates ?? [])];
  return (await isProven({ file, contents: signature.hex, certificates, at: new Date(timestamp.at) })) ? 'B-LT' : 'B-T';
}

function checkOf(signature: FoundSignature): CmsCheck {
  const { hex, covered, subFilter } = signature;
  if (covered.length === 0) return { ...UNREADABLE, faults: ['What the signature covers cannot be told.'] };
  if (subFilter === BARE) return checkBare(signature);
  const check = checkCms(hex, covered);
  // These carry a hash or a statement of their own, which is what they sign; the verdict has seen to it that it is this file's.
  return CARRYING.includes(subFilter ?? '') && check.verdict === 'valid' ? { ...check, faults: [] } : check;
}

/** A document time-stamp: its time is the authority's, not a claim in the dictionary. */
export const TIMESTAMP = 'ETSI.RFC3161';
const CARRYING = ['adbe.pkcs7.sha1', TIMESTAMP];
const ON_SHA1 = ['adbe.pkcs7.sha1', BARE];

/** Others may put time-stamps over our files as well, in room of another size: how they write them is theirs. */
function isAsKept({ hex }: FoundSignature, token: TokenCheck | null): boolean {
  return hex.length !== ROOM * 2 || token?.isCanonical !== false;
}

function tokenOf({ hex, covered }: FoundSignature): TokenCheck | null {
  if (covered.length === 0) return null;
  const check = checkToken(Buffer.from(hex, 'hex'), (hash) => digestOf(covered, hash));
  // Ours are written in small letters; a large one would say the same.
  return { ...check, isCanonical: check.isCanonical && !/[A-F]/.test(hex) };
}

function pathOf(
  { certificate, certificates }: CmsCheck,
  { anchors, at = new Date(Number.NaN) }: { anchors: readonly string[]; at: Date | undefined },
): ReturnType<typeof checkTrust> | undefined {
  if (!certificate) return undefined;
  const others = certificates.filter((other) => other !== certificate);
  return checkTrust({ certificate, others, anchors, at });
}

/** `D:20261124182000Z` or with an offset such as `+01'00'` (ISO 32000-1 §7.9.4). */
function timeOf(claimed: string | null): Date | undefined {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/.exec(claimed ?? '');
  if (!parts) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', offset = '+00', offsetMinutes = '00'] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}:${offsetMinutes}`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
