// The forms by which a proven reader decides, hands over, objects, or takes back.
import { consentIdFor, consentText, isWithdrawable } from '#core/consent.ts';
import { disclosureIdFor, disclosureText } from '#core/disclosure.ts';
import type { Recipient } from '#core/envelope.ts';
import { fingerprintOf } from '#core/rules/drafting.ts';
import { button, form, hidden, textArea } from './fields.ts';
import { fillIn, pens, tally } from './filling.ts';
import { html, shown, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';

export function decisions(model: PageModel, recipient: Recipient): Markup {
  const { page: words } = model.setting.phrases;
  return html`<section class="step" aria-label="${words.step.decide}">${decision(model, recipient)}</section>
    ${other(
      words.declineOpen,
      form(model, {
        type: 'decline',
        body: html`${textArea({ name: 'reason', label: words.declineLabel, hint: words.declineHint, most: 2000 })}
        ${button(words.decline, 'stop')}`,
      }),
    )}
    ${model.state.policy.delegation === 'never' ? '' : other(words.delegateOpen, delegateForm(model))}
    ${other(words.disputeOpen, disputeForm(model))}`;
}

/** What is left to do for someone whose act is on record. */
export function afterwards(model: PageModel, { act }: Recipient): Markup | '' {
  const { page: words } = model.setting.phrases;
  const isReversible =
    act !== undefined && act.type !== 'declined' && act.type !== 'prepared' && (!act.consent || isWithdrawable(act.consent.id));
  const body = html`${textArea({ name: 'reason', label: words.withdrawReason, hint: '', most: 2000 })} ${button(words.withdraw, 'stop')}`;
  return html`${isReversible ? other(words.withdrawOpen, form(model, { type: 'withdraw', body })) : ''}
  ${other(words.disputeOpen, disputeForm(model))}`;
}

function decision(model: PageModel, recipient: Recipient): Markup | '' {
  switch (recipient.role) {
    case 'approver':
      return approveForm(model);
    case 'viewer':
      return acknowledgeForm(model);
    case 'signer':
      return model.state.consumer && recipient.disclosure === undefined ? disclosureForm(model, recipient) : signForm(model, recipient);
    // Data is handed in through a form that belongs to the document; without one there is nothing to fill in here.
    case 'preparer':
    case 'cc':
      return '';
  }
}

function signForm(model: PageModel, recipient: Recipient): Markup {
  const { name, language } = recipient;
  const words = model.setting.phrases.page;
  const consent = consentIdFor(language);
  const body = html`${fingerprint(model)} ${hidden('consent', consent)} ${fillIn(model, recipient)}
    <label for="typed-name">${words.typedName}</label>
    <input
      id="typed-name"
      name="typedName"
      class="signature"
      autocomplete="name"
      maxlength="200"
      required
      value="${model.kept?.['typedName'] ?? ''}"
      aria-describedby="typed-name-hint"
    />
    <p class="hint" id="typed-name-hint">${words.typedNameHint(shown(name))}</p>
    ${pens(model, recipient)}
    <p class="consent" id="consent">${consentText(consent) ?? ''}</p>
    ${tick(words.statements.sign)} ${tally(model, recipient)} ${button(words.sign)}`;
  return form(model, { type: 'sign', body });
}

/** A consumer reads what electronic records mean, having opened the document, before anything can be signed (15 USC 7001(c)). */
function disclosureForm(model: PageModel, { language }: Recipient): Markup {
  const words = model.setting.phrases.page;
  const disclosure = disclosureIdFor(language);
  const body = html`${hidden('disclosure', disclosure)}
    <h3>${words.disclosureTitle}</h3>
    <p class="consent" id="consent">${disclosureText(disclosure) ?? ''}</p>
    ${tick(words.disclosureAgree)} ${button(words.disclosureAccept)}`;
  return form(model, { type: 'disclose', body });
}

function approveForm(model: PageModel): Markup {
  const { phrases } = model.setting;
  const body = html`${fingerprint(model)}
    <p class="consent">${phrases.approvalMeaning(shown(model.state.sender.organisation))}</p>
    <p>${phrases.page.statements.approve}</p>
    ${button(phrases.page.approve)}`;
  return form(model, { type: 'approve', body });
}

function acknowledgeForm(model: PageModel): Markup {
  const { phrases } = model.setting;
  const body = html`${fingerprint(model)}
    <p class="consent">${phrases.acknowledgeMeaning}</p>
    <p>${phrases.page.statements.acknowledge}</p>
    ${button(phrases.page.acknowledge)}`;
  return form(model, { type: 'acknowledge', body });
}

function delegateForm(model: PageModel): Markup {
  const words = model.setting.phrases.page;
  const body = html`<label for="delegate-name">${words.delegateName}</label>
    <input id="delegate-name" name="name" autocomplete="off" maxlength="120" />
    <label for="delegate-email">${words.delegateEmail}</label>
    <input id="delegate-email" name="email" type="email" autocomplete="off" maxlength="320" required />
    <label for="delegate-reason">${words.delegateReason}</label>
    <textarea id="delegate-reason" name="reason" rows="2" maxlength="2000"></textarea>
    ${button(words.delegate, 'plain')}`;
  return form(model, { type: 'delegate', body });
}

function disputeForm(model: PageModel): Markup {
  const words = model.setting.phrases.page;
  const reason = html`<label for="dispute-reason">${words.disputeReason}</label>
    <textarea id="dispute-reason" name="reason" rows="3" maxlength="2000" required aria-describedby="dispute-hint"></textarea>
    <p class="hint" id="dispute-hint">${words.disputeHint}</p>`;
  return form(model, { type: 'dispute', body: html`${reason} ${button(words.dispute, 'stop')}` });
}

function fingerprint({ state }: PageModel): Markup {
  return hidden('fingerprint', fingerprintOf(state.documents));
}

function tick(statement: string): Markup {
  return html`<label class="tick"
    ><input type="checkbox" name="agreed" value="yes" required aria-describedby="consent" /> <span>${statement}</span></label
  >`;
}

function other(summary: string, body: Markup): Markup {
  return html`<details class="other">
    <summary>${summary}</summary>
    ${body}
  </details>`;
}
