// The page of a document: who asks and what, the pages themselves, and beside them what this reader can do.
import { documentFacts, whenIn } from '#core/views/facts.ts';
import { bar } from './bar.ts';
import { documents } from './documents.ts';
import { page } from './layout.ts';
import { html, person, shown, type Markup } from './markup.ts';
import { panel } from './panel.ts';
import { peopleList } from './people.ts';
import type { Notice } from './notice.ts';
import type { PageModel } from './page-model.ts';
import { showsDocuments } from './standing.ts';
import { spotsOn } from './spots.ts';
import { statusOf, type Status } from './status.ts';

export function documentPage(model: PageModel): Markup {
  const { state, recipient, standing, notice, frame, setting } = model;
  const { phrases } = setting;
  const status = statusOf(standing, { state, recipient, when: whenIn(state, setting), phrases });
  const main = html`
    ${header(model, status)}
    <main class="sheet" id="main">
      ${notice?.place === 'top' ? noticeBox(notice) : ''}
      ${showsDocuments({ state, recipient }) ? documents(model, (document, at) => spotsOn(model, document, at)) : html`<section class="withheld"><p>${phrases.page.withheld}</p></section>`}
      <div class="side">
        ${bar(model)}
        <aside class="panel" id="decide" aria-labelledby="status">
          ${notice?.place === 'panel' ? noticeBox(notice) : ''} ${statusHead(status)} ${panel(model)}
          ${recipient ? '' : peopleList(state, setting)} ${about(model)}
        </aside>
      </div>
    </main>
  `;
  const besides = state.fields.length > 0 ? { besides: frame.assets.filling } : {};
  return page({ title: `${status.word}: ${state.title}`, main, kind: 'document', phrases, ...frame, ...besides });
}

function header(model: PageModel, { word, tone }: Status): Markup {
  const { state } = model;
  return html`<header class="ask">
    <p class="eyebrow"><span>${shown(state.sender.organisation)}</span> <span class="pill ${tone}">${word}</span></p>
    <h1>${shown(state.title)}</h1>
    <p class="byline">${person(state.sender)} ${whatFor(model)}</p>
    ${state.message === '' ? '' : html`<blockquote class="letter"><p>${shown(state.message)}</p></blockquote>`}
  </header>`;
}

function whatFor({ recipient, standing, setting }: PageModel): string {
  const { byline } = setting.phrases.page;
  if (!recipient) return byline.sender;
  return recipient.role === 'cc' ? byline.copy : byline[standing.kind === 'turn' ? 'now' : 'past'][recipient.role];
}

function noticeBox({ tone, text }: Notice): Markup {
  return html`<p class="notice ${tone}" id="notice" tabindex="-1" role="${tone === 'good' ? 'status' : 'alert'}" aria-live="polite">
    ${text}
  </p>`;
}

function statusHead({ heading, lead }: Status): Markup {
  return html`<div class="status">
    <h2 id="status">${shown(heading)}</h2>
    <p>${shown(lead)}</p>
  </div>`;
}

function about({ state, recipient, setting }: PageModel): Markup {
  const words = setting.phrases.page;
  return html`<section class="about" aria-labelledby="about">
    <h2 id="about">${words.about}</h2>
    <dl>
      ${documentFacts(state, setting).map(
        ({ label, value }) =>
          html`<div>
            <dt>${label}</dt>
            <dd class="${/^[0-9a-f]{64}$/.test(value) ? 'print' : 'plain'}">${shown(value)}</dd>
          </div>`,
      )}
    </dl>
    ${recipient ? html`<p class="quiet">${words.whose}</p>` : ''}
  </section>`;
}
