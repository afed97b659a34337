// The hosted pages, in the functions that serve them or run what people did there.
import { webChannel, type WebChannel } from '#apps/web/lambda.ts';
import type { Estate } from './estate.ts';

export function webHere(
  { ports, secrets, report }: Estate,
  more: Pick<Parameters<typeof webChannel>[0], 'verifyPage' | 'remoteAddress' | 'largeFiles'> = {},
): WebChannel {
  return webChannel({ ...ports, webSecret: secrets.web, isReady: () => true, report, ...more });
}
