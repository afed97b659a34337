// The documents' pages: places for them at once, so that nothing jumps; the browser's script draws each when it comes near.
import type { Phrases } from '#core/phrases/phrases.ts';
import type { DocumentRef } from '#core/terms.ts';
import { html, shown, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';

type Shown = Pick<PageModel, 'path' | 'state' | 'frame' | 'setting'>;
type OnPage = (document: string, page: number) => readonly Markup[];

/** @param onPage what lies over a page */
export function documents({ path, state, frame, setting: { phrases } }: Shown, onPage: OnPage = () => []): Markup {
  const words = phrases.page;
  return html`<div class="documents" id="document" tabindex="-1">
    ${state.documents.map((document, index) => {
      const source = `${path}/documents/${index + 1}.pdf`;
      return html`<section class="pdf" aria-label="${words.document}: ${shown(document.filename)}">
        ${caption(document, source, phrases)}
        <noscript><p class="quiet">${words.noScript}</p></noscript>
        <p class="quiet trouble" hidden>${words.noScript}</p>
        <ol
          class="pages"
          data-document="${document.id}"
          data-source="${source}"
          data-library="${frame.assets.pdf.library}"
          data-worker="${frame.assets.pdf.worker}"
          data-base="${frame.assets.pdf.base}"
        >
          ${Array.from({ length: document.pages }, (_, at) => html`<li class="page"><span class="page-name">${words.pageOf(at + 1, document.pages)}</span>${onPage(document.id, at + 1)}</li>`)}
        </ol>
      </section>`;
    })}
  </div>`;
}

function caption({ filename, pages, bytes }: DocumentRef, source: string, phrases: Phrases): Markup {
  return html`<div class="caption">
    <p><strong>${shown(filename)}</strong> <span class="quiet">${phrases.pages(pages)} · ${sizeOf(bytes)}</span></p>
    <a class="button quiet-button" href="${source}" target="_blank" rel="noopener">${phrases.page.asPdf}</a>
  </div>`;
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
