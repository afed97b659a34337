// The certificate of completion: a page for people, a page that tells the process, a page for whoever checks. Each begins anew.
import type { SealJob } from '#core/sealing.ts';
import { printable, shown } from '../text/printable.ts';
import { framed, heading, notice, opening, paragraphs, row } from './blocks.ts';
import type { CompletionSettings } from './completion-pages.ts';
import { entered } from './entered.ts';
import { people } from './people.ts';
import { qrCode } from './qr-code.ts';
import { INK, write, type Sheet } from './sheet.ts';
import { timeline } from './timeline.ts';
import { grouped, type Written } from './written.ts';

export type Part = { readonly job: SealJob; readonly settings: CompletionSettings; readonly written: Written };

export function certificate(sheet: Sheet, part: Part): void {
  forPeople(sheet, part);
  process(sheet, part);
  forChecking(sheet, part);
}

const QR = { size: 62, aside: 84 };

function forPeople(sheet: Sheet, { job, settings, written }: Part): void {
  const { certificate: say, pages } = written.phrases;
  const sentBy = say.sentBy({ name: shown(job.sender.name), organisation: shown(job.sender.organisation) });
  opening(sheet, {
    kicker: say.kicker,
    title: printable(job.title),
    under: `${say.reference(job.envelope)}\n${sentBy}`,
    aside: job.verifyUrl === undefined ? 0 : QR.aside,
  });
  if (job.verifyUrl !== undefined) code(sheet, { url: job.verifyUrl, caption: say.scan });
  status(sheet, job, written);
  if (settings.authority.isLocal) notice(sheet, say.local);
  heading(sheet, say.headings.documents);
  for (const { filename, sha256, pages: count } of job.documents)
    row(sheet, shown(filename), `${pages(count)}, SHA-256:\n${grouped(sha256)}`);
  people(sheet, job, written);
  entered(sheet, { listed: settings.marks?.listed ?? [], isAttached: settings.attached, written });
}

function code(sheet: Sheet, { url, caption }: { url: string; caption: string }): void {
  const { doc } = sheet;
  const { y } = doc;
  const x = sheet.left + sheet.width - QR.size;
  const top = doc.page.margins.top - 20;
  qrCode(doc, { url, x, y: top, size: QR.size });
  doc.y = top + QR.size + 3;
  write(sheet, caption, { size: 7, colour: INK.muted, left: x, width: QR.size + 20, gap: 8 });
  doc.y = Math.max(y, doc.y);
}

function status(sheet: Sheet, { attestations }: SealJob, { phrases, times }: Written): void {
  const { status: say } = phrases.certificate;
  const count = (act: string) => attestations.filter((one) => one.act === act).length;
  const last = attestations
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  framed(sheet, {
    fill: INK.tint,
    edge: INK.done,
    column: [
      [say.completed, { style: 'semibold', size: 11.5, colour: INK.done }],
      [`${say.summary({ signed: count('signed'), read: count('acknowledged') })}.`, {}],
      ...(last === undefined
        ? []
        : ([
            [
              say.lastAct([times.inWords(last), times.utc(last)].filter((one) => one !== '').join('  ·  ')),
              { size: 8.5, colour: INK.muted },
            ],
          ] as const)),
    ],
  });
}

function process(sheet: Sheet, { job, settings, written }: Part): void {
  const { certificate: say } = written.phrases;
  opening(sheet, { kicker: say.kicker, title: say.processTitle, under: say.reference(job.envelope) });
  heading(sheet, say.headings.process);
  paragraphs(
    sheet,
    say.process({ sender: shown(job.sender.name), isAttached: settings.attached, isFilledIn: (settings.marks?.drawn.length ?? 0) > 0 }),
  );
  timeline(sheet, job, written);
}

function forChecking(sheet: Sheet, { job, settings, written }: Part): void {
  const { certificate: say } = written.phrases;
  const { authority, level, attached: isAttached } = settings;
  const { labels } = say;
  opening(sheet, { kicker: say.kicker, title: say.proofTitle, under: say.reference(job.envelope) });
  heading(sheet, say.headings.identifiers);
  row(sheet, labels.envelope, job.envelope);
  row(sheet, labels.organisation, shown(job.record.tenant));
  row(sheet, labels.sender, `${shown(job.sender.name)}, ${shown(job.sender.email)}`);
  const { format, headers, shared } = job.record;
  row(sheet, labels.record, say.record({ format, commits: headers.length, shared: shared.length }));
  const head = headers.at(-1)?.hash;
  if (head) row(sheet, labels.head, grouped(head));
  for (const { filename, sha256 } of job.documents)
    row(
      sheet,
      shown(filename),
      `${filename === job.filename ? `${say.presented(job.presented.length)}, ` : ''}SHA-256:\n${grouped(sha256)}`,
    );
  heading(sheet, say.headings.seal);
  row(sheet, labels.sealed, [written.times.inWords(job.at), written.times.utc(job.at)].filter((one) => one !== '').join('  ·  '));
  row(sheet, labels.certificate, shown(authority.name));
  row(sheet, labels.format, `PAdES ${level} (ETSI EN 319 142-1), SHA-256`);
  row(sheet, labels.time, say.levels[level]);
  heading(sheet, say.headings.verify);
  paragraphs(sheet, say.verify({ bytes: job.presented.length, isAttached, url: job.verifyUrl ?? '' }));
  heading(sheet, say.headings.limits);
  paragraphs(sheet, say.limits({ level, isLocal: authority.isLocal }));
}
