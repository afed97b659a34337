// Watches what a worker holds beside its heap: there lies all that it unpacks, and the limits that a worker starts with do not count it.
import type { Worker } from 'node:worker_threads';

const LOOK_MS = 100;

/**
 * The worker is asked by way of an interrupt, so that it need not come to the end of what it is doing.
 *
 * @returns what ends the watch
 */
export function watchMemory(worker: Worker, { most, exceeded }: { most: number; exceeded: () => void }): () => void {
  let isAsked = false;
  const look = async () => {
    if (isAsked) return;
    isAsked = true;
    const { external_memory: held } = await worker.getHeapStatistics();
    isAsked = false;
    if (held > most) exceeded();
  };
  // A worker that has ended gives no answer; that it has is heard of elsewhere.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
  return () => clearInterval(timer);
}
