// The marks of a document as layers: for each page that has any, a drawing of the size of that page as it is shown. One small PDF holds
// them all, so that its typefaces are embedded once. Same input, same bytes.
import PdfKit from 'pdfkit';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Mark, SealJob } from '#core/sealing.ts';
import { epochMs, type OffsetAt } from '#core/time.ts';
import { timesIn } from '../completion/times.ts';
import { NO_FONT } from '../text/fonts.ts';
import { typesetter } from '../text/typesetter.ts';
import { sign, type Page } from './pen.ts';
import { captionsOf, signature } from './signature.ts';
import { tick } from './tick.ts';
import { write, writeOneOf } from './written.ts';

/** @property number of the page, 1-based */
type Canvas = { readonly number: number; readonly width: number; readonly height: number };

/**
 * @property file one page for each canvas, in their order
 * @property cut marks that have more to say than their box has room for
 */
type Layers = { readonly file: Uint8Array; readonly cut: readonly Mark[] };

type Job = Pick<SealJob, 'envelope' | 'language' | 'zone' | 'at'>;

/** The longer side of a sheet on which type of the usual size is read with ease. */
const USUAL_SIDE = 842;

export async function layersOf(
  marks: readonly Mark[],
  { job, canvases, offsetAt }: { job: Job; canvases: readonly Canvas[]; offsetAt: OffsetAt },
): Promise<Layers> {
  const doc = new PdfKit({ autoFirstPage: false, font: NO_FONT, info: { CreationDate: new Date(epochMs(job.at)) } });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const text = typesetter(doc, job.language);
  const cut: Mark[] = [];
  for (const { number, width, height } of canvases) {
    doc.addPage({ size: [width, height], margin: 0 });
    const page = { doc, text, scale: Math.max(1, Math.max(width, height) / USUAL_SIDE) };
    const own = marks.filter(({ place }) => place.page === number);
    for (const { covers } of own) if (covers) cover(doc, covers);
    for (const mark of own) if (!put(page, { mark, job, offsetAt })) cut.push(mark);
  }
  doc.end();
  await ended;
  return { file: Buffer.concat(chunks), cut };
}

/** A little more than the words, since letters lean out of their boxes. */
const AROUND = 0.6;

function cover(doc: PDFKit.PDFDocument, { left, top, width, height }: NonNullable<Mark['covers']>): void {
  doc.rect(left - AROUND, top - AROUND, width + 2 * AROUND, height + 2 * AROUND).fill('#ffffff');
}

/** @returns whether all of it has room */
function put(page: Page, { mark, job, offsetAt }: { mark: Mark; job: Job; offsetAt: OffsetAt }): boolean {
  const { kind, place: box, value, name, at, covers, label } = mark;
  const phrases = phrasesFor(job.language);
  const { marks: say } = phrases.certificate;
  if (kind === 'checkbox') return tick(page, { isTicked: value !== '', box, label: covers ? label : '' });
  // What was left empty only takes the place of the words that asked for it.
  if (value === '') return true;
  if (kind === 'text') return write(page, { content: value, box, more: say.more });
  if (kind === 'date') writeOneOf(page, { ways: [say.day(value), value], box });
  else if (kind === 'initials') sign(page, { value, box });
  else {
    const day = timesIn({ zone: job.zone, offsetAt, phrases }).inColumns(at).wall.slice(0, 10);
    signature(page, { value, box, captions: captionsOf({ say: say.signedBy, name, day, envelope: job.envelope }) });
  }
  return true;
}
