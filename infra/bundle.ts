// Makes the folder that a function on AWS is deployed as: one module with nothing it does not use, and beside it what that reads at run time.
// The layout of the beside is that of an installation, so the same code finds it: packages under node_modules, own files by their names.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { specOf, type FunctionName, type Material } from './functions.ts';
import { leftOut } from './left-out.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { resolve } = createRequire(import.meta.url);

export type Bundle = { readonly folder: string; readonly bytes: number; readonly metafile: Metafile };

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // The older form of module loads faster: as an import, Node's own modules would be read through at once, and some of that loads more.
  format: 'cjs',
  banner: { js: "const __here=require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': '__here' },
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  // What is shorter loads sooner, and most of a start is reading. What people read in logs is said by our own sentences.
  minifyIdentifiers: true,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'error',
  metafile: true,
  absWorkingDir: ROOT,
  plugins: [leftOut()],
} as const satisfies BuildOptions;

/** @param into a folder of its own below, emptied first */
export async function bundle(name: FunctionName, into: string): Promise<Bundle> {
  const { entry, materials = [] } = specOf(name);
  const folder = join(into, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  const { metafile } = await build({ ...OPTIONS, entryPoints: [join(ROOT, entry)], outfile: join(folder, 'index.js') });
  for (const material of materials) await ADD[material](folder);
  const bytes = Object.values(metafile.outputs).reduce((sum, one) => sum + one.bytes, 0);
  return { folder, bytes, metafile };
}

/** What a kit alone would be, bundled as our functions are but with all that it brings: to be compared with. */
export async function bundleFile({ contents, outfile }: { readonly contents: string; readonly outfile: string }): Promise<void> {
  await build({ ...OPTIONS, plugins: [], stdin: { contents, resolveDir: ROOT }, outfile });
}

/** As apps/sealer/text/fonts.ts opens them; a whole family has up to eighteen. */
const FACES = {
  latin: ['NotoSans-Regular.ttf', 'NotoSans-SemiBold.ttf', 'NotoSans-Light.ttf', 'NotoSans-Italic.ttf'],
  hebrew: ['NotoSansHebrew-Regular.ttf', 'NotoSansHebrew-Bold.ttf'],
  arabic: ['NotoNaskhArabic-Regular.ttf', 'NotoNaskhArabic-Bold.ttf'],
  jp: ['NotoSansJP-Regular.otf', 'NotoSansJP-Medium.otf'],
  kr: ['NotoSansKR-Regular.otf', 'NotoSansKR-Medium.otf'],
  sc: ['NotoSansHans-Regular.otf', 'NotoSansHans-Medium.otf'],
};

/** As apps/verify-page/build.ts has it, of which nothing is imported by name: infra names files by path. */
type PageBuilder = { readonly verifyPage: (settings: { readonly anchors: readonly string[] }) => Promise<object> };

const ADD: Readonly<Record<Material, (folder: string) => Promise<void> | void>> = {
  fonts(folder) {
    for (const [script, files] of Object.entries(FACES))
      filesInto(folder, `@embedpdf/fonts-${script}`, ['package.json', 'dist', ...files.map((file) => `fonts/${file}`)]);
    filesInto(folder, '@expo-google-fonts/dancing-script', ['package.json', '600SemiBold/DancingScript_600SemiBold.ttf']);
  },
  pdfium: (folder) => filesInto(folder, '@embedpdf/pdfium', ['package.json', 'dist/pdfium.wasm']),
  async 'reading-worker'(folder) {
    await build({
      ...OPTIONS,
      // Without what stands before it, which turns on a cache that no function has.
      entryPoints: [join(ROOT, 'apps/sealer/reading-tasks.ts')],
      outfile: join(folder, 'reading-worker.js'),
      // It starts a part of itself by its place.
      external: ['pdfjs-dist'],
    });
    filesInto(folder, 'pdfjs-dist', ['package.json', 'legacy/build/pdf.mjs', 'legacy/build/pdf.worker.mjs']);
  },
  pages: (folder) => cpSync(join(ROOT, 'apps/web/static'), join(folder, 'static'), { recursive: true }),
  viewer(folder) {
    filesInto(folder, '@expo-google-fonts/dancing-script', ['package.json', '600SemiBold/DancingScript_600SemiBold.ttf']);
    filesInto(folder, 'pdfjs-dist', ['package.json', 'build/pdf.min.mjs', 'build/pdf.worker.min.mjs']);
    filesInto(folder, 'pdfjs-dist', ['cmaps', 'standard_fonts', 'wasm', 'iccs']);
  },
  async 'verify-page'(folder) {
    const { verifyPage } = (await import(pathToFileURL(join(ROOT, 'apps/verify-page/build.ts')).href)) as PageBuilder;
    const page = await verifyPage({ anchors: ['anchors of this installation'] });
    writeFileSync(join(folder, 'verify-page.json'), JSON.stringify(page));
  },
};

function filesInto(folder: string, name: string, files: readonly string[]): void {
  for (const file of files)
    cpSync(join(homeOf(name), file), join(folder, 'node_modules', name, file), { recursive: true, dereference: true });
}

/** Some packages export no package.json: found from whatever they do export. */
function homeOf(name: string): string {
  let folder = dirname(resolve(name === '@expo-google-fonts/dancing-script' || name === 'pdfjs-dist' ? `${name}/package.json` : name));
  while (nameIn(folder) !== name) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`Could not find the package ${name}. Run npm ci.`);
    folder = above;
  }
  return folder;
}

function nameIn(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

/** Files of the project and packages that went into a bundle, for whoever asks what is in there. */
export function inputsOf({ metafile }: Bundle): readonly string[] {
  return Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs).map((path) => relative(ROOT, join(ROOT, path))));
}
