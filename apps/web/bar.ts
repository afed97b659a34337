// The one next step, always in reach: on a small screen it stays at the lower edge while the document is read.
import { button, form } from './fields.ts';
import { hasToFillIn, nextField } from './filling.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';

export function bar(model: PageModel): Markup | '' {
  const { standing, session } = model;
  const words = model.setting.phrases.page;
  if (standing.kind === 'sealed') return downloads(model, standing.documents.length);
  if (standing.kind !== 'turn') return '';
  if (!session) {
    const body = html`<p class="hint">${words.openWhy}</p>
      ${button(words.open)}`;
    return html`<div class="bar">${form(model, { type: 'open', body })}</div>`;
  }
  const { decideBar } = words;
  const label = session.level === 'L0' ? decideBar.code : decideBar[standing.recipient.role];
  const next = session.level !== 'L0' && hasToFillIn(model, standing.recipient) ? nextField(model.setting.phrases) : '';
  return html`<div class="bar only-small">${next} <a class="button primary" href="#decide">${label}</a></div>`;
}

function downloads({ path, setting }: PageModel, count: number): Markup {
  const { download } = setting.phrases.page;
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  return html`<div class="bar">
    ${numbers.map((n) => html`<a class="button primary" href="${path}/sealed/${n}.pdf">${download(n, count)}</a>`)}
  </div>`;
}
