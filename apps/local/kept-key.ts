// A stand-in's RSA key: made once and kept in the demo's folder, so that what it signed on an earlier day still verifies after a restart.
import { generateKeyPair, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isCode, syncDirectory, writeDurably } from '#stores/durable-files.ts';

/** @returns the private key as PEM */
export async function keptKey(dir: string, name: string): Promise<string> {
  const path = join(dir, name);
  return (await read(path)) ?? make(dir, path);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new Error(`Could not read the demo's key ${path}. Check who may read it.`, { cause });
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
