// Runs until a signal, then closes in order; a second signal ends at once, since what is stored survives that too.
import type { Product } from '#apps/local/product.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

export async function untilStopped(product: Product): Promise<number> {
  await new Promise<void>((stop) => {
    for (const signal of SIGNALS) process.once(signal, () => stop());
  });
  for (const signal of SIGNALS) process.once(signal, () => process.exit(1));
  await product.close();
  return 0;
}
