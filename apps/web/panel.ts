// What this reader can do now, one thing after the other: open, prove the mailbox, decide, ask.
import { consentIdFor, consentText } from '#core/consent.ts';
import type { Recipient } from '#core/envelope.ts';
import { canPlace } from '#core/views/field-facts.ts';
import { afterwards, decisions } from './decisions.ts';
import { button, form, textArea } from './fields.ts';
import { html, shown, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';

export function panel(model: PageModel): Markup | '' {
  const { standing, session, recipient } = model;
  if (!recipient && standing.kind === 'draft') return placingLink(model);
  if (!recipient) return standing.kind === 'voided' && standing.reason !== '' ? reasonOf(standing.reason) : '';
  if (standing.kind === 'turn' && session) {
    const isProven = session.level !== 'L0';
    return html`${isProven ? decisions(model, recipient) : codeStep(model, recipient)} ${talk(model)}`;
  }
  if (standing.kind === 'turn') return meaning(recipient, model);
  const isProven = session !== undefined && session.level !== 'L0';
  return html`${isProven && standing.kind === 'acted' ? afterwards(model, recipient) : ''}
  ${standing.kind === 'voided' && standing.reason !== '' ? reasonOf(standing.reason) : ''} ${talk(model)}`;
}

function placingLink({ path, state, setting }: PageModel): Markup | '' {
  return canPlace(state) ? html`<a class="button plain" href="${path}/place">${setting.phrases.placing.open}</a>` : '';
}

function reasonOf(reason: string): Markup {
  return html`<blockquote class="letter"><p>${shown(reason)}</p></blockquote>`;
}

/** What deciding would mean can be read before anything is opened. */
function meaning(recipient: Recipient, { state, setting: { phrases } }: PageModel): Markup | '' {
  const { role } = recipient;
  if (role === 'approver') return html`<p class="consent">${phrases.approvalMeaning(shown(state.sender.organisation))}</p>`;
  if (role === 'viewer') return html`<p class="consent">${phrases.acknowledgeMeaning}</p>`;
  if (role !== 'signer') return '';
  return html`<details class="meaning">
    <summary>${phrases.page.consentTitle}</summary>
    <p class="consent">${consentText(consentIdFor(recipient.language)) ?? ''}</p>
  </details>`;
}

function codeStep(model: PageModel, recipient: Recipient): Markup {
  const words = model.setting.phrases.page;
  const hasAsked = model.session?.hasAskedForCode === true;
  const enter = html`<label for="code">${words.codeLabel}</label>
    <input
      id="code"
      name="code"
      class="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      pattern="[0-9 ]{6,9}"
      maxlength="9"
      required
    />
    ${button(words.codeEnter)}`;
  return html`<section class="step" aria-labelledby="code-step">
    <h3 id="code-step">${words.step.code}</h3>
    <p>${words.codeLead(shown(recipient.email))} ${recipient.role === 'cc' ? '' : words.afterCode[recipient.role]}</p>
    ${hasAsked ? form(model, { type: 'verify-code', body: enter }) : ''}
    ${form(model, { type: 'code', body: hasAsked ? button(words.codeAgain, 'plain') : button(words.codeAsk) })}
  </section>`;
}

/** Questions are possible at any time, also when all is over. Writing, too, begins with a deliberate step. */
function talk(model: PageModel): Markup {
  const { state, session, setting } = model;
  const words = setting.phrases.page;
  const text = textArea({ name: 'text', label: words.commentLabel, hint: words.commentHint, most: 4000 });
  const body = session
    ? form(model, { type: 'comment', body: html`${text} ${button(words.commentSend, 'plain')}` })
    : form(model, { type: 'open', body: button(words.openToWrite, 'plain') });
  return html`<details class="other">
    <summary>${words.comment(shown(state.sender.name))}</summary>
    ${body}
  </details>`;
}
