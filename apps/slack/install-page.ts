// What whoever connects a workspace reads at the end: whether it is connected, and what to do where it is not.
import { html } from 'hono/html';

export type PageKind = 'connected' | 'denied' | 'no-link' | 'other-browser' | 'used' | 'other-tenant' | 'failed';
export type PageNames = { readonly workspace: string; readonly tenant: string };

const ANEW = 'Ask for a new link and follow it to the end.';
const NOTHING = 'Nothing was connected.';

type Page = { readonly status: 200 | 400 | 409 | 502; readonly title: string; readonly sentences: (names: PageNames) => readonly string[] };

const PAGES: Readonly<Record<PageKind, Page>> = {
  connected: {
    status: 200,
    title: 'Slack is connected',
    sentences: ({ workspace, tenant }) => [
      `The workspace ${workspace} now belongs to ${tenant} in Countersign.`,
      'In Slack, type /sign to begin. You can close this page.',
    ],
  },
  denied: { status: 400, title: 'Slack is not connected', sentences: () => ['It was not allowed in Slack.', NOTHING, ANEW] },
  'no-link': {
    status: 400,
    title: 'This needs a link',
    sentences: () => ['A workspace is connected by a link that an administrator of your organisation makes in Countersign.', NOTHING, ANEW],
  },
  'other-browser': {
    status: 400,
    title: 'Slack is not connected',
    sentences: () => [
      'You came back in another browser than the one you set out in, or after too long.',
      NOTHING,
      'Follow the link again.',
    ],
  },
  used: { status: 400, title: 'This link is used up', sentences: () => ['It was used before, or it is too old.', NOTHING, ANEW] },
  'other-tenant': {
    status: 409,
    title: 'Slack is not connected',
    sentences: ({ workspace }) => [
      `The workspace ${workspace} is connected to another organisation in Countersign already.`,
      'Nothing was changed. Remove Countersign from the workspace first if it should move.',
    ],
  },
  failed: { status: 502, title: 'Slack is not connected', sentences: () => ['Something went wrong between Slack and us.', NOTHING, ANEW] },
};

export async function installPage(kind: PageKind, names: PageNames): Promise<{ readonly status: Page['status']; readonly body: string }> {
  const { status, title, sentences } = PAGES[kind];
  const body = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Countersign</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          main {
            font:
              1.125rem/1.5 system-ui,
              sans-serif;
            max-width: 36rem;
            margin: 12vh auto;
            padding: 0 1.5rem;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${sentences(names).map((sentence) => html`<p>${sentence}</p>`)}
        </main>
      </body>
    </html>`;
  return { status, body: body.toString() };
}
