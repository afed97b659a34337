// The certificate of completion: the record of an envelope told to people. A court, an auditor or a signer must understand it alone.
import type { SealJob } from '#core/sealing.ts';
import type { CompletionSettings } from './completion-pages.ts';
import { howItWorks, howToVerify, limits, LOCAL_NOTICE } from './narrative.ts';
import { counted, grouped, printable, utc } from './printable.ts';
import { heading, INK, notice, opening, row, write, type Sheet } from './sheet.ts';

export function certificate(sheet: Sheet, job: SealJob, settings: CompletionSettings): void {
  opening(sheet, { kicker: 'Certificate of completion', title: printable(job.title), under: `Reference ${job.envelope}` });
  if (settings.authority.isLocal) notice(sheet, LOCAL_NOTICE);
  particulars(sheet, job);
  heading(sheet, 'Documents');
  for (const { filename, sha256, pages } of job.documents) {
    row(sheet, printable(filename), `${counted(pages, 'page')}, fingerprint (SHA-256):\n${grouped(sha256)}`);
  }
  heading(sheet, 'What happened (times in UTC)');
  for (const { at, sentence } of job.timeline) row(sheet, shortUtc(at), printable(sentence));
  heading(sheet, 'Signers');
  for (const attestation of job.attestations) signer(sheet, attestation);
  heading(sheet, 'How this process works');
  for (const paragraph of howItWorks(job, settings)) write(sheet, paragraph, { gap: 6 });
  heading(sheet, 'How to verify');
  for (const paragraph of howToVerify(job, settings)) write(sheet, paragraph, { gap: 6 });
  heading(sheet, 'What this certificate does not show');
  for (const paragraph of limits(settings)) write(sheet, paragraph, { gap: 6 });
  identifiers(sheet, job, settings);
}

function particulars(sheet: Sheet, job: SealJob): void {
  heading(sheet, 'Envelope');
  row(sheet, 'Title', printable(job.title));
  row(sheet, 'Reference', job.envelope);
  row(sheet, 'Sent by', `${printable(job.sender.name)}, ${printable(job.sender.email)}\n${printable(job.sender.organisation)}`);
  row(sheet, 'Completed by', counted(job.attestations.length, 'signature'));
  row(sheet, 'Sealed', utc(job.at));
}

function signer(sheet: Sheet, attestation: SealJob['attestations'][number]): void {
  sheet.room(110);
  write(sheet, printable(attestation.name), { font: 'semibold', size: 10.5, gap: 0 });
  write(sheet, printable(attestation.email), { size: 9, colour: INK.muted, gap: 6 });
  row(sheet, 'Signed', utc(attestation.at));
  row(sheet, 'Typed name', printable(attestation.typedName));
  row(sheet, 'Exact words', `“${printable(attestation.words)}”`);
  row(sheet, 'Proof', printable(attestation.proof));
  row(sheet, 'Consent', printable(attestation.consentText));
  sheet.doc.y += 8;
}

function identifiers(sheet: Sheet, job: SealJob, { authority }: CompletionSettings): void {
  heading(sheet, 'Identifiers');
  row(sheet, 'Envelope', job.envelope);
  row(sheet, 'Organisation', job.record.tenant);
  row(
    sheet,
    'Record',
    `${job.record.format}, ${counted(job.record.headers.length, 'commit')}, ${counted(job.record.shared.length, 'shared event')}`,
  );
  const head = job.record.headers.at(-1)?.hash;
  if (head) row(sheet, 'Head of the chain', `${grouped(head)} (SHA-256)`);
  row(sheet, 'Seal certificate', printable(authority.name));
  row(sheet, 'Seal', 'PAdES baseline B-B (ETSI EN 319 142-1), SHA-256');
}

/** `2026-11-24 18:20:05` in the narrow column; the section says that times are UTC. */
function shortUtc(at: SealJob['at']): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
