// The local authority: a certificate authority and a seal certificate of this machine, made once and kept in a folder.
// It proves integrity to anyone; whose seal it is, it proves only to those who were given its CA certificate.
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Instant } from '#core/time.ts';
import { isCode } from '#stores/durable-files.ts';
import { issueLocalAuthority } from './issue.ts';
import { keySigner, type SealKey } from './signer.ts';

export type Authority = {
  readonly signer: SealKey;
  /** PEM of the CA certificate: the anchor that `verify` is given. */
  readonly caPem: string;
  /** As the seal names itself. */
  readonly name: string;
  /** Made by this machine for itself; the certificate of completion says so. */
  readonly isLocal: boolean;
};

const FILES = { caKey: 'ca-key.pem', ca: 'ca.pem', sealKey: 'seal-key.pem', seal: 'seal.pem' } as const;

/** The certificate that seals of this machine lead to. */
export const localAnchorIn = (folder: string) => join(folder, FILES.ca);

/**
 * Loads the authority in `folder`, or makes it.
 * @param now the product's time; certificates begin a day before it
 */
export async function localAuthority(folder: string, now: Instant): Promise<Authority> {
  const found = await load(folder);
  if (found) return found;
  await create(folder, now);
  const made = await load(folder);
  if (!made) throw new Error(`Could not make a local authority in ${folder}: its files are not there after writing them.`);
  return made;
}

async function load(folder: string): Promise<Authority | undefined> {
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  let ca: string;
  try {
    ca = await read(FILES.ca);
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new Error(`Could not read the local authority in ${folder}. Check who may read the folder.`, { cause });
  }
  const certificate = new X509Certificate(await read(FILES.seal));
  const signer = keySigner({
    certificate: new Uint8Array(certificate.raw),
    chain: [new Uint8Array(new X509Certificate(ca).raw)],
    algorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    key: createPrivateKey(await read(FILES.sealKey)),
  });
  const name = /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? 'Countersign';
  return { signer, caPem: ca, name, isLocal: true };
}

/** The whole folder appears with one rename, so that a crash leaves none or all of it; of two makers at once the first wins. */
async function create(folder: string, now: Instant): Promise<void> {
  const issued = await issueLocalAuthority(now);
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft, { mode: 0o700 });
  const secret = { mode: 0o600 };
  await writeFile(join(draft, FILES.caKey), issued.caKey, secret);
  await writeFile(join(draft, FILES.sealKey), issued.sealKey, secret);
  await writeFile(join(draft, FILES.seal), issued.seal);
  await writeFile(join(draft, FILES.ca), issued.ca);
  try {
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (isCode(cause, 'ENOTEMPTY') || isCode(cause, 'EEXIST')) return;
    throw new Error(`Could not keep the local authority in ${folder}. Check that the folder may be written.`, { cause });
  }
}
