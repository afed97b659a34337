// The demo's time-stamping authority: made once and kept in the demo's data folder, so that what it stamped on an earlier day still verifies.
import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueTimeAuthority } from '#apps/sealer/issue.ts';
import type { Instant } from '#core/time.ts';
import { isCode } from '#stores/durable-files.ts';

export type TimeAuthority = {
  /** DER. */
  readonly certificate: Uint8Array;
  /** DER of its issuers, nearest first. */
  readonly chain: readonly Uint8Array[];
  /** On a curve. */
  readonly key: KeyObject;
};

const FILES = { ca: 'ca.pem', certificate: 'tsa.pem', key: 'tsa-key.pem' } as const;

/** The certificate that its time-stamps lead to. */
export const timeAnchorIn = (folder: string) => join(folder, FILES.ca);

/** @param now the product's time; certificates begin a day before it */
export async function keptTimeAuthority(folder: string, now: Instant): Promise<TimeAuthority> {
  const found = await load(folder);
  if (found) return found;
  await make(folder, now);
  const made = await load(folder);
  if (!made) throw new Error(`Could not make the demo's time-stamping authority in ${folder}: its files are not there after writing them.`);
  return made;
}

async function load(folder: string): Promise<TimeAuthority | undefined> {
  const read = async (file: string) => readFile(join(folder, file), 'utf8');
  const der = (pem: string) => new Uint8Array(new X509Certificate(pem).raw);
  try {
    const key = createPrivateKey(await read(FILES.key));
    return { certificate: der(await read(FILES.certificate)), chain: [der(await read(FILES.ca))], key };
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new Error(`Could not read the demo's time-stamping authority in ${folder}. Check who may read the folder.`, { cause });
  }
}

/** The folder appears with one rename: a crash leaves none or all of it. */
async function make(folder: string, now: Instant): Promise<void> {
  const { ca, certificate, key } = await issueTimeAuthority(now);
  const draft = `${folder}.${randomUUID()}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(join(draft, FILES.ca), ca);
  await writeFile(join(draft, FILES.certificate), certificate);
  await writeFile(join(draft, FILES.key), key, { mode: 0o600 });
  try {
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (isCode(cause, 'ENOTEMPTY') || isCode(cause, 'EEXIST')) return;
    throw new Error(`Could not keep the demo's time-stamping authority in ${folder}. Check that the folder may be written.`, { cause });
  }
}
