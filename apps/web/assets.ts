// What pages load: our style and script, and pdf.js. Each address holds a hash or version, so that browsers may keep it for a year.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';

export type Assets = {
  readonly style: string;
  readonly script: string;
  /** Of the page on which fields are placed. */
  readonly placing: { readonly style: string; readonly script: string };
  /** Of a page over which fields lie. */
  readonly filling: { readonly style: string; readonly script: string };
  readonly pdf: { readonly library: string; readonly worker: string; readonly base: string };
  readonly app: Hono;
};

const OWN_FILES = [
  'page.css',
  'page.js',
  'placing.css',
  'placing.js',
  'placing-rows.js',
  'placing-boxes.js',
  'placing-drag.js',
  'filling.css',
  'filling.js',
  'filling-spots.js',
  'filling-pen.js',
  'filling-kept.js',
] as const;

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  wasm: 'application/wasm',
};
const { resolve } = createRequire(import.meta.url);

/** Of pdf.js only what a page asks for, never a path beyond it. */
const PDF_FILE = /^(?:build\/pdf(?:\.worker)?\.min\.mjs|(?:cmaps|standard_fonts|wasm|iccs)\/[A-Za-z0-9][A-Za-z0-9._-]{0,80})$/;

export function assets(): Assets {
  const own = new Map<string, string>(OWN_FILES.map((name) => [name, readFileSync(new URL(`./static/${name}`, import.meta.url), 'utf8')]));
  // One for all, since scripts name each other by relative addresses.
  const hash = createHash('sha256')
    .update([...own.values()].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const pdf = pdfFolder();
  const base = `/assets/pdfjs-${pdf.version}`;
  const app = new Hono();

  app.get('/assets/own/:hash/:name', (c) => {
    const content = own.get(c.req.param('name'));
    if (content === undefined || c.req.param('hash') !== hash) return c.notFound();
    return c.body(content, 200, headersFor(c.req.param('name')));
  });
  app.get('/assets/signature.ttf', async (c) => c.body(new Uint8Array(await readFile(signatureFont())), 200, headersFor('signature.ttf')));
  app.get(`${base}/*`, async (c) => {
    const name = c.req.path.slice(base.length + 1);
    const content = PDF_FILE.test(name) ? await readFile(join(pdf.folder, name)).catch(() => undefined) : undefined;
    return content ? c.body(new Uint8Array(content), 200, headersFor(name)) : c.notFound();
  });

  const addressOf = (name: (typeof OWN_FILES)[number]) => `/assets/own/${hash}/${name}`;
  return {
    style: addressOf('page.css'),
    script: addressOf('page.js'),
    placing: { style: addressOf('placing.css'), script: addressOf('placing.js') },
    filling: { style: addressOf('filling.css'), script: addressOf('filling.js') },
    pdf: { library: `${base}/build/pdf.min.mjs`, worker: `${base}/build/pdf.worker.min.mjs`, base: `${base}/` },
    app,
  };
}

/** The one that the sealer stamps typed names with. */
function signatureFont(): string {
  const folder = dirname(resolve('@expo-google-fonts/dancing-script/package.json'));
  return join(folder, '600SemiBold', 'DancingScript_600SemiBold.ttf');
}

function pdfFolder(): { readonly folder: string; readonly version: string } {
  const manifest = resolve('pdfjs-dist/package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return { folder: dirname(manifest), version };
}

function headersFor(name: string): Record<string, string> {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' };
}
