// Mail comes in by looking into an existing mailbox: what that needs of this machine.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmailChannel } from '#apps/email/lambda.ts';
import { watchMailbox } from '#apps/email/imap/watch.ts';
import type { ImapConfig } from '#apps/mail-config.ts';
import type { Site } from '#apps/ports.ts';
import type { Blobs } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { reportFault } from './log.ts';

type Fetching = {
  readonly at: ImapConfig;
  readonly site: Site;
  readonly blobs: Blobs;
  readonly accept: EmailChannel['accept'];
  readonly clock: () => Instant;
};

export function fetching({ at, site, blobs, accept, clock }: Fetching): { readonly close: () => Promise<void> } {
  return watchMailbox({
    at,
    mailDomain: site.mailDomain,
    signAddress: site.signAddress,
    blobs,
    accept,
    clock,
    report: reportFault,
    sleep: async (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
  });
}
