// Once a day: every envelope held against its effects, and the day's anchor taken and time-stamped.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { sealerHere } from '../sealer-here.ts';
import { ticking } from '../ticking.ts';
import { count } from '../report.ts';

const clock = awaitedOnce(async () => ticking(await estate(sealerHere)));

export async function handler(): Promise<void> {
  count('CommitsWithoutPointer', await (await clock()).walk());
}
