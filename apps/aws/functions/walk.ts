// Once a day: every envelope held against its effects, and the day's anchor taken and time-stamped. It also says how long the seal certificate
// still holds.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { sealCertificateDays } from '../seal-certificate.ts';
import { sealerHere } from '../sealer-here.ts';
import { ticking } from '../ticking.ts';
import { count } from '../report.ts';

const world = awaitedOnce(async () => {
  const base = await estate(sealerHere);
  return { ...base, ...ticking(base) };
});

export async function handler(): Promise<void> {
  const { config, machineNow, walk } = await world();
  const days = await sealCertificateDays(config, machineNow());
  if (days !== undefined) count('SealCertificateDays', days);
  count('CommitsWithoutPointer', await walk());
}
