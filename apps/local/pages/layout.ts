// The frame of every demo page: the banner that says that it is local, the clock, the main part, and the guided story beside it.
import type { Instant } from '#core/time.ts';
import type { Story } from '../story.ts';
import { html, shownTime, type Markup } from './markup.ts';
import { storyPanel } from './story-panel.ts';

export type Frame = { readonly now: Instant; readonly story: Story };
type Page = {
  readonly title: string;
  readonly main: Markup;
  /** The home page has room for the whole story, also on a phone. */ readonly isHome?: boolean;
};

export function page({ title, main, isHome = false }: Page, { now, story }: Frame): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} · Countersign demo</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/local/static/local.css" />
        <script type="module" src="/local/static/local.js"></script>
      </head>
      <body class="${isHome ? 'home' : 'inner'}">
        <a class="skip" href="#main">Skip to the page</a>
        <p class="local" role="note">Local demo: nothing leaves this machine, and nothing here binds anyone.</p>
        <header class="top">
          <a class="brand" href="/">Countersign</a>
          <nav aria-label="Pages"><a href="/">Cast</a> <a href="/verify" target="_blank">Verify</a></nav>
          ${clockControl(now)}
        </header>
        <div class="frame">
          <main id="main" tabindex="-1">${main}</main>
          ${storyPanel(story)}
        </div>
      </body>
    </html>`;
}

function clockControl(now: Instant): Markup {
  return html`<section class="clock" aria-label="Product clock">
    <time data-clock datetime="${now}">${shownTime(now)}</time>
    <span class="jumps">
      <button type="button" data-advance="PT1H">+1 h</button>
      <button type="button" data-advance="P1D">+1 day</button>
      <button type="button" data-advance="P3D">+3 days</button>
    </span>
    <span class="said" role="status" data-clock-said></span>
  </section>`;
}
