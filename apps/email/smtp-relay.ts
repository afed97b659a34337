// Sends through an SMTP relay. The relay's permanent refusal of the recipient is told apart from everything that may pass.
import { createTransport } from 'nodemailer';
import type { MailTransport, OutgoingMail } from '#core/ports.ts';
import { refusalForGood } from './refusal-for-good.ts';

export type Relay = MailTransport & { readonly close: () => void };

/** @param url such as `smtps://user:password@mail.example.com` */
export function relayTransport(url: string): Relay {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    async send({ from, to, raw }) {
      try {
        const sent = await pool.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) });
        const wireMessageId = messageIdOf(raw);
        // A relay's reply need not name the message; together they find it in the relay's log.
        return { providerId: `${wireMessageId} ${sent.response}`, wireMessageId };
      } catch (cause) {
        throw isRecipientRefused(cause)
          ? refusalForGood(`The mail system refused the recipient: ${responseOf(cause)}`, cause)
          : passing(cause);
      }
    },
    close: () => pool.close(),
  };
}

function passing(cause: unknown): Error {
  return new Error('Could not hand a mail to the relay. It is tried again; check SMTP_RELAY_URL and the relay if this goes on.', { cause });
}

/** Only a 5xx to RCPT: one to MAIL or DATA says that the relay does not want us, not that the person cannot be reached. */
function isRecipientRefused(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const { command, responseCode } = fault as Error & { command?: unknown; responseCode?: unknown };
  return command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 500 && responseCode !== 503;
}

function responseOf(fault: unknown): string {
  return fault instanceof Error && 'response' in fault ? String(fault.response) : 'no reason given';
}

function messageIdOf(raw: OutgoingMail['raw']): string {
  const header = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 64 * 1024)).toString('latin1');
  return /^message-id:\s*(<[^>\s]+>)/im.exec(header.split('\r\n\r\n')[0] ?? '')?.[1] ?? '';
}
