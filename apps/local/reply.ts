// A reply as real mail programs write it: the words on top, a line that says who wrote what follows, and the original quoted below, in a
// plain and a formatted part. The product must find the person's own words in it, so the demo gives it the real thing.
import type { Instant } from '#core/time.ts';
import type { LocalMail } from './mailbox.ts';
import type { Letter } from './send-as.ts';

type ReplyInput = {
  readonly mail: LocalMail;
  readonly from: { readonly name: string; readonly address: string };
  readonly text: string;
  readonly date: Instant;
};

export function replyTo({ mail, from, text, date }: ReplyInput): Letter {
  const messageId = mail.headers['message-id'];
  const references = [mail.headers['references'] ?? '', messageId ?? ''].join(' ').split(/\s+/).filter(Boolean);
  const attribution = `On ${(mail.date ?? date).slice(0, 16).replace('T', ' at ')} UTC, ${mail.from} wrote:`;
  return {
    from,
    to: [answerAddress(mail)],
    cc: [],
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    text: `${text}\n\n${attribution}\n\n${quoted(mail.text)}\n`,
    html: htmlTwin(text, attribution, mail.text),
    ...(messageId === undefined ? {} : { inReplyTo: messageId }),
    references,
    attachments: [],
    date,
  };
}

/** Reply-To where there is one, as every mail program does. */
export function answerAddress({ headers, from }: Pick<LocalMail, 'headers' | 'from'>): string {
  const wanted = headers['reply-to'] ?? from;
  return (/<([^<>\s]+)>\s*$/.exec(wanted)?.[1] ?? wanted).trim();
}

function quoted(text: string): string {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n');
}

function htmlTwin(text: string, attribution: string, original: string): string {
  const own = text
    .split(/\r?\n/)
    .map((line) => `<div>${line === '' ? '<br>' : escaped(line)}</div>`)
    .join('');
  const below = escaped(original.trimEnd()).replace(/\r?\n/g, '<br>');
  return `<html><head><meta charset="utf-8"></head><body>${own}<div><br></div><div>${escaped(attribution)}</div><blockquote type="cite">${below}</blockquote></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
