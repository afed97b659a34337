// The page that checks a sealed PDF for anyone who holds one. Nothing is stored, and nobody is asked who they are.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { english } from '#core/phrases/en/english.ts';
import type { Assets } from './assets.ts';
import { isFromElsewhere, pageHeaders, privately } from './headers.ts';
import { page } from './layout.ts';
import { html, shown, type Markup } from './markup.ts';
import type { Verification } from './verification.ts';
import type { WebPorts } from './web-ports.ts';

const MOST_BYTES = 40 * 1024 * 1024;
/** What multipart adds around the file. */
const OVERHEAD_BYTES = 16 * 1024;

export function verifyPage({ site, verify }: Pick<WebPorts, 'site' | 'verify'>, assets: Assets): Hono {
  const app = new Hono();
  const send = (c: Context, body: Markup, status: 200 | 400 | 403 | 413 | 503 = 200) =>
    c.html(page({ title: TITLE, isLocal: site.isLocal, assets, kind: 'card', phrases: english, main: frame(body) }), status);
  const tooLarge = (c: Context) => send(c, html`${problem('That file is larger than 40 MB, so it was not read.')} ${FORM}`, 413);

  app.use('/verify', pageHeaders(site), privately, bodyLimit({ maxSize: MOST_BYTES + OVERHEAD_BYTES, onError: tooLarge }));
  app.get('/verify', (c) => send(c, FORM));
  app.post('/verify', async (c) => {
    const ours = [new URL(site.publicUrl).origin, new URL(c.req.url).origin];
    if (isFromElsewhere({ origin: c.req.header('origin'), fetchSite: c.req.header('sec-fetch-site') }, ours))
      return send(c, html`${problem('That did not come from this page, so it was not read.')} ${FORM}`, 403);
    if (!verify) return send(c, problem('Checking is not available on this server. Use the “countersign verify” command instead.'), 503);
    const { file } = await c.req.parseBody();
    if (!(file instanceof File) || file.size === 0) return send(c, html`${problem('Choose a PDF first.')} ${FORM}`, 400);
    if (file.size > MOST_BYTES) return tooLarge(c);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isPdf(bytes)) return send(c, html`${problem('That file is not a PDF.')} ${FORM}`, 400);
    return send(c, html`${result(await verify(bytes), file.name)} ${FORM}`);
  });
  return app;
}

const TITLE = 'Check a sealed PDF';

const FORM = html`<form method="post" action="/verify" enctype="multipart/form-data" class="form-verify">
  <label for="file">Sealed PDF</label>
  <input type="file" id="file" name="file" accept="application/pdf,.pdf" required aria-describedby="file-hint" />
  <p class="hint" id="file-hint">Up to 40 MB. It is read, judged and forgotten; nothing of it is stored.</p>
  <button type="submit" class="button primary">Check it</button>
</form>`;

function frame(body: Markup): Markup {
  return html`<main class="message" id="main">
    <h1>${TITLE}</h1>
    <p>See whether a PDF was sealed here, by whom, and whether a single byte has changed since.</p>
    ${body}
  </main>`;
}

function problem(text: string): Markup {
  return html`<p class="notice bad" id="notice" role="alert" tabindex="-1">${text}</p>`;
}

function result(found: Verification, filename: string): Markup {
  const isGood = found.sealed && found.intact && found.coversWholeFile && found.trust === 'trusted' && found.ledger?.chain === 'ok';
  return html`<section class="verdict" aria-labelledby="verdict">
    <h2 id="verdict" class="notice ${isGood ? 'good' : 'bad'}" tabindex="-1">${verdict(found, isGood)}</h2>
    <table>
      <caption>
        ${shown(filename)}
      </caption>
      <tbody>
        ${rows(found).map(
          ([label, value]) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td>${shown(value)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function verdict({ sealed, intact, trust }: Verification, isGood: boolean): string {
  if (isGood) return 'Genuine: sealed here and unchanged since.';
  if (!sealed) return 'This PDF carries no seal.';
  if (!intact) return 'Changed after it was sealed: do not rely on it.';
  return trust === 'trusted'
    ? 'The seal holds, but not everything about this file does.'
    : 'The seal holds, but we do not know who made it.';
}

function rows(found: Verification): [string, string][] {
  const { sealed, intact, coversWholeFile, signer, trust, level, timestamp, claimedTime, ledger, changesAfterSeal, why } = found;
  const problem: [string, string][] = why === null ? [] : [['What does not hold', why]];
  if (!sealed) return [['Seal', 'none'], ...problem];
  return [
    ['Seal', intact ? 'holds: nothing that it covers was changed' : 'does not hold'],
    ...problem,
    ['Covers the whole file', coversWholeFile ? 'yes' : 'no'],
    ['Changes after the seal', changesAfterSeal.length === 0 ? 'none' : changesAfterSeal.join(' ')],
    ['Sealed by', signer ?? 'not stated'],
    ['Issuer', trust === 'trusted' ? 'known to this server' : 'not known to this server'],
    ['Kind of seal', level === null ? 'not stated' : `PAdES ${level}`],
    ['Sealed at, as the sealer says', claimedTime ?? 'not stated'],
    ['Independent time stamp', timestamp ?? 'none'],
    ['Record inside', ledger ? `${ledger.events} shared events; chain ${ledger.chain === 'ok' ? 'holds' : ledger.chain}` : 'none'],
  ];
}

function isPdf(bytes: Uint8Array): boolean {
  // A header may stand anywhere in the first 1024 bytes (ISO 32000-1, Annex H, note 13).
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
