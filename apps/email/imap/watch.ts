// An existing mailbox as the way in: connected to as long as the product runs, looked into whenever the server says that something came
// (IDLE, RFC 2177) or, where it cannot, from time to time. A lost connection is made again after a pause that grows.
import { ImapFlow } from 'imapflow';
import type { ImapConfig } from '#apps/mail-config.ts';
import { backoffMs } from '#stores/backoff.ts';
import { takeNew, type IntakePorts, type Looked } from './intake.ts';

export type WatchParts = Omit<IntakePorts, 'folder'> & {
  readonly at: ImapConfig;
  /** Ends early, without a fault, when the signal is given. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
};

/** Also how long a server without IDLE is left alone. */
const LOOK_EVERY_MS = 60_000;
const RECONNECT = { baseMs: 1_000, capMs: 5 * 60_000 } as const;

export function watchMailbox(parts: WatchParts): { readonly close: () => Promise<void> } {
  const closing = new AbortController();
  const running = run(parts, closing.signal);
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}

async function run(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const looked: Looked = { uidValidity: undefined, left: new Set() };
  for (let attempts = 1; !signal.aborted; attempts += 1) {
    try {
      await session(parts, {
        signal,
        looked,
        connected: () => {
          attempts = 0;
        },
      });
    } catch (fault) {
      if (!signal.aborted) parts.report(new Error(sentenceFor(fault), { cause: fault }), 'watching the mailbox for mail');
    }
    if (!signal.aborted) await parts.sleep(backoffMs({ ...RECONNECT, attempts: Math.max(1, attempts), random: parts.random }), signal);
  }
}

type Session = { readonly signal: AbortSignal; readonly looked: Looked; readonly connected: () => void };

async function session(parts: WatchParts, { signal, looked, connected }: Session): Promise<void> {
  const client = clientFor(parts.at);
  let news = wake();
  client.on('exists', () => news.give());
  client.on('close', () => news.give());
  // Also told by the commands that fail because of it; without a listener it would end the process.
  client.on('error', () => news.give());
  const leave = () => news.give();
  signal.addEventListener('abort', leave);
  try {
    await client.connect();
    await client.mailboxOpen(parts.at.mailbox);
    connected();
    while (!signal.aborted && client.usable) {
      news = wake();
      await takeNew(client, { ...parts, folder: parts.at.folder }, looked);
      const pause = new AbortController();
      await Promise.race([news.given, parts.sleep(LOOK_EVERY_MS, AbortSignal.any([pause.signal, signal]))]);
      pause.abort();
    }
    if (!signal.aborted) throw new Error('The mail server ended the connection.');
  } finally {
    signal.removeEventListener('abort', leave);
    client.close();
  }
}

export function clientFor({ host, port, isSecure, user, password }: Omit<ImapConfig, 'folder' | 'mailbox'>): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: isSecure,
    // Whoever is on the way could otherwise take the offer of STARTTLS away, and read the password.
    ...(isSecure || isThisMachine(host) ? {} : { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    autoIdleDelay: 500,
    maxIdleTime: LOOK_EVERY_MS,
    connectionTimeout: 20_000,
  });
}

function isThisMachine(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(host);
}

/** What happens while one looks must not be missed, so it is listened for from before. */
function wake(): { readonly given: Promise<void>; readonly give: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { given: promise, give: resolve };
}

/** The cause's own words say neither what was tried nor what to do. */
function sentenceFor(fault: unknown): string {
  const isRefused = fault instanceof Error && 'authenticationFailed' in fault && fault.authenticationFailed === true;
  if (isRefused) return 'The mail server refuses the login to the mailbox. Check user and password in IMAP_URL; it is tried again.';
  return 'Could not look into the mailbox. It is tried again; check IMAP_URL and the mail server if this goes on.';
}
