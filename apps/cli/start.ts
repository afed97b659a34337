// `countersign start`: the demo, until it is told to stop.
import { machineConfig } from '#apps/config.ts';
import { startDemo } from '#apps/local/start.ts';
import { argumentsOf } from './arguments.ts';
import { untilStopped } from './until-stopped.ts';

export async function start(args: readonly string[]): Promise<number> {
  argumentsOf(args, {});
  const product = await startDemo(machineConfig());
  console.log(`Countersign is ready: http://localhost:${product.port}`);
  console.log(`A demo on this machine: mail to ${product.site.signAddress} through SMTP on 127.0.0.1:${product.smtpPort}. Ctrl-C ends it.`);
  return untilStopped(product);
}
