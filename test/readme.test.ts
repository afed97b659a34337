// What the README promises is there: its commands run something, its links lead somewhere, and it stays short enough to be read.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from './support/planted.ts';

const readme = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const { scripts, bin } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
};
const commands = commandsOf(readme);

describe('the README', () => {
  it('runs and tests everything with one command each', () => {
    expect(commands).toContain('npm ci && npm start');
    expect(commands).toContain('npm ci && npm test');
  });

  it.each([...new Set(commands.flatMap((command) => command.split(' && ')))])('gives a command that exists: %s', (command) => {
    expect(whyUnknown(command)).toBeUndefined();
  });

  it('links only to what exists', () => {
    const targets = Array.from(readme.matchAll(/\]\(([^)#\s]+)[^)]*\)|<img[^>]+src="([^"]+)"/g), ([, link, image]) => link ?? image ?? '');
    const broken = targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(PROJECT, decodeURIComponent(target))));
    expect(broken).toEqual([]);
  });

  it('links only to headings of its own that exist', () => {
    const anchors = Array.from(readme.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => `#${slugOf(heading)}`);
    const wanted = Array.from(readme.matchAll(/\]\((#[^)]+)\)/g), ([, anchor = '']) => anchor);
    expect(wanted.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  it('is read in one go: fewer than 150 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThan(150);
  });
});

describe('the scripts of package.json', () => {
  it.each(Object.entries(scripts))('npm run %s runs something that exists', (_, script) => {
    expect(script.split('&&').map((part) => whyUnknown(part.trim()))).toEqual(script.split('&&').map(() => undefined));
  });
});

describe('the check itself', () => {
  it.each(['npm run nothing', 'npx countersign nothing', 'node nowhere.ts', 'bash -c true', 'npm'])('does not know %j', (command) => {
    expect(whyUnknown(command)).toBeTypeOf('string');
  });

  it('reads commands in blocks and in running text, and nothing else', () => {
    const text =
      'Try `npm test` or `a word`.\n```sh\n# why\n$ npm ci\nPORT=1 npm start -- \\\n  --x  # then\n```\n```json\n{}\n```\n`npx countersign verify F`';
    expect(commandsOf(text)).toEqual(['npm ci', 'npm start -- --x', 'npm test', 'npx countersign verify F']);
  });
});

/** Lines of shell blocks first, then `npm …` and `npx …` in running text; without prompts, comments and settings before the command. */
function commandsOf(markdown: string): string[] {
  const block = /^```(\w*)\n([\s\S]*?)^```/gm;
  const shell = Array.from(markdown.matchAll(block)).flatMap(([, language = '', body = '']) =>
    /^(sh|bash|shell|console)$/.test(language) ? body.replace(/\\\n\s*/g, '').split('\n') : [],
  );
  const inline = Array.from(markdown.replace(block, '').matchAll(/`((?:npm|npx) [^`]+)`/g), ([, command = '']) => command);
  const bare = [...shell, ...inline].map((line) =>
    line
      .replace(/(^|\s)#.*$/, '')
      .replace(/^\$ /, '')
      .replace(/^([A-Z_]+=\S+ )+/, '')
      .trim(),
  );
  return [...new Set(bare.filter((line) => line !== ''))];
}

/** @returns undefined when the command runs something that exists. */
function whyUnknown(command: string): string | undefined {
  const [program = '', first = '', second = ''] = command.split(/\s+/);
  if (['git', 'cd', 'curl'].includes(program)) return undefined;
  if (program === 'npm') return whyUnknownScript(first === 'run' ? second : first);
  if (program === 'npx' && first in bin) return whyUnknownVerb(second);
  if (program === 'node' && existsSync(join(PROJECT, first))) return first === bin['countersign'] ? whyUnknownVerb(second) : undefined;
  if (existsSync(join(PROJECT, 'node_modules/.bin', program))) return program === 'node' ? `there is no file ${first}` : undefined;
  return `"${command}" is no command of this project`;
}

function whyUnknownScript(name: string): string | undefined {
  return name === 'ci' || name in scripts ? undefined : `package.json has no script "${name}"`;
}

/** Every verb of the CLI is a file of apps/cli, or a name in its table of verbs, which lies beside what the command starts. */
function whyUnknownVerb(verb: string): string | undefined {
  const started = join(PROJECT, bin['countersign'] ?? '');
  if (!existsSync(started)) return `${bin['countersign']} does not exist`;
  const main = join(started, '..', 'main.ts');
  const named = new RegExp(`(['"]${verb}['"]|^\\s*${verb}\\b\\s*[:,(])`, 'm');
  const isVerb = /^[a-z][a-z-]*$/.test(verb) && (existsSync(join(main, '..', `${verb}.ts`)) || named.test(readFileSync(main, 'utf8')));
  return isVerb ? undefined : `countersign has no verb "${verb}"`;
}

/** As GitHub names a heading. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}
