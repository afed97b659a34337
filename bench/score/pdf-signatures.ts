// Our verdicts on the signatures of a file beside those of pdfsig. It lists them in the order of the form's fields, ours go by where they
// end, so that they are compared as sets. Where pdfsig itself comes to no verdict, any of ours is kept but a claim that the file was changed.
import type { Verification } from '#apps/sealer/verify.ts';

const SAME: Readonly<Record<string, string>> = {
  'Signature is Valid.': 'valid',
  'Digest Mismatch.': 'changed',
  'Signature is Invalid.': 'changed',
};

/** @param labels in pdfsig's words; it lists none for fields that nobody has signed */
export function signatureMiss(labels: readonly string[], found: Verification | undefined): string | undefined {
  const ours = (found?.signatures ?? []).map(({ verdict }) => verdict);
  const told = ours.join(', ') || 'none';
  if (ours.length !== labels.length) return `${ours.length} signatures were found (${told}), pdfsig lists ${labels.length}`;
  const wanted = labels.map((label) => SAME[label] ?? UNDECIDED).toSorted(decidedFirst);
  const left: string[] = [...ours];
  for (const one of wanted) {
    const at = one === UNDECIDED ? left.findIndex((verdict) => verdict !== 'changed') : left.indexOf(one);
    if (at === -1) return `${told}; pdfsig says: ${labels.join(' ')} ${found?.why ?? ''}`;
    left.splice(at, 1);
  }
  return undefined;
}

const UNDECIDED = 'undecided';

function decidedFirst(one: string, other: string): number {
  return Number(one === UNDECIDED) - Number(other === UNDECIDED);
}
