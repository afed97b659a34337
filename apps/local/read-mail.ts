// A stored message as the demo shows it: who, what, both texts, every header, and the attached files.
import { simpleParser, type AddressObject, type Attachment } from 'mailparser';

export type MailAttachment = { readonly filename: string; readonly contentType: string; readonly bytes: number; readonly url: string };

export type ReadMail = {
  /** With the display name, as the header has it. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** By lower-case name, unfolded and otherwise as sent; what stands there more than once is joined by line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
  /** Every address in To, Cc and Bcc, lower-case. */
  readonly recipients: readonly string[];
  /** What the Date header says. */
  readonly date: string | null;
};

export type AttachedFile = { readonly filename: string; readonly contentType: string; readonly content: Buffer };

const AS_SENT = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };

export async function readMail(raw: Buffer, urlOf: (n: number) => string): Promise<ReadMail> {
  const mail = await simpleParser(raw, AS_SENT);
  return {
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
    headers: headersOf(mail.headerLines),
    attachments: mail.attachments.map((file, n) => ({ ...describe(file, n), bytes: file.size, url: urlOf(n) })),
    recipients: [mail.to, mail.cc, mail.bcc].flatMap(addressesIn),
    date: mail.date?.toISOString() ?? null,
  };
}

export async function attachmentOf(raw: Buffer, n: number): Promise<AttachedFile | undefined> {
  const { attachments } = await simpleParser(raw, AS_SENT);
  const file = attachments[n];
  return file && { ...describe(file, n), content: file.content };
}

/** Read from the bytes: a transport must name the Message-ID that is really on the wire. */
export function messageIdOf(raw: Uint8Array): string {
  const text = Buffer.from(raw.subarray(0, 256 * 1024)).toString('latin1');
  const [header = ''] = text.split(/\r?\n\r?\n/, 1);
  return /^message-id:\s*(<[^>\r\n]+>)/im.exec(header)?.[1] ?? '';
}

function describe({ filename, contentType }: Attachment, n: number): { filename: string; contentType: string } {
  return { filename: filename ?? `attachment-${n + 1}`, contentType };
}

function headersOf(lines: readonly { key: string; line: string }[]): Record<string, string> {
  // Without a prototype: a header may be called `constructor`.
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { key, line } of lines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n(?=[ \t])/g, '')
      .trim();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  return headers;
}

function addressesIn(addresses: AddressObject | AddressObject[] | undefined): string[] {
  return [addresses ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap(({ address, group }) => [address, ...(group ?? []).map((one) => one.address)]))
    .flatMap((address) => (address === undefined || address === '' ? [] : [address.toLowerCase()]));
}
