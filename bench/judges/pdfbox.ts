// The judge that is two libraries, Apache PDFBox and BouncyCastle: one Java process is told of all files, so that it starts only once.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Miss } from '../score/verdict.ts';
import { told, type Judge } from './judge.ts';

/** Where Debian's libpdfbox2-java and libbcpkix-java put theirs. */
const JARS = ['pdfbox2', 'fontbox2', 'commons-logging', 'bcprov', 'bcpkix', 'bcutil'].map((name) => join('/usr/share/java', `${name}.jar`));
const WHOLE = 'valid over the whole file';

export const pdfbox: Judge = {
  name: 'PDFBox + BouncyCastle: valid, earlier ones as before',
  async judge(files) {
    if (!JARS.every((jar) => existsSync(jar)) || !(await told('javac', ['-version']))) return undefined;
    const verdicts = await verdictsOn(files.flatMap(({ original, sealed }) => [original, sealed]));
    return files.flatMap(({ path, original, sealed, signedBefore }): Miss[] => {
      const after = verdicts.get(sealed) ?? [];
      const seal = after.at(-1);
      if (seal !== WHOLE) return [{ path, why: `the seal: ${seal ?? 'no verdict'}` }];
      const [was, is] = [signedBefore ? (verdicts.get(original) ?? []) : [], after.slice(0, -1)].map((list) => list.map(ofPart).join('; '));
      return !signedBefore || was === is ? [] : [{ path, why: `before: ${was}; after: ${is}` }];
    });
  },
};

/** The seal comes after, so that no earlier signature is over the whole file any longer. */
function ofPart(verdict: string): string {
  return verdict.replace(WHOLE, 'valid');
}

async function verdictsOn(paths: readonly string[]): Promise<Map<string, readonly string[]>> {
  const source = fileURLToPath(new URL('JudgePdf.java', import.meta.url));
  const java = spawn('java', ['-cp', JARS.join(':'), source], { stdio: ['pipe', 'pipe', 'ignore'] });
  java.stdin.end(`${paths.join('\n')}\n`);
  const lines = (await text(java.stdout)).trim().split('\n');
  return new Map(lines.map((line) => line.split('\t')).map(([path = '', verdicts = '']) => [path, verdicts.split('; ')]));
}
