// The frame of every page: head, banner, main part, foot.
import type { Phrases } from '#core/phrases/phrases.ts';
import type { Assets } from './assets.ts';
import { html, shown, type Markup } from './markup.ts';

export type Frame = {
  readonly title: string;
  readonly isLocal: boolean;
  readonly assets: Pick<Assets, 'style' | 'script' | 'pdf' | 'filling'>;
  readonly main: Markup;
  /** `document`: the wide page with the pages of a document; `card`: one short message. */
  readonly kind: 'document' | 'card';
  readonly phrases: Phrases;
  /** Style and script that this page alone needs. */
  readonly besides?: { readonly style: string; readonly script: string };
};

export function page({ title, isLocal, assets, main, kind, phrases, besides }: Frame): Markup {
  const words = phrases.page;
  return html`<!doctype html>
    <html lang="${phrases.language}">
      <head>
        <meta charset="utf-8" />
        <title>${shown(title)} · ${words.product}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assets.style}" />
        <script type="module" src="${assets.script}"></script>
        ${
          besides
            ? html`<link rel="stylesheet" href="${besides.style}" />
                <script type="module" src="${besides.script}"></script>`
            : ''
        }
      </head>
      <body class="${kind}">
        ${kind === 'document' ? html`<a class="skip" href="#document">${words.skip}</a>` : ''}
        ${isLocal ? html`<p class="local" role="note">${words.local}</p>` : ''} ${main}
        <footer class="foot"><span class="brand">${words.product}</span> <a href="/verify">${words.verifyLink}</a></footer>
      </body>
    </html>`;
}

type Card = { readonly title: string; readonly text: readonly string[] };

export function card({ title, text }: Card, frame: Pick<Frame, 'isLocal' | 'assets' | 'phrases'>): Markup {
  const main = html`<main class="message" id="main">
    <h1>${title}</h1>
    ${text.map((paragraph) => html`<p>${paragraph}</p>`)}
  </main>`;
  return page({ title, main, kind: 'card', ...frame });
}
