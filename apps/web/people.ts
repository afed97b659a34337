// Who takes part and how far each is: for the sender's eyes only.
import type { Existing, Recipient } from '#core/envelope.ts';
import { whenIn, type Setting } from '#core/views/facts.ts';
import { html, person, type Markup } from './markup.ts';
import { words } from './words.ts';

export function peopleList(state: Existing, setting: Setting): Markup {
  const { phrases } = setting;
  const when = whenIn(state, setting);
  const isDraft = state.status === 'draft';
  const standing = ({ status, act, askedAt, viewedAt }: Recipient) => {
    const at = act?.at ?? (status === 'viewed' ? viewedAt : undefined);
    return html`<span class="standing ${status}"
        >${status === 'waiting' && askedAt !== undefined ? words.beingAsked : phrases.statuses[status]}</span
      >${at === undefined ? '' : html`, ${when(at)}`}`;
  };
  return html`<section class="people" aria-labelledby="people">
    <h2 id="people">${words.people}</h2>
    <ol>
      ${state.recipients.map(
        (one) =>
          html`<li>
            <p>${person(one)}</p>
            <p class="quiet">
              ${one.role === 'cc' ? phrases.labels.copies : phrases.step(one.step)}:
              ${phrases.roles[one.role]}${isDraft || one.role === 'cc' ? '' : html`; ${standing(one)}`}
            </p>
          </li>`,
      )}
    </ol>
  </section>`;
}
