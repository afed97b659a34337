// The scores as a table, every miss below it, and the line of JSON at the end.
import { isMet, shareOf, type Never, type Score } from './verdict.ts';

export const MOST_MS = 2000;

/** Any input, a mail or a PDF. */
export type Timed = { readonly item: { readonly path: string }; readonly thrown?: string; readonly ms: number };

export type Findings = {
  readonly scores: readonly Score[];
  readonly nevers: readonly Never[];
  readonly inputs: number;
  readonly slowest: { readonly path: string; readonly ms: number } | null;
  /** Of the whole run, workers included. */
  readonly peakMb: number;
};

export function findingsOf(reads: readonly Timed[], parts: { scores: readonly Score[]; nevers: readonly Never[] }): Findings {
  const [slowest] = reads.toSorted((a, b) => b.ms - a.ms);
  const thrown = reads.flatMap(({ item, thrown: why }) => (why === undefined ? [] : [{ path: item.path, why }]));
  const slow = reads.filter(({ ms }) => ms > MOST_MS).map(({ item, ms }) => ({ path: item.path, why: `took ${(ms / 1000).toFixed(1)} s` }));
  return {
    scores: parts.scores,
    nevers: [...parts.nevers, { name: 'exceptions', found: thrown }, { name: 'inputs over 2 s', found: slow }],
    inputs: reads.length,
    slowest: slowest ? { path: slowest.item.path, ms: Math.round(slowest.ms) } : null,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export function allMet({ scores, nevers }: Findings): boolean {
  return scores.every(isMet) && nevers.every(({ found }) => found.length === 0);
}

export function tableOf({ scores, nevers, inputs, slowest, peakMb }: Findings): string {
  const head = ['score', 'n', 'ours', 'target', 'met', 'best other'];
  const rows = [
    ...scores.map((score) => [
      score.name,
      String(score.n),
      `${percent(shareOf(score))} (${score.right})`,
      score.target === undefined ? 'shown' : percent(score.target),
      score.target === undefined ? '-' : isMet(score) ? 'yes' : 'NO',
      score.best,
    ]),
    ...nevers.map(({ name, found }) => [name, '', String(found.length), '0', found.length === 0 ? 'yes' : 'NO', '']),
  ];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const lines = [head, widths.map((width) => '-'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const last = slowest ? `${inputs} inputs; the slowest took ${slowest.ms} ms: ${slowest.path}; peak ${peakMb} MB` : 'no inputs';
  return [...lines, '', last].join('\n');
}

export function missesOf({ scores, nevers }: Findings): string {
  return [...scores.map(({ name, misses }) => ({ name, found: misses })), ...nevers]
    .filter(({ found }) => found.length > 0)
    .map(({ name, found }) => [`${name}, missed (${found.length}):`, ...found.map(({ path, why }) => `  ${path}: ${why}`)].join('\n'))
    .join('\n\n');
}

export function jsonOf(findings: Findings): string {
  const { scores, nevers, inputs, slowest, peakMb } = findings;
  return JSON.stringify({
    met: allMet(findings),
    inputs,
    slowest,
    peakMb,
    scores: Object.fromEntries(
      scores.map((score) => [
        score.name,
        {
          n: score.n,
          right: score.right,
          share: rounded(shareOf(score)),
          target: score.target ?? null,
          met: isMet(score),
          misses: score.misses,
        },
      ]),
    ),
    never: Object.fromEntries(nevers.map(({ name, found }) => [name, found])),
  });
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
