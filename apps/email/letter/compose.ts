// One message as bytes for the wire. The library folds and encodes; addresses it is given have passed our own strict check before.
import type { Mailbox } from '../raw/mailbox.ts';
import type { RenderedMail } from '../render.ts';

export type Enclosure = { readonly filename: string; readonly content: Buffer };
export type Composition = {
  readonly mail: RenderedMail;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: string;
  readonly messageId: string;
  /** Message-IDs of the conversation so far, oldest first. */
  readonly references: readonly string[];
  readonly date: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly enclosures: readonly Enclosure[];
};

export async function compose(composition: Composition): Promise<Buffer> {
  const { mail, from, to, replyTo, messageId, references, date, headers, enclosures } = composition;
  // Loaded with the first mail that goes out: what only takes mail in does without.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const last = references.at(-1);
  const composer = new MailComposer({
    from: { name: from.name, address: from.email },
    to: { name: to.name, address: to.email },
    replyTo,
    subject: mail.subject,
    messageId,
    ...(last === undefined ? {} : { inReplyTo: last, references: [...references] }),
    date,
    headers: { ...headers },
    text: mail.text,
    html: mail.html,
    attachments: enclosures.map(({ filename, content }) => ({ filename, content, contentType: 'application/pdf' })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
