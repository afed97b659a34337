// What `countersign verify` found out about a PDF, for people: the sentences of the verification page, set for a terminal.
import type { Verification } from '#apps/sealer/verify.ts';
import { verdictOf, type Line } from '#apps/verify-page/verdict.ts';
import { ENGLISH } from '#apps/verify-page/words/languages.ts';

const MARKS: Record<Line['standing'], string> = { good: '✓', bad: '✗', open: '·' };
const WIDTH = 100;

export function report(file: string, found: Verification): string {
  const { headline, lines } = verdictOf(found, { language: ENGLISH, where: 'command' });
  const column = Math.max(...lines.map(({ about }) => about.length)) + 2;
  const indent = ' '.repeat(column + 4);
  const told = lines.map(({ about, standing, sentence }) => {
    const [first = '', ...rest] = wrapped(sentence, WIDTH - indent.length);
    return [`  ${MARKS[standing]} ${about.padEnd(column)}${first}`, ...rest.map((text) => `${indent}${text}`)].join('\n');
  });
  return [file, headline, '', ...told].join('\n');
}

function wrapped(text: string, width: number): readonly string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    return lines;
  }, []);
}
