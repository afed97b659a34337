// Every signature of a file in words: whose, whether it holds, what it covers, when, who vouches for it, and what was done after it.
import type { Verification } from '#apps/sealer/check-seal.ts';
import type { SignatureVerdict } from '#apps/sealer/check-signature.ts';
import type { Line } from './verdict.ts';
import type { Language, Words } from './words/languages.ts';

/** A document time-stamp is a signature of its authority (EN 319 142-1 §5.4.3). */
const TIMESTAMP = 'ETSI.RFC3161';

export function signatureLines(found: Verification, { words, told }: Language): readonly Line[] {
  const { about, signature: say } = words;
  const { signatures } = found;
  return signatures.map((one, at) => {
    const { signer, verdict, coverage, trust, changesAfter, note, faults } = one;
    const isStamp = one.kind === TIMESTAMP;
    const numbered = { number: at + 1, of: signatures.length };
    const sentences = [
      say.by(signer),
      signatures.length > 1 && !isStamp && isSeal(one, found) ? say.isSeal : '',
      verdict !== 'valid' || faults.length === 0 ? say.verdicts[verdict] : coverage === 'faulty' ? '' : say.andYet,
      ...faults.map((fault) => told(fault)),
      coverage === 'faulty' && faults.length > 0 ? '' : say.coverages[coverage],
      timeOf(one, words),
      trust === 'trusted' ? say.trusted : say.unknown,
      changesAfter.length === 0 ? '' : say.after(changesAfter.map((change) => told(change)).join(' ')),
      note === null ? '' : told(note),
    ];
    return {
      about: isStamp ? about.stamp(numbered) : about.signature(numbered),
      standing: standingOf(one),
      sentence: [...new Set(sentences)].filter((sentence) => sentence !== '').join(' '),
    };
  });
}

function standingOf({ verdict, coverage, faults, changesAfter, trust }: SignatureVerdict): Line['standing'] {
  if (verdict === 'changed' || coverage === 'faulty' || faults.length > 0 || changesAfter.length > 0) return 'bad';
  return verdict === 'valid' && trust === 'trusted' ? 'good' : 'open';
}

function timeOf({ kind, claimedTime, timestamp }: SignatureVerdict, { signature: say, time }: Words): string {
  if (kind !== TIMESTAMP && timestamp !== null)
    return time[timestamp.trust === 'trusted' ? 'trusted' : 'unknown']({ at: time.at(wallOf(timestamp.at)), by: timestamp.by });
  if (claimedTime === null) return '';
  const at = time.at(wallOf(claimedTime));
  return kind === TIMESTAMP ? say.stampedAt(at) : say.claimed(at);
}

function isSeal({ signer, claimedTime }: SignatureVerdict, found: Verification): boolean {
  return found.sealed && signer === found.signer && claimedTime === found.claimedTime;
}

/** `2026-11-24 18:20:05`, UTC. */
export function wallOf(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
