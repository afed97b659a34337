// Once a minute: what time has made due is carried out, and whatever is pending for longer than it should is led to again.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { ticking } from '../ticking.ts';

// It remembers who was in the inbox at which moment; it has no use for what is renewed.
const clock = awaitedOnce(async () => ticking(await estate()), { keptMs: Infinity });

export async function handler(): Promise<void> {
  const { tick, sweep } = await clock();
  await tick();
  await sweep();
}
