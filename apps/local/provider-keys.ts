// The stand-in provider's DKIM key: made once and kept, so that mail of an earlier day still verifies after a restart.
import { createPublicKey, generateKeyPair, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isCode, syncDirectory, writeDurably } from '#stores/durable-files.ts';
import type { ZoneKeys } from './dns-zone.ts';

export type ProviderKeys = ZoneKeys & { readonly privateKey: string };

/** One key serves every domain: a signature names its domain, and the zone publishes the key under each. */
export async function providerKeys(dir: string): Promise<ProviderKeys> {
  const path = join(dir, 'dkim.pem');
  const privateKey = (await read(path)) ?? (await make(dir, path));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { selector: 'local', privateKey, publicKey };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new Error(`Could not read the demo provider's key ${path}. Check who may read it.`, { cause });
  }
}

/** Linked into place, which the first of two makers wins; both then use what is there. */
async function make(dir: string, path: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const draft = `${path}.${randomUUID()}`;
  await writeDurably(draft, Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  try {
    await link(draft, path);
    await syncDirectory(dir);
  } catch (fault) {
    if (!isCode(fault, 'EEXIST')) throw fault;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}
