// One message, read as in a mail program, with the box to answer it in.
import type { CastMember } from '../cast.ts';
import type { LocalMail } from '../mailbox.ts';
import { mailboxPath, messagePath } from '../paths.ts';
import { answerAddress } from '../reply.ts';
import { suggestionsFor } from '../suggestions.ts';
import { personBar } from './mailbox-page.ts';
import { firstName, html, NOTHING, shownBytes, shownTime, type Markup } from './markup.ts';

type MessageInput = {
  readonly person: CastMember;
  readonly cast: readonly CastMember[];
  readonly mail: LocalMail;
  /** What was typed, and why it was not sent. */
  readonly unsent?: { readonly text: string; readonly why: string };
};

export function messagePage({ person, cast, mail, unsent }: MessageInput): Markup {
  return html`${personBar(person, cast)}
    <p class="back">
      <a href="${mailboxPath(person.email)}" data-person="${person.email}"
        >← All mail of ${firstName(person)}<span class="badge" data-badge hidden>new</span></a
      >
    </p>
    <article class="message" data-mail-open="${mail.id}">
      <h1>${mail.subject || '(no subject)'}</h1>
      <p class="jump"><a class="button quiet" href="#answer">Answer</a></p>
      <dl class="envelope">
        <div>
          <dt>From</dt>
          <dd>${mail.from.replaceAll('"', '')}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>${mail.headers['to'] ?? mail.to}</dd>
        </div>
        ${
          mail.headers['cc'] === undefined
            ? NOTHING
            : html`<div>
                <dt>Cc</dt>
                <dd>${mail.headers['cc']}</dd>
              </div>`
        }
        <div>
          <dt>Date</dt>
          <dd>${mail.date === null ? 'not given' : shownTime(mail.date)}</dd>
        </div>
      </dl>
      ${files(mail)} ${body(mail)}
      <details class="technical">
        <summary>Headers and source</summary>
        <dl>
          ${Object.entries(mail.headers).map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
        <p><a href="/local/mail/${mail.id}.eml" download="${mail.id}.eml">Download the mail as it arrived (.eml)</a></p>
      </details>
    </article>
    ${replyBox({ person, mail, unsent })}`;
}

/**
 * Someone else's HTML: in a frame of its own that runs no script, posts no form and loads nothing. It keeps its origin only so that this
 * page can measure it; its links open beside the demo.
 */
function body({ html: formatted, text }: LocalMail): Markup {
  if (formatted === null) return html`<pre class="plain">${text}</pre>`;
  const base = '<base target="_blank">';
  const framed = /<head[^>]*>/i.test(formatted) ? formatted.replace(/<head[^>]*>/i, (head) => head + base) : base + formatted;
  return html`<iframe
      class="formatted"
      title="The message"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcdoc="${framed}"
      data-fit
    ></iframe>
    <details class="technical">
      <summary>Plain text of the message</summary>
      <pre class="plain">${text}</pre>
    </details>`;
}

function files({ attachments }: LocalMail): Markup | string {
  if (attachments.length === 0) return NOTHING;
  return html`<ul class="attachments" aria-label="Attached files">
    ${attachments.map(
      ({ filename, bytes, url }) =>
        html`<li>
          <a href="${url}" download="${filename}"><span class="file">${filename}</span> <span class="bytes">${shownBytes(bytes)}</span></a>
        </li>`,
    )}
  </ul>`;
}

function replyBox({
  person,
  mail,
  unsent,
}: Pick<MessageInput, 'person' | 'mail'> & { unsent: MessageInput['unsent'] | undefined }): Markup {
  const suggestions = suggestionsFor(mail);
  return html`<form class="reply" id="answer" method="post" action="${messagePath(person.email, mail.id)}/reply" data-busy="Sending …">
    <h2><label for="reply-text">Answer as ${firstName(person)}</label></h2>
    <p class="quiet" id="reply-how">
      To <span class="address">${answerAddress(mail)}</span>, by SMTP, signed by ${firstName(person)}’s mail provider; the original is
      quoted below.
    </p>
    ${unsent ? html`<p class="notice bad" role="alert">${unsent.why}</p>` : NOTHING}
    ${
      suggestions.length === 0
        ? NOTHING
        : html`<p class="chips" aria-label="Phrases to start from">
            ${suggestions.map((phrase) => html`<button type="button" class="chip" data-phrase="${phrase}">${phrase}</button> `)}
          </p>`
    }
    <textarea id="reply-text" name="text" rows="4" required aria-describedby="reply-how">${unsent?.text ?? ''}</textarea>
    <p class="actions"><button class="button" type="submit">Send as ${firstName(person)}</button></p>
  </form>`;
}
