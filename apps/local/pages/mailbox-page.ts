// One person's mailbox: what they received, newest first.
import type { CastMember } from '../cast.ts';
import type { LocalMail } from '../mailbox.ts';
import { composePath, mailboxPath, messagePath } from '../paths.ts';
import { firstName, html, NOTHING, portrait, shownTime, type Markup } from './markup.ts';

type MailboxInput = {
  readonly person: CastMember;
  readonly cast: readonly CastMember[];
  /** Oldest first. */
  readonly mails: readonly LocalMail[];
  readonly hasSent: boolean;
};

export function mailboxPage({ person, cast, mails, hasSent }: MailboxInput): Markup {
  const newest = mails.at(-1)?.id ?? '';
  return html`${personBar(person, cast)}
    ${hasSent ? html`<p class="notice good" role="status">Sent. What follows from it arrives in a moment; the story shows what is next.</p>` : NOTHING}
    <div class="toolbar">
      <h1>${firstName(person)}’s mailbox</h1>
      <a class="button quiet" href="${composePath(person.email)}">New mail</a>
    </div>
    <section aria-label="Messages" data-mailbox="${person.email}" data-newest="${newest}">
      ${
        mails.length === 0
          ? html`<p class="empty">Nothing here yet. Mail arrives by itself; there is no need to reload.</p>`
          : html`<ol class="messages">
              ${mails.toReversed().map((mail) => row(person, mail))}
            </ol>`
      }
    </section>`;
}

export function personBar(person: CastMember, cast: readonly CastMember[]): Markup {
  return html`<div class="person-bar">
    ${portrait(person)}
    <p class="who">
      <span class="name">${person.name}</span> <span class="address">${person.email}</span><span class="job">${person.job}</span>
    </p>
    <nav class="others" aria-label="Other mailboxes">
      ${cast
        .filter(({ email }) => email !== person.email)
        .map(
          (other) =>
            html`<a href="${mailboxPath(other.email)}" title="${other.name}, ${other.organisation}" data-person="${other.email}"
              >${portrait(other, 'small')}<span class="unseen">${other.name}’s mailbox</span
              ><span class="badge dot" data-badge hidden><span class="unseen">new mail</span></span></a
            >`,
        )}
    </nav>
  </div>`;
}

function row({ email }: CastMember, mail: LocalMail): Markup {
  const files = mail.attachments.length;
  return html`<li data-mail="${mail.id}">
    <a href="${messagePath(email, mail.id)}">
      <span class="from">${displayName(mail.from)}</span>
      <span class="subject">${mail.subject || '(no subject)'}</span>
      <span class="excerpt">${excerpt(mail.text)}</span>
      <span class="when">${mail.date === null ? NOTHING : shownTime(mail.date)}</span>
      ${files === 0 ? NOTHING : html`<span class="files">${files === 1 ? '1 file' : `${files} files`}</span>`}
    </a>
  </li>`;
}

function displayName(from: string): string {
  return from.replace(/\s*<[^>]*>\s*$/, '').replaceAll('"', '') || from;
}

/** The first words that are not the rule under which an answer is written. */
function excerpt(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && /\p{L}/u.test(line) && !/^(?:#|[-=_*])/.test(line) && !/above this line/i.test(line))
    .join(' ')
    .slice(0, 140);
}
