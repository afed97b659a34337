// A data folder that has its keys already. Making RSA keys costs more than all else of a demo's first start, so a test file makes them once;
// that a first start makes them is shown by those that start on an empty folder.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { providerKeys } from '#apps/local/provider-keys.ts';
import { localAuthority } from '#apps/sealer/authority.ts';
import { instantOf } from '#core/time.ts';
import { temporaryFolder } from './temporary.ts';

let made: Promise<string> | undefined;

afterAll(async () => {
  if (made) await rm(await made, { recursive: true, force: true });
});

export async function folderWithKeys(): Promise<string> {
  made ??= makeKeys();
  const folder = temporaryFolder();
  await cp(await made, folder, { recursive: true });
  return folder;
}

async function makeKeys(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-keys-'));
  await localAuthority(join(folder, 'authority'), instantOf(Date.now()));
  await providerKeys(join(folder, 'local'));
  return folder;
}
