// The import rule (core ← stores ← apps, channels apart, infra apart) as a scanner of our own: it reads every file, whatever
// the compiler's and the linter's settings say, so that a setting lost by accident does not open the fence unseen.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const CHANNELS = ['email', 'web', 'slack', 'teams'];
/** What wires the channels together, from the innermost outwards: each may import those before it. */
const WIRING = ['dispatch', 'world', 'local', 'aws', 'cli'];
const SOURCE_ROOTS = ['core', 'stores', 'apps', 'infra', 'bench', 'test'];

type Import = { readonly file: string; readonly specifier: string };

/** Source files of a checkout, as paths from its root with forward slashes. */
export function sourceFiles(root: string): string[] {
  return SOURCE_ROOTS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .filter((path) => /\.(ts|js|mjs|cts|mts)$/.test(path) && !path.includes('/fixtures/')),
  );
}

/** One sentence for every import, or use of the environment, that breaks the rule. */
export function breaches(root: string): string[] {
  return sourceFiles(root).flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const imports = specifiers(source).flatMap((specifier) => {
      const why = whyForbidden({ file, specifier });
      return why === undefined ? [] : [`${file} imports "${specifier}": ${why}`];
    });
    return readsEnvironment(file, source) ? [...imports, `${file} reads the environment: only apps/config.ts may`] : imports;
  });
}

/** Static, type-only, side-effect, re-exporting and dynamic imports. */
export function specifiers(source: string): string[] {
  const patterns = [
    /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^[ \t]*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\(\s*['"`]([^'"`]+)['"`]/g,
  ];
  return patterns.flatMap((pattern) => Array.from(source.matchAll(pattern), (match) => match[1] ?? ''));
}

function whyForbidden({ file, specifier }: Import): string | undefined {
  const from = areaOf(file);
  const target = projectPath({ file, specifier });
  if (target === undefined) return from.top === 'core' ? 'core imports only its own files' : undefined;
  const to = areaOf(target);
  if (to.top === from.top && to.app === from.app) return undefined;
  if (from.top === 'test' || from.top === 'bench') return undefined;
  if (to.top === 'infra') return 'nobody imports infra';
  if (to.top === 'test' || to.top === 'bench') return 'the product does not import its tests';
  if (from.top === 'core') return 'core imports only its own files';
  if (from.top === 'stores') return to.top === 'core' ? undefined : 'stores imports only core';
  if (from.top === 'infra') return 'infra names entry files by path';
  return to.top === 'apps' ? whyAppsApart(from.app, to.app) : undefined;
}

function whyAppsApart(from: string, to: string): string | undefined {
  const rank = WIRING.indexOf(from);
  if (WIRING.includes(to) && WIRING.indexOf(to) > rank) return `apps/${to} wires; apps/${from} is wired`;
  if (CHANNELS.includes(to) && rank === -1) return 'only what wires may import channels';
  return undefined;
}

/** `apps/email/render.ts` → `{top: 'apps', app: 'email'}`; files directly under apps/ have the app `''`. */
function areaOf(path: string): { readonly top: string; readonly app: string } {
  const [top = '', app = '', ...rest] = path.split('/');
  return { top, app: top === 'apps' && rest.length > 0 ? app : '' };
}

/** Undefined where the import leaves the project: npm packages and node: modules. */
function projectPath({ file, specifier }: Import): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  return undefined;
}

function readsEnvironment(file: string, source: string): boolean {
  if (file === 'apps/config.ts' || file.startsWith('test/') || file.includes('/static/')) return false;
  return /\bprocess\s*\.\s*env\b|\bprocess\[|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"]node:process['"]/.test(source);
}
