// One person's chat with the product, in Slack or Teams: what they see there, live, and where they write. The script of the pane does the rest.
import type { Platform } from '#core/people.ts';
import type { CastMember } from '../cast.ts';
import { chatPath, mailboxPath } from '../paths.ts';
import { firstName, html, NOTHING, portrait, type Markup } from './markup.ts';

/** A colleague who can be chosen in a form, by what the platform calls them. */
export type Colleague = { readonly user: string; readonly name: string };

type ChatInput = {
  readonly platform: Platform;
  readonly person: CastMember;
  /** What the platform calls the person. */
  readonly user: string;
  readonly cast: readonly CastMember[];
  readonly colleagues: readonly Colleague[];
};

const NAMES: Readonly<Record<Platform, string>> = { slack: 'Slack', teams: 'Teams' };

export function chatPage({ platform, person, user, cast, colleagues }: ChatInput): Markup {
  const name = NAMES[platform];
  return html`<link rel="stylesheet" href="/local/static/chat.css" />
    ${chatBar(platform, person, cast)}
    <div class="toolbar">
      <h1>${firstName(person)} in ${name}</h1>
      <a class="button quiet" href="${mailboxPath(person.email)}">${firstName(person)}’s mailbox</a>
    </div>
    <section
      class="chat ${platform}"
      aria-label="Chat with Countersign in ${name}"
      data-chat="${platform}"
      data-user="${user}"
      data-colleagues="${JSON.stringify(colleagues)}"
    >
      <ol class="lines" role="log" aria-live="polite" data-lines></ol>
      <p class="empty" data-empty>Nothing here yet. Messages arrive by themselves; there is no need to reload.</p>
      <p class="notice bad" role="alert" data-said hidden></p>
    </section>
    <form class="reply say" data-say>
      <h2><label for="say-text">Write to Countersign as ${firstName(person)}</label></h2>
      <p class="quiet" id="say-how">For example <strong>/sign help</strong>, or a PDF with whom it is for.</p>
      <textarea id="say-text" name="text" rows="1" aria-describedby="say-how"></textarea>
      <p class="attach">
        <label for="say-files">PDF files</label>
        <input id="say-files" name="files" type="file" accept="application/pdf" multiple />
      </p>
      <button class="button" type="submit">Send</button>
    </form>
    <dialog class="chat-dialog" aria-labelledby="dialog-title" data-dialog>
      <h2 id="dialog-title" data-dialog-title></h2>
      <div data-dialog-body></div>
      <p class="notice bad" role="alert" data-dialog-said hidden></p>
    </dialog>
    ${platform === 'teams' ? html`<script src="/local/static/adaptivecards.js"></script>` : NOTHING}
    <script type="module" src="/local/static/${platform}-pane.js"></script>`;
}

function chatBar(platform: Platform, person: CastMember, cast: readonly CastMember[]): Markup {
  const others = cast.filter((one) => one[platform] !== null && one.email !== person.email);
  return html`<div class="person-bar">
    ${portrait(person)}
    <p class="who">
      <span class="name">${person.name}</span> <span class="address">${person.email}</span><span class="job">${person.job}</span>
    </p>
    <nav class="others" aria-label="Others in ${NAMES[platform]}">
      ${others.map(
        (other) =>
          html`<a href="${chatPath(platform, other.email)}" title="${other.name}, ${other.organisation}"
            >${portrait(other, 'small')}<span class="unseen">${other.name} in ${NAMES[platform]}</span></a
          >`,
      )}
    </nav>
  </div>`;
}
