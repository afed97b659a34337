// The sealer as the rest of the product sees it: the Sealer port, built from an authority, the offsets of time zones and whoever makes a seal last.
import { createHash } from 'node:crypto';
import type { Sealer } from '#core/sealing.ts';
import { signaturesIn } from './byte-range.ts';
import { checkCms } from './check-cms.ts';
import { intake } from './intake.ts';
import { seal, type Sealing } from './seal.ts';
import type { TimeStamps } from './stamping/time-stamps.ts';

export function sealer(sealing: Sealing): Sealer {
  const timeStamps = sealing.lasting?.timeStamps;
  return {
    intake,
    seal: (job) => seal(job, sealing),
    ...(timeStamps && {
      stampLater: (file) => stampLater(file, timeStamps),
      stampHash: (hash) => stampOf(Buffer.from(hash, 'hex'), timeStamps),
    }),
  };
}

async function stampLater(file: Uint8Array, timeStamps: TimeStamps): Promise<Uint8Array | 'not-needed'> {
  const isStamped = signaturesIn(file).some(({ hex, covered }) => checkCms(hex, covered).timestamp !== null);
  if (isStamped) return 'not-needed';
  return stampOf(createHash('sha256').update(file).digest(), timeStamps);
}

async function stampOf(digest: Uint8Array, timeStamps: TimeStamps): Promise<Uint8Array> {
  const { token, reasons } = await timeStamps(digest);
  if (token) return token;
  throw new Error(`No authority gave a time-stamp that holds (${reasons.join('; ')}).`);
}
