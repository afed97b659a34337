// Mail that goes out, by Amazon SES: all that a function needs which reads none.
import { SESClient } from '@aws-sdk/client-ses';
import { emailOutbound } from '#apps/email/outbound.ts';
import { sesTransport } from '#apps/email/ses/transport.ts';
import type { MailTransport } from '#core/ports.ts';
import type { Outbound } from '#core/messages.ts';
import type { Estate } from './estate.ts';
import { traced } from './traced.ts';

export function emailOut(base: Estate): { readonly outbound: Outbound } {
  return { outbound: emailOutbound({ ports: base.ports, transport: sesOut(base) }) };
}

export function sesOut({ config, machineNow, sleep }: Estate): MailTransport {
  return sesTransport({
    // A second attempt may be a second mail, so it is the effect's to count.
    client: traced(new SESClient({ maxAttempts: 1 })),
    region: config.AWS_REGION,
    configurationSet: config.SES_CONFIGURATION_SET,
    machineNow,
    sleep,
  });
}
