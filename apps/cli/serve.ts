// `countersign serve`: live on this machine, until it is told to stop.
import { liveConfig } from '#apps/config.ts';
import { startLive } from '#apps/local/serve.ts';
import { argumentsOf } from './arguments.ts';
import { untilStopped } from './until-stopped.ts';

export async function serve(args: readonly string[]): Promise<number> {
  argumentsOf(args, {});
  const product = await startLive(liveConfig());
  console.log(`Countersign is ready: http://localhost:${product.port}`);
  console.log(`Live: people reach it as ${product.site.publicUrl}, and documents are mailed to ${product.site.signAddress}.`);
  return untilStopped(product);
}
