// The way mail goes out for real: a relay, or Amazon SES with whatever credentials the AWS client finds on this machine.
import { setTimeout as sleep } from 'node:timers/promises';
import { SESClient } from '@aws-sdk/client-ses';
import { sesTransport } from '#apps/email/ses/transport.ts';
import { relayTransport } from '#apps/email/smtp-relay.ts';
import type { MailOut } from '#apps/mail-config.ts';
import type { MailTransport } from '#core/ports.ts';

export function mailOut(way: MailOut): { readonly transport: MailTransport; readonly close: () => void } {
  if (way.by === 'relay') {
    const relay = relayTransport(way.url);
    return { transport: relay, close: () => relay.close() };
  }
  const { region, configurationSet } = way;
  // A second attempt may be a second mail: the dispatcher makes it, and counts it.
  const client = new SESClient({ region, maxAttempts: 1 });
  const transport = sesTransport({ client, region, configurationSet, machineNow: Date.now, sleep: async (ms) => sleep(ms) });
  return { transport, close: () => client.destroy() };
}
