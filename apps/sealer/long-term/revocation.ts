// Collects what proves, once everybody's services are gone, that certificates were good when they were used: OCSP first, a revocation list
// where there is none. Asked only about our own chain and the time-stamp's, never about what a stranger handed in.
import { X509Certificate } from 'node:crypto';
import { ask } from '../ask.ts';
import { certificatesIn, commonName, isRoot, issued } from '../trust.ts';
import { Revoked } from './answer.ts';
import { goodOcsp, ocspRequest } from './ocsp.ts';
import { goodList } from './revocation-list.ts';
import { isUnchecked, issuersOf, listsOf, respondersOf } from './whom-to-ask.ts';

export type Asked = {
  readonly certificate: X509Certificate;
  /** Those that may lead upwards from it. */
  readonly others: readonly X509Certificate[];
};

export type Proofs = {
  readonly certificates: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** What could not be proven, in sentences. */
  readonly missing: readonly string[];
};

export type Revocation = (asked: readonly Asked[]) => Promise<Proofs>;

type Settings = {
  readonly now: () => Date;
  /** PEM of issuers that are known beforehand: a time-stamp does not bring its root along. */
  readonly known?: readonly string[];
  readonly timeoutMs?: number;
};
type Found = { certificates: Uint8Array[]; ocsps: Uint8Array[]; crls: Uint8Array[]; missing: string[] };

const TIMEOUT_MS = 10_000;
const MOST = { reply: 64 * 1024, certificate: 64 * 1024, list: 1024 * 1024 } as const;
const LONGEST_PATH = 8;

export function revocation({ now, known = [], timeoutMs = TIMEOUT_MS }: Settings): Revocation {
  const beforehand = known.flatMap(certificatesIn);

  return async (asked) => {
    const found: Found = { certificates: [], ocsps: [], crls: [], missing: [] };
    const seen = new Set<string>();
    for (const { certificate, others } of asked) {
      let current: X509Certificate | undefined = certificate;
      for (let step = 0; current && step < LONGEST_PATH && !seen.has(current.fingerprint256); step++) {
        seen.add(current.fingerprint256);
        found.certificates.push(new Uint8Array(current.raw));
        // A root is trusted or not; nobody above it could revoke it.
        current = isRoot(current) ? undefined : await asking({ certificate: current, others }, found);
      }
    }
    return found;
  };

  /** @returns its issuer, the next to be asked about */
  async function asking({ certificate, others }: Asked, found: Found): Promise<X509Certificate | undefined> {
    const issuer = [...others, ...beforehand].find((other) => issued(other, certificate)) ?? (await issuerOnline(certificate));
    if (!issuer) found.missing.push(`Nobody is known who issued “${commonName(certificate)}”.`);
    else if (!isUnchecked(certificate)) await prove(certificate, issuer, found);
    return issuer;
  }

  async function prove(certificate: X509Certificate, issuer: X509Certificate, found: Found): Promise<void> {
    const reasons: string[] = [];
    const about = { certificate, issuer, now: now() };
    for (const url of respondersOf(certificate)) {
      const body = ocspRequest(certificate, issuer);
      const question = { url, body, contentType: 'application/ocsp-request', timeoutMs, mostBytes: MOST.reply };
      const good = await tried(url, reasons, async () => goodOcsp({ ...about, bytes: await ask(question) }));
      if (good) return void found.ocsps.push(good);
    }
    for (const url of listsOf(certificate)) {
      const good = await tried(url, reasons, async () =>
        goodList({ ...about, bytes: await ask({ url, timeoutMs, mostBytes: MOST.list }) }),
      );
      if (good) return void found.crls.push(good);
    }
    const why = reasons.length > 0 ? reasons.join('; ') : 'it names nobody to ask';
    found.missing.push(`Nothing proves that “${commonName(certificate)}” was not revoked (${why}).`);
  }

  async function issuerOnline(certificate: X509Certificate): Promise<X509Certificate | undefined> {
    for (const url of issuersOf(certificate)) {
      const given = await tried(url, [], async () => new X509Certificate(await ask({ url, timeoutMs, mostBytes: MOST.certificate })));
      if (given && issued(given, certificate)) return given;
    }
    return undefined;
  }
}

/** What fails is one reason more; that a certificate was revoked is not worked around. */
async function tried<T>(url: string, reasons: string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof Revoked) throw fault;
    reasons.push(`${url}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return undefined;
  }
}
