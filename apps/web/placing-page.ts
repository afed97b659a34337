// The page on which the sender of a draft places fields: the documents' pages, what can be put on them for whom, the list of what is there.
import type { Existing } from '#core/envelope.ts';
import type { Setting } from '#core/views/facts.ts';
import { canPlace } from '#core/views/field-facts.ts';
import type { Assets } from './assets.ts';
import { documents } from './documents.ts';
import { button, hidden } from './fields.ts';
import type { FormSeal } from './forms.ts';
import { page, type Frame } from './layout.ts';
import { html, shown, type Markup } from './markup.ts';
import type { Notice } from './notice.ts';
import type { Row } from './placing-form.ts';
import { badge, KINDS, kindWord, rowList, signersOf } from './placing-rows.ts';

export type PlacingModel = {
  /** Of the document's page, `/s/…`. */
  readonly path: string;
  readonly state: Existing;
  readonly rows: readonly Row[];
  /** What stands in the rows is not on record. */
  readonly isUnsaved: boolean;
  readonly asksCode: boolean;
  readonly notice: Notice | undefined;
  readonly seal: FormSeal;
  readonly setting: Setting;
  readonly frame: Pick<Frame, 'isLocal'> & { readonly assets: Assets };
};

export function placingPage(model: PlacingModel): Markup {
  const { state, path, setting, frame } = model;
  const { phrases } = setting;
  const { placing: words } = phrases;
  const main = html`<header class="ask">
      <p class="eyebrow"><a href="${path}">${words.back}</a></p>
      <h1>${words.title}: ${shown(state.title)}</h1>
      <p class="byline">${words.lead}</p>
    </header>
    <main class="sheet placing" id="main">
      ${model.notice ? noticeBox(model.notice) : ''} ${documents({ path, state, frame, setting })}
      <div class="side">${canPlace(state) ? placingForm(model) : html`<section class="panel"><p>${words.noSigners}</p></section>`}</div>
    </main>`;
  const besides = { style: frame.assets.placing.style, script: frame.assets.placing.script };
  return page({ title: words.title, main, kind: 'document', phrases, isLocal: frame.isLocal, assets: frame.assets, besides });
}

function noticeBox({ tone, text }: Notice): Markup {
  return html`<p class="notice ${tone}" id="notice" tabindex="-1" role="${tone === 'good' ? 'status' : 'alert'}">${text}</p>`;
}

function placingForm(model: PlacingModel): Markup {
  const { state, path, rows, seal, setting } = model;
  const { phrases } = setting;
  const { placing: words } = phrases;
  return html`<form
    method="post"
    action="${path}/place"
    class="form-place"
    id="placing"
    novalidate
    data-line="${words.line({ kind: '{kind}', who: '{who}', page: '{page}' })}"
    data-count="${words.count('{count}')}"
    ${model.isUnsaved ? 'data-unsaved' : ''}
  >
    ${hidden('nonce', seal.nonce)} ${hidden('proof', seal.proof)} ${hidden('draftedAt', state.draftedAt)} ${tools(state, phrases)}
    <div class="panel list">
      <p class="hint without-script">${words.noScript}</p>
      ${rowList({ state, rows, phrases })}
      <p class="hint">${words.labelHint}</p>
      <p class="hint">${words.howToSend}</p>
    </div>
    <div class="bar save">
      ${model.asksCode ? codeInput(phrases.page.codeLabel) : ''}
      <p class="tally">
        <output class="count">${words.count(String(rows.length))}</output> <span class="unsaved" hidden>${words.unsaved}</span>
      </p>
      <div class="buttons of-chosen" hidden>
        <button type="button" class="button quiet-button chosen-line" data-does="edit"></button>
        <button type="button" class="button stop quiet-button" data-does="remove">${words.remove}</button>
      </div>
      <div class="buttons">
        <button type="button" class="button plain with-script" data-does="undo" hidden disabled>${words.undo}</button> ${button(words.save)}
      </div>
    </div>
  </form>`;
}

/** All of it needs the script, which shows it. */
function tools(state: Existing, phrases: Phrases): Markup {
  const { placing: words } = phrases;
  return html`<div class="panel tools with-script" hidden>
    <fieldset class="whose">
      <legend>${words.whose}</legend>
      ${signersOf(state).map(
        ({ id, name, email }, index) =>
          html`<label class="chip"
            ><input type="radio" name="whose" value="${id}" ${index === 0 ? 'checked' : ''} /> ${badge(name, index)}
            <span><span class="name">${shown(name)}</span> <span class="quiet">${shown(email)}</span></span></label
          >`,
      )}
    </fieldset>
    <fieldset class="kinds">
      <legend>${words.which}</legend>
      ${KINDS.map(
        (kind) =>
          html`<button type="button" class="button plain" data-kind="${kind}" aria-pressed="false">
            ${kindWord(kind, phrases) ?? kind}
          </button>`,
      )}
    </fieldset>
    <p class="hint">${words.how}</p>
    <details>
      <summary>${words.keysTitle}</summary>
      <p class="hint">${words.keys}</p>
    </details>
  </div>`;
}

function codeInput(label: string): Markup {
  return html`<label for="code">${label}</label>
    <input id="code" name="code" class="code" inputmode="numeric" autocomplete="one-time-code" maxlength="9" />`;
}

type Phrases = Setting['phrases'];
