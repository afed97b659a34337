// What a seal that was made here leads to, and its time-stamp: the authorities in the data folder, and those that the settings name.
import { readFile } from 'node:fs/promises';
import { sealConfig } from '#apps/config.ts';
import { dataPaths } from '#apps/local/data-dir.ts';
import { timeAnchorIn } from '#apps/local/time-stamping/kept-authority.ts';
import { localAnchorIn } from '#apps/sealer/authority.ts';
import { sealCertificates } from '#apps/sealer/seal-key.ts';
import { tsaAnchors } from '#apps/sealer/sealing.ts';
import { isCode } from '#stores/durable-files.ts';

/** @param dataDir absent where there is none. @returns PEM; nothing where there is nothing yet. @throws where a setting names what cannot be read */
export async function trustedHere(dataDir: string | undefined, env?: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const made = dataDir === undefined ? [] : await madeIn(dataDir);
  const config = sealConfig(env);
  // The last of the chain, as the product itself takes it.
  const own = config.own && (await sealCertificates(config.own)).at(-1);
  return [...made.flat(), ...(own ? [own.toString()] : []), ...(await tsaAnchors(config))];
}

async function madeIn(dataDir: string): Promise<readonly (readonly string[])[]> {
  const { authority, timeAuthority } = dataPaths(dataDir);
  return Promise.all([localAnchorIn(authority), timeAnchorIn(timeAuthority)].map(whatIsThere));
}

async function whatIsThere(path: string): Promise<readonly string[]> {
  try {
    return [await readFile(path, 'utf8')];
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return [];
    throw new Error(`Could not read ${path}, which seals made here lead to. Check who may read it.`, { cause });
  }
}
