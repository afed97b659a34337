// Who takes part and how far each is: for the sender's eyes only.
import type { Existing, Recipient } from '#core/envelope.ts';
import { standingWord, whenIn, type Setting } from '#core/views/facts.ts';
import { html, person, type Markup } from './markup.ts';

export function peopleList(state: Existing, setting: Setting): Markup {
  const { phrases } = setting;
  const when = whenIn(state, setting);
  const isDraft = state.status === 'draft';
  const standing = (one: Recipient) => {
    const { status, act, viewedAt } = one;
    const at = act?.at ?? (status === 'viewed' ? viewedAt : undefined);
    return html`<span class="standing ${status}">${standingWord(one, phrases)}</span>${at === undefined ? '' : html`, ${when(at)}`}`;
  };
  return html`<section class="people" aria-labelledby="people">
    <h2 id="people">${phrases.page.people}</h2>
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
