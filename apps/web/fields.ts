// The parts of forms that repeat.
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import type { WebActType } from './request.ts';

type Form = { readonly type: WebActType; readonly body: Markup; readonly label?: string };

export function form({ path, sealFor }: Pick<PageModel, 'path' | 'sealFor'>, { type, body, label }: Form): Markup {
  const { nonce, proof } = sealFor(type);
  return html`<form method="post" action="${path}/${type}" class="form-${type}" ${label === undefined ? '' : html`aria-label="${label}"`}>
    <input type="hidden" name="nonce" value="${nonce}" />
    <input type="hidden" name="proof" value="${proof}" />
    ${body}
  </form>`;
}

export function hidden(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

export function button(label: string, look: 'primary' | 'plain' | 'stop' = 'primary'): Markup {
  return html`<button type="submit" class="button ${look}">${label}</button>`;
}

type Area = { readonly name: string; readonly label: string; readonly hint: string; readonly most: number };

export function textArea({ name, label, hint, most }: Area): Markup {
  return html`<label for="${name}">${label}</label>
    <textarea id="${name}" name="${name}" rows="3" maxlength="${most}" required aria-describedby="${name}-hint"></textarea>
    <p class="hint" id="${name}-hint">${hint}</p>`;
}
