// What this reader can do now, one thing after the other: open, prove the mailbox, decide, ask.
import { consentText, CONSENT_ID } from '#core/consent.ts';
import type { Recipient } from '#core/envelope.ts';
import { en } from '#core/phrases/en.ts';
import { fingerprintOf } from '#core/rules/drafting.ts';
import { button, form, hidden, textArea } from './fields.ts';
import { html, shown, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { words } from './words.ts';

export function panel(model: PageModel): Markup | '' {
  const { standing, session, recipient } = model;
  if (!recipient) return standing.kind === 'voided' && standing.reason !== '' ? reasonOf(standing.reason) : '';
  if (standing.kind === 'turn' && session) {
    const isProven = session.level !== 'L0';
    return html`${isProven ? decisions(model, recipient) : codeStep(model, recipient)} ${talk(model)}`;
  }
  if (standing.kind === 'turn') return meaning(recipient, model);
  return html`${standing.kind === 'voided' && standing.reason !== '' ? reasonOf(standing.reason) : ''} ${talk(model)}`;
}

function reasonOf(reason: string): Markup {
  return html`<blockquote class="letter"><p>${shown(reason)}</p></blockquote>`;
}

/** What deciding would mean can be read before anything is opened. */
function meaning(recipient: Recipient, { state }: PageModel): Markup {
  if (recipient.role === 'approver') return approvalMeaning(state.sender.organisation);
  return html`<details class="meaning">
    <summary>${words.consentTitle}</summary>
    <p class="consent">${consentText(CONSENT_ID) ?? ''}</p>
  </details>`;
}

function approvalMeaning(organisation: string): Markup {
  return html`<p class="consent">${en.approvalMeaning(shown(organisation))}</p>`;
}

function codeStep(model: PageModel, recipient: Recipient): Markup {
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
    <p>${words.codeLead(shown(recipient.email))} ${recipient.role === 'approver' ? words.thenApprove : words.thenSign}</p>
    ${hasAsked ? form(model, { type: 'verify-code', body: enter }) : ''}
    ${form(model, { type: 'code', body: hasAsked ? button(words.codeAgain, 'plain') : button(words.codeAsk) })}
  </section>`;
}

function decisions(model: PageModel, recipient: Recipient): Markup {
  const act = recipient.role === 'approver' ? approveForm(model) : signForm(model, recipient);
  const decline = form(model, {
    type: 'decline',
    body: html`${textArea({ name: 'reason', label: words.declineLabel, hint: words.declineHint, most: 2000 })}
    ${button(words.decline, 'stop')}`,
  });
  return html`<section class="step" aria-label="${words.step.decide}">${act}</section>
    <details class="other">
      <summary>${words.declineOpen}</summary>
      ${decline}
    </details>`;
}

function signForm(model: PageModel, { name }: Recipient): Markup {
  const body = html`${hidden('fingerprint', fingerprintOf(model.state.documents))} ${hidden('consent', CONSENT_ID)}
    <label for="typed-name">${words.typedName}</label>
    <input
      id="typed-name"
      name="typedName"
      class="signature"
      autocomplete="name"
      maxlength="200"
      required
      aria-describedby="typed-name-hint"
    />
    <p class="hint" id="typed-name-hint">${words.typedNameHint(shown(name))}</p>
    <p class="consent" id="consent">${consentText(CONSENT_ID) ?? ''}</p>
    <label class="tick"
      ><input type="checkbox" name="agreed" value="yes" required aria-describedby="consent" /> <span>${words.signWords}</span></label
    >
    ${button(words.sign)}`;
  return form(model, { type: 'sign', body });
}

function approveForm(model: PageModel): Markup {
  const body = html`${hidden('fingerprint', fingerprintOf(model.state.documents))} ${approvalMeaning(model.state.sender.organisation)}
    <p>${words.approveWords}</p>
    ${button(words.approve)}`;
  return form(model, { type: 'approve', body });
}

/** Questions are possible at any time, also when all is over. Writing, too, begins with a deliberate step. */
function talk(model: PageModel): Markup {
  const { state, session } = model;
  const text = textArea({ name: 'text', label: words.commentLabel, hint: words.commentHint, most: 4000 });
  const body = session
    ? form(model, { type: 'comment', body: html`${text} ${button(words.commentSend, 'plain')}` })
    : form(model, { type: 'open', body: button(words.openToWrite, 'plain') });
  return html`<details class="other">
    <summary>${words.comment(shown(state.sender.name))}</summary>
    ${body}
  </details>`;
}
