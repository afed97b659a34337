// The documents of a request, whatever channel they came by: each through intake, kept as it came and as it will be shown.
import type { Say } from '#core/answer.ts';
import type { Sha256, TenantId } from '#core/ids.ts';
import type { DocumentRef } from '#core/terms.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import { keepPlaces } from './places-kept.ts';

const MOST_DOCUMENTS = 10;

/** `sha256`: of the bytes as they came. `original`: those bytes, where the PDF was made from them. */
export type GivenFile = {
  readonly filename: string;
  readonly sha256: Sha256;
  readonly pdf: Uint8Array;
  readonly original?: Uint8Array;
};

export type Unusable = { readonly filename: string; readonly verdict: 'needs-password' | 'reject'; readonly why: string };
export type TakenEach = {
  readonly documents: readonly DocumentRef[];
  readonly remarks: readonly string[];
  readonly unusable: readonly Unusable[];
};

/** `remarks`: what was changed in the documents, a sentence each. */
export type Taken =
  | { readonly ok: true; readonly documents: readonly DocumentRef[]; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly say: Say };

/** Also asked before any of them is fetched. */
export function tooManyFiles(count: number): Say | undefined {
  if (count <= MOST_DOCUMENTS) return undefined;
  return { kind: 'draft-problems', problems: [`${count} documents are attached; ${MOST_DOCUMENTS} are the most.`] };
}

/** All of them, or none. */
export async function takeFiles(ports: Ports, tenant: TenantId, files: readonly GivenFile[]): Promise<Taken> {
  const refusal = tooManyFiles(files.length);
  if (refusal) return { ok: false, say: refusal };
  const { documents, remarks, unusable } = await takeEach(ports, tenant, files);
  const [first] = unusable;
  return first ? { ok: false, say: { kind: 'unusable-document', ...first } } : { ok: true, documents, remarks };
}

/** Those that can be used, and why the others cannot. */
export async function takeEach(ports: Ports, tenant: TenantId, files: readonly GivenFile[]): Promise<TakenEach> {
  const unusable: Unusable[] = [];
  const documents: DocumentRef[] = [];
  const remarks: string[] = [];
  for (const { filename, pdf, sha256, original = pdf } of files) {
    const intake = await ports.sealer.intake(pdf);
    if (intake.verdict !== 'accept') {
      unusable.push({ filename, verdict: intake.verdict, why: intake.why });
      continue;
    }
    const presented = ports.sha256Of(intake.presented);
    await ports.blobs.put(blobKeys.original(tenant, sha256), original);
    await ports.blobs.put(blobKeys.presented(tenant, presented), intake.presented);
    remarks.push(...intake.changes.map((change) => `${filename}: ${change}`));
    const document = {
      id: `d${documents.length + 1}`,
      filename,
      sha256: presented,
      originalSha256: sha256,
      pages: intake.pages,
      bytes: intake.presented.byteLength,
    };
    await keepPlaces(ports, { tenant, document }, intake.places ?? []);
    documents.push(document);
  }
  return { documents, remarks, unusable };
}
