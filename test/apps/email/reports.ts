// Mail as mail systems and mailboxes write it by themselves, of our own making, about a message of ours.
import type { OutgoingMail } from '#core/ports.ts';

export type Report = { readonly raw: Buffer; readonly mailFrom: string };

type Words = {
  readonly of: OutgoingMail;
  readonly to: string;
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
  readonly finalRecipient?: string;
  /** In place of the header of the message that is returned. */
  readonly returned?: string;
};

/** RFC 3464. */
export function dsn({ of, to, action = 'failed', status = '5.1.1', diagnostic = '550 5.1.1 User unknown', ...rest }: Words): Report {
  const { finalRecipient = of.to, returned = headerOf(of) } = rest;
  return {
    mailFrom: '',
    raw: mail([
      'Return-Path: <>',
      'From: Mail Delivery System <MAILER-DAEMON@mx.fabrikam.test>',
      `To: <${to}>`,
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"',
      '',
      '--=_r',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'I could not deliver your message.',
      '--=_r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.fabrikam.test',
      '',
      `Final-Recipient: rfc822; ${finalRecipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${diagnostic}`,
      '',
      '--=_r',
      'Content-Type: text/rfc822-headers',
      '',
      returned,
      '--=_r--',
      '',
    ]),
  };
}

/** RFC 5965. */
export function complaint({ of, to }: Pick<Words, 'of' | 'to'>): Report {
  return {
    mailFrom: 'feedback@fabrikam.test',
    raw: mail([
      'From: <feedback@fabrikam.test>',
      `To: <${to}>`,
      'Subject: Complaint',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary="=_r"',
      '',
      '--=_r',
      'Content-Type: text/plain',
      '',
      'This is a report of abuse.',
      '--=_r',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'Version: 1',
      '',
      '--=_r',
      'Content-Type: message/rfc822',
      '',
      headerOf(of),
      '',
      'Body',
      '--=_r--',
      '',
    ]),
  };
}

/** RFC 8098. */
export function receipt(to: string): Report {
  return {
    mailFrom: '',
    raw: mail([
      'From: Dana Ruiz <dana@fabrikam.test>',
      `To: <${to}>`,
      'Subject: Read: Mutual NDA',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="=_r"',
      '',
      '--=_r',
      'Content-Type: message/disposition-notification',
      '',
      'Final-Recipient: rfc822; dana@fabrikam.test',
      'Disposition: manual-action/MDN-sent-manually; displayed',
      '',
      '--=_r--',
      '',
    ]),
  };
}

/** RFC 3834; many carry less. */
export function autoReply(
  to: string,
  text: string,
  { from = 'Dana Ruiz <dana@fabrikam.test>', subject = 'Automatic reply: Mutual NDA' } = {},
): Report {
  return {
    mailFrom: '',
    raw: mail([
      `From: ${from}`,
      `To: <${to}>`,
      `Subject: ${subject}`,
      'Auto-Submitted: auto-replied',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ]),
  };
}

/** As one of the many systems writes that know no standard. */
export function plainBounce(to: string, text: readonly string[], subject = 'failure notice'): Report {
  return {
    mailFrom: '',
    raw: mail([
      `From: MAILER-DAEMON@mx.fabrikam.test`,
      `To: <${to}>`,
      `Subject: ${subject}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...text,
    ]),
  };
}

export function headerOf({ raw }: OutgoingMail): string {
  const text = Buffer.from(raw).toString('latin1');
  return text.slice(0, text.indexOf('\r\n\r\n'));
}

function mail(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n').replace(/\r?\n/g, '\r\n'), 'utf8');
}
