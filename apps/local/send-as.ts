// Sending as one of the demo's people, the way their mail program would: SMTP with AUTH to their provider. Nothing takes a short cut.
import { createTransport } from 'nodemailer';
import type { Instant } from '#core/time.ts';

export type Letter = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly content: Uint8Array }[];
  readonly date: Instant;
};

/** @returns a sentence when the provider refused; undefined when it took the mail */
export async function sendAs(letter: Letter, smtp: { readonly host: string; readonly port: number }): Promise<string | undefined> {
  const transport = createTransport({
    ...smtp,
    ignoreTLS: true,
    authMethod: 'PLAIN',
    auth: { user: letter.from.address, pass: 'any password will do' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { attachments, to, cc, date, references, ...rest } = letter;
  try {
    await transport.sendMail({
      ...rest,
      to: [...to],
      cc: [...cc],
      date: new Date(date),
      ...(references ? { references: [...references] } : {}),
      attachments: attachments.map(({ content, ...file }) => ({ ...file, content: Buffer.from(content) })),
      xMailer: false,
    });
    return undefined;
  } catch (fault) {
    return `Your mail was not sent: ${answerOf(fault)}`;
  } finally {
    transport.close();
  }
}

/** The server's own words where it gave any. */
function answerOf(fault: unknown): string {
  if (typeof fault === 'object' && fault !== null && 'response' in fault && typeof fault.response === 'string') return fault.response;
  return fault instanceof Error ? fault.message : String(fault);
}
