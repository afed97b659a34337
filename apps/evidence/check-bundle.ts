// The whole check of a bundle, offline: every file against the list, the record against itself, and everything else against the record.
import type { HashText } from '#core/ids.ts';
import { sha256Hex, sumFaults, unpacked, type Members } from './archive.ts';
import { checkActs, type CheckMail } from './check-acts.ts';
import { checkDocuments, checkOutside, type DocumentsCheck, type PdfReader } from './check-documents.ts';
import { checkAnchors, checkEvents, checkLedger, checkPolicy, ledgerIn } from './check-ledger.ts';
import { checkStamps, type CheckStamp } from './check-stamps.ts';
import { fails, holds, type Finding } from './finding.ts';
import { claimedHash, FILES, isKnown } from './layout.ts';

export type BundleParts = {
  readonly pdf: PdfReader;
  readonly checkMail: CheckMail;
  readonly checkStamp: CheckStamp;
  readonly sha256: HashText;
};
export type BundleCheck = {
  readonly envelope: string | null;
  readonly trust: DocumentsCheck['trust'];
  readonly findings: readonly Finding[];
};

type Given = {
  readonly bundle: Uint8Array;
  /** A PDF that is said to belong to it. */
  readonly outside?: { readonly path: string; readonly content: Uint8Array } | undefined;
};

/** Never throws: any bytes get an answer. */
export async function checkBundle({ bundle, outside }: Given, { pdf, checkMail, checkStamp, sha256 }: BundleParts): Promise<BundleCheck> {
  const opened = unpacked(bundle);
  if (!opened.ok) return { envelope: null, trust: 'nobody', findings: [fails(null, opened.why)] };
  const { members } = opened;
  const files = filesFindings(members);
  const read = ledgerIn(members);
  if (!read) {
    const sentence = 'The record cannot be read, so nothing can be held against it.';
    return { envelope: null, trust: 'nobody', findings: [...files, fails(FILES.ledger, sentence)] };
  }
  const documents = await checkDocuments(members, read, pdf);
  const findings = [
    ...files,
    checkLedger(read, sha256),
    checkEvents(members, read),
    ...documents.findings,
    ...(outside ? [checkOutside(outside, read)] : []),
    ...(await checkActs(members, read.events, checkMail)),
    checkPolicy(members, read, sha256),
    ...checkStamps(members, checkStamp),
    ...checkAnchors(members, read, { sha256, checkStamp }),
  ];
  return { envelope: read.ledger.envelope, trust: documents.trust, findings };
}

/** The exit code: 0 all holds and the issuer is trusted, 3 all holds but nobody known vouches for it, 1 otherwise. */
export function bundleCode({ findings, trust }: BundleCheck): 0 | 1 | 3 {
  if (findings.some(({ result }) => result === 'fails')) return 1;
  return trust === 'trusted' ? 0 : 3;
}

function filesFindings(members: Members): readonly Finding[] {
  const changed = sumFaults(members).map(({ path, why }) => fails(path, why));
  const others = [...members].flatMap(([path, content]) => {
    if (!isKnown(path)) return [fails(path, `${path} is no file that a bundle is made with.`)];
    const claimed = claimedHash(path);
    if (claimed === undefined || claimed === sha256Hex(content)) return [];
    return [fails(path, `${path} is not what its name says: it is called by another hash.`)];
  });
  const found = [...changed, ...others];
  return found.length > 0 ? found : [holds(null, `All ${members.size} files are as they were put into the bundle.`)];
}
