// What happened, line by line, and the texts to which people agreed, each once.
import type { SealJob, Whose } from '#core/sealing.ts';
import { printable, shown } from '../text/printable.ts';
import { beside, heading, paragraphs } from './blocks.ts';
import { INK, write, type Sheet } from './sheet.ts';
import { person, type Written } from './written.ts';

const TIMES = 132;
const NOTE = { size: 8.5, colour: INK.muted };

export function timeline(sheet: Sheet, job: SealJob, { phrases, times }: Written): void {
  const { certificate: say } = phrases;
  heading(sheet, say.headings.happened);
  write(sheet, say.timesIn(job.zone), { ...NOTE, gap: 4 });
  for (const { at, what, who, whom } of job.timeline) {
    const { wall, offset } = times.inColumns(at);
    const utc = times.utc(at);
    beside(sheet, {
      left: [[`${wall} ${offset}`, { size: 8.5 }], ...(utc === '' ? [] : ([[utc, { ...NOTE, size: 7.5 }]] as const))],
      right: [[say.happened[what]({ who: named(who), whom: named(whom) }), {}]],
      at: TIMES,
      gap: 3,
    });
  }
  const agreed = Map.groupBy(
    job.attestations.filter(({ consentText }) => consentText !== ''),
    ({ consentText }) => consentText,
  );
  if (agreed.size > 0) heading(sheet, say.headings.consent);
  for (const [text, signers] of agreed) {
    write(sheet, say.agreedBy(phrases.listed(signers.map(({ name }) => shown(name)))), { ...NOTE, gap: 2 });
    paragraphs(sheet, [printable(text)]);
  }
}

function named(one: Whose | undefined): string {
  return one === undefined ? '' : person(one);
}
