// The judges that are programs with a verdict in words: poppler's pdfsig, qpdf and MuPDF's mutool.
import { judgeOf } from './judge.ts';

/** The name by which the seal of the local authority goes. */
const SEAL = 'Countersign seal';
const VALID = 'Signature is Valid.';

/** Every signature that was there gets the verdict that it had, and the seal is valid over all of the file. */
export const pdfsig = judgeOf({
  name: 'pdfsig: valid, earlier ones as before',
  program: 'pdfsig',
  args: (path) => ['-nocert', path],
  wrong({ said }, { said: before }) {
    const [is, was] = [verdicts(said), verdicts(before)];
    if ([...was, VALID].toSorted().join() !== is.toSorted().join()) return `before: ${was.join(' ') || 'none'}; after: ${is.join(' ')}`;
    return said
      .split(/^Signature #/m)
      .some((one) => one.includes('Total document signed') && !one.includes('Not total') && one.includes(VALID))
      ? undefined
      : 'no signature is over all of the file';
  },
});

function verdicts(said: string): string[] {
  return Array.from(said.matchAll(/Signature Validation: (.+)/g), ([, verdict = '']) => verdict);
}

/** What the sender drew stays as it was drawn: warnings about it are not about sealing, where the original is warned about as well. */
const ABOUT_CONTENT = /^WARNING: page object .*\((?:content|stream data),/;

export const qpdf = judgeOf({
  name: 'qpdf --check: clean',
  program: 'qpdf',
  args: (path) => ['--check', path],
  wrong({ code, said }, { code: codeBefore }) {
    if (code === 0) return undefined;
    const warnings = said.split('\n').filter((line) => line.startsWith('WARNING'));
    const foreign = warnings.filter((line) => !ABOUT_CONTENT.test(line));
    if (foreign.length === 0 && codeBefore !== 0) return undefined;
    return foreign[0] ?? said.trim().split('\n').at(-1);
  },
});

export const mutool = judgeOf({
  name: 'mutool sign -v: unchanged',
  program: 'mutool',
  args: (path) => ['sign', '-v', path],
  wrong({ said }, { said: before }) {
    const seal = said.split(/^Verifying signature/m).find((one) => one.includes(SEAL) && one.includes('unchanged since signing'));
    if (!seal) return `the seal is not said to be unchanged: ${said.trim().split('\n').at(-1)}`;
    const [was, is] = [before, said].map((text) => text.split('Digest error').length - 1);
    return was === is ? undefined : `${is} signatures have a digest that is not theirs; before it was ${was}`;
  },
});
