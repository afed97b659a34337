// The e-mail channel as the dispatcher and what brings mail see it: a mail server, a mailbox, or the queue of Amazon SES.
import type { InboundMail, MailTransport } from '#core/ports.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import { acceptMail } from './accept.ts';
import { processMail } from './inbound.ts';
import { emailOutbound } from './outbound.ts';
import type { StartPorts } from './starting/start.ts';

export type EmailChannel = ChannelEntry & {
  /** Stores a mail; called before the transport is told that we have it. Repeating it changes nothing. */
  readonly accept: (mail: InboundMail) => Promise<'new' | 'seen'>;
};

export function emailChannel(ports: StartPorts & { readonly transport: MailTransport }): EmailChannel {
  return {
    process: async (request, lease) => processMail(ports, request, lease),
    outbound: emailOutbound({ ports, transport: ports.transport }),
    accept: async (mail) => acceptMail(ports, mail),
  };
}
