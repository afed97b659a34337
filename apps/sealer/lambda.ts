// The sealer as the rest of the product sees it: the Sealer port, built from an authority, the offsets of time zones and whoever makes a seal last.
import type { Sealer } from '#core/sealing.ts';
import { intake } from './intake.ts';
import { seal, type Sealing } from './seal.ts';
import { stampLater, stampOf } from './stamping/later.ts';

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
