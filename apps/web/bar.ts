// The one next step, always in reach: on a small screen it stays at the lower edge while the document is read.
import { button, form } from './fields.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { words } from './words.ts';

export function bar(model: PageModel): Markup | '' {
  const { standing, session, path } = model;
  if (standing.kind === 'sealed') return downloads(path, standing.documents.length);
  if (standing.kind !== 'turn') return '';
  if (!session) {
    const body = html`<p class="hint">${words.openWhy}</p>
      ${button(words.open)}`;
    return html`<div class="bar">${form(model, { type: 'open', body })}</div>`;
  }
  const { decideBar } = words;
  const label = session.level === 'L0' ? decideBar.code : standing.recipient.role === 'approver' ? decideBar.approve : decideBar.sign;
  return html`<div class="bar only-small"><a class="button primary" href="#decide">${label}</a></div>`;
}

function downloads(path: string, count: number): Markup {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  return html`<div class="bar">
    ${numbers.map((n) => html`<a class="button primary" href="${path}/sealed/${n}.pdf">${words.download}${count > 1 ? ` (${n})` : ''}</a>`)}
  </div>`;
}
