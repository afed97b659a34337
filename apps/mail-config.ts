// Which way mail goes out and comes in, from the settings that say so. Apart from the rest of the configuration, which only reads them.
import { z } from 'zod';

export type MailOut =
  | { readonly by: 'relay'; readonly url: string }
  | { readonly by: 'ses'; readonly region: string; readonly configurationSet?: string };

/** A mailbox that is looked into, instead of an own mail server. */
export type ImapConfig = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS, but for a server on this machine. */
  readonly isSecure: boolean;
  readonly user: string;
  readonly password: string;
  readonly mailbox: string;
  /** Where mails go once they are taken in. */
  readonly folder: string;
};

export type MailConfig = {
  readonly mailOut: MailOut;
  readonly imap?: ImapConfig;
  /** `plus`: `sign+r-…@` in the place of `r-…@`, for a mail domain that has one mailbox and no catch-all. */
  readonly replyAddresses: 'catch-all' | 'plus';
};

export const mailSettings = z.object({
  SMTP_RELAY_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SES_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-west-1')
    .optional(),
  SES_CONFIGURATION_SET: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be the name of a configuration set')
    .optional(),
  IMAP_URL: z
    .url({ protocol: /^imaps?$/ })
    .refine(hasLogin, 'must hold user and password, with % written as %25')
    .optional(),
  IMAP_FOLDER: z.string().min(1).default('Countersign'),
  REPLY_ADDRESSES: z.enum(['catch-all', 'plus']).default('catch-all'),
});

function hasLogin(url: string): boolean {
  try {
    const { username, password, pathname } = new URL(url);
    decodeURIComponent(pathname);
    return decodeURIComponent(username) !== '' && decodeURIComponent(password) !== '';
  } catch {
    return false;
  }
}

/** @returns the problem, where the settings name no way out, or two */
export function mailConfigOf(found: z.infer<typeof mailSettings>): MailConfig | { readonly problem: string } {
  const { SMTP_RELAY_URL: url, SES_REGION: region, SES_CONFIGURATION_SET: set, REPLY_ADDRESSES: replyAddresses } = found;
  if (url !== undefined && region !== undefined)
    return { problem: 'SMTP_RELAY_URL and SES_REGION are both set: choose the way by which mail goes out' };
  const imap = imapOf(found);
  // Moved to where it came from it would be new again, for ever.
  if (imap && imap.folder.toLowerCase() === imap.mailbox.toLowerCase())
    return { problem: 'IMAP_FOLDER is the mailbox of IMAP_URL itself: choose another folder' };
  const rest = { replyAddresses, ...(imap && { imap }) };
  if (region !== undefined) return { mailOut: { by: 'ses', region, ...(set !== undefined && { configurationSet: set }) }, ...rest };
  return url === undefined ? { problem: 'SMTP_RELAY_URL is missing' } : { mailOut: { by: 'relay', url }, ...rest };
}

function imapOf({ IMAP_URL, IMAP_FOLDER }: z.infer<typeof mailSettings>): ImapConfig | undefined {
  return IMAP_URL === undefined ? undefined : { ...imapIn(IMAP_URL), folder: IMAP_FOLDER };
}

/** @param url such as `imaps://user:password@mail.example.com/INBOX` */
export function imapIn(url: string): Omit<ImapConfig, 'folder'> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const isSecure = protocol === 'imaps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isSecure ? 993 : 143) : Number(port),
    isSecure,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    mailbox: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  };
}
