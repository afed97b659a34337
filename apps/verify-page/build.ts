// Makes the page that checks a sealed PDF: one HTML file with everything in it, which a browser runs without any network. Its own policy
// forbids it to connect to anything, and lets nothing run but what was put in here.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type VerifyPage = {
  readonly html: string;
  /** The same policy as in the file, for a server to send along; `frame-ancestors` works in a header alone. */
  readonly policy: string;
};

type Settings = {
  /** PEM of the authorities that the page trusts from the start; its reader may name others. */
  readonly anchors: readonly string[];
  /** Stand above everything, each for readers of its language. */
  readonly notes?: readonly { readonly language: string; readonly text: string }[] | undefined;
};

export async function verifyPage({ anchors, notes = [] }: Settings): Promise<VerifyPage> {
  const [html, style, script] = await Promise.all([own('page.html'), own('page.css'), program()]);
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hashOf(script)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    `img-src data:`,
    `worker-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const parts: readonly (readonly [string, string])[] = [
    ['{{policy}}', policy],
    ['{{trusted}}', anchors.length === 0 ? 'nobody' : 'installation'],
    [
      '{{notes}}',
      notes.map(({ language, text }) => `<p class="note" role="note" lang="${escaped(language)}">${escaped(text)}</p>`).join('\n'),
    ],
    ['<style></style>', `<style>${style}</style>`],
    // Not a script, but what stands in a script element ends where that element does.
    ['id="anchors"></script>', `id="anchors">${JSON.stringify(anchors).replaceAll('<', '\\u003c')}</script>`],
    ['id="program"></script>', `id="program">${script}</script>`],
  ];
  return { html: parts.reduce(filled, html), policy: `${policy}; frame-ancestors 'none'` };
}

/** A page that lost one of its places would be served without its policy or its program. */
function filled(page: string, [place, text]: readonly [string, string]): string {
  if (!page.includes(place)) throw new Error(`Could not make the page that checks PDFs: page.html lacks ${place}.`);
  return page.replace(place, () => text);
}

function escaped(text: string): string {
  return text.replace(/[&<"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

async function program(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path('static/page.js')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    legalComments: 'none',
    // The page stands in a file of its own encoding, and text within strings must not end the script element.
    charset: 'utf8',
    alias: { 'node:crypto': path('browser/node-crypto.ts'), 'node:zlib': path('browser/node-zlib.ts'), 'node:buffer': 'buffer' },
    inject: [path('browser/buffer.ts')],
    logLevel: 'silent',
  });
  return (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script').trim();
}

function own(name: string): Promise<string> {
  return readFile(path(`static/${name}`), 'utf8');
}

function path(name: string): string {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
