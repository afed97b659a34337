// Verification for people and programs: offline, never throws, answers about any bytes at all.
import type { PublicRecord } from '#core/record.ts';
import { NOT_SEALED, type Verification } from './check-seal.ts';
import { readApart } from './reading.ts';

export type { Verification } from './check-seal.ts';

/** @param trust PEM of the CA certificates that the caller trusts */
export async function verify(file: Uint8Array, { trust }: { trust: readonly string[] }): Promise<Verification> {
  const verdict = await readApart<Verification>({ task: 'verify', file, trust });
  return verdict ?? { ...NOT_SEALED, why: 'The file could not be read within reasonable time and memory.' };
}

/** The record in a sealed file. @returns undefined when there is none that can be read */
export async function recordIn(file: Uint8Array): Promise<PublicRecord | undefined> {
  return (await readApart<PublicRecord | null>({ task: 'record', file })) ?? undefined;
}

/** The exit code: 0 all holds and the issuer is trusted, 3 intact but the issuer is unknown, 1 otherwise. */
export function verdictCode({ sealed, intact, coversWholeFile, trust, ledger }: Verification): 0 | 1 | 3 {
  if (!sealed || !intact || !coversWholeFile || ledger?.chain !== 'ok') return 1;
  return trust === 'trusted' ? 0 : 3;
}
