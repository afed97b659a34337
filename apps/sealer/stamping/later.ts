// Time-stamps beside what they are of: for a file that was sealed without one, and for proofs that are not sealed themselves.
import { createHash } from 'node:crypto';
import { signaturesIn } from '../byte-range.ts';
import { checkCms } from '../check-cms.ts';
import type { TimeStamps } from './time-stamps.ts';

export async function stampLater(file: Uint8Array, timeStamps: TimeStamps): Promise<Uint8Array | 'not-needed'> {
  const isStamped = signaturesIn(file).some(({ hex, covered }) => checkCms(hex, covered).timestamp !== null);
  if (isStamped) return 'not-needed';
  return stampOf(createHash('sha256').update(file).digest(), timeStamps);
}

export async function stampOf(digest: Uint8Array, timeStamps: TimeStamps): Promise<Uint8Array> {
  const { token, reasons } = await timeStamps(digest);
  if (token) return token;
  throw new Error(`No authority gave a time-stamp that holds (${reasons.join('; ')}).`);
}
