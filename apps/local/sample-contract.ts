// A contract that looks like one: what the demo and the tests send round. Made, not stored, so that the repository holds no binary.
import PdfKit from 'pdfkit';
import { FACES } from '#apps/sealer/text/fonts.ts';

/** @property signers how many places it has for signatures, at its end */
export type ContractSettings = { readonly pages?: number; readonly title?: string; readonly signers?: 0 | 1 | 2 };

const CLAUSES: readonly [string, string][] = [
  [
    'Subject',
    'The Supplier provides the services described in Annex A. The Customer accepts them in accordance with the acceptance criteria set out there. Services outside Annex A require a written change request agreed by both sides.',
  ],
  [
    'Term',
    'This agreement begins on the date of the last signature and runs for twenty-four months. It renews for successive periods of twelve months unless one side gives notice in text form at least sixty days before the end of a period.',
  ],
  [
    'Fees and payment',
    'Fees are due within thirty days of receipt of a proper invoice. Late amounts bear interest at the statutory rate. Travel is charged at cost, and only where the Customer approved it beforehand.',
  ],
  [
    'Confidentiality',
    'Each side keeps confidential what it learns about the other in the course of this agreement, uses it for this agreement only, and protects it with the care it applies to its own information of like kind. This duty survives the end of the agreement by five years.',
  ],
  [
    'Intellectual property',
    'Results made for the Customer under this agreement belong to the Customer on full payment. The Supplier keeps its tools, know-how and whatever it owned before, and grants the Customer a perpetual, non-exclusive licence to use them as part of the results.',
  ],
  [
    'Data protection',
    'Where personal data are processed on behalf of the Customer, both sides agree the data processing terms in Annex B before processing begins. Those terms prevail over this agreement in case of conflict.',
  ],
  [
    'Warranty',
    'The Supplier warrants that services are performed with professional skill and care. Defects notified within ninety days of delivery are put right at no charge.',
  ],
  [
    'Liability',
    'Neither side is liable for indirect loss. Each side’s total liability in a contract year is limited to the fees paid or payable in that year. Nothing limits liability for intent, gross negligence, or injury to life, body or health.',
  ],
  [
    'Ending for cause',
    'Either side may end this agreement with immediate effect if the other materially breaches it and does not cure the breach within thirty days of notice, or if insolvency proceedings are opened over its assets.',
  ],
  [
    'General',
    'Changes need text form. If a clause is invalid, the rest stands. The law of the Supplier’s seat applies, without its conflict rules; its courts have jurisdiction. Electronic signatures are accepted by both sides as binding.',
  ],
];

const PER_PAGE = 5;
const SIDES = ['For the Supplier', 'For the Customer'] as const;
const COLOUR = { text: '#20262e', muted: '#6b7480', accent: '#22425f' };

/** @returns an A4 contract with exactly that many pages */
export async function contractPdf({
  pages = 3,
  title = 'Master Services Agreement',
  signers = 0,
}: ContractSettings = {}): Promise<Uint8Array> {
  const doc = new PdfKit({
    size: 'A4',
    margins: { top: 84, bottom: 60, left: 76, right: 76 },
    autoFirstPage: false,
    info: { Title: title, Producer: 'Contoso Legal', CreationDate: new Date(Date.UTC(2026, 0, 5)) },
  });
  doc.registerFont('text', FACES.sans).registerFont('strong', FACES['sans-semibold']).registerFont('light', FACES['sans-light']);
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  for (let number = 1; number <= pages; number++) page({ doc, number, pages, title });
  SIDES.slice(0, signers).forEach((side, index) => signatureBlock(doc, { side, who: index + 1, left: 76 + index * 254 }));
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function page({ doc, number, pages, title }: { doc: PDFKit.PDFDocument; number: number; pages: number; title: string }): void {
  doc.addPage();
  const width = doc.page.width - 152;
  if (number === 1) {
    doc.font('light').fontSize(24).fillColor(COLOUR.accent).text(title, { width, height: 96, ellipsis: true });
    doc.moveDown(0.4).font('text').fontSize(10).fillColor(COLOUR.muted);
    doc.text('between Northwind GmbH, Hamburg (“Supplier”), and the customer named in the order (“Customer”)', { width }).moveDown(1.6);
  }
  for (let index = 0; index < PER_PAGE; index++) {
    const ordinal = (number - 1) * PER_PAGE + index;
    const [heading, text] = CLAUSES[ordinal % CLAUSES.length] ?? ['', ''];
    doc
      .font('strong')
      .fontSize(11.5)
      .fillColor(COLOUR.accent)
      .text(`${ordinal + 1}.  ${heading}`, { width });
    doc
      .moveDown(0.3)
      .font('text')
      .fontSize(10.5)
      .fillColor(COLOUR.text)
      .text(text, { width, align: 'justify', lineGap: 2.5 })
      .moveDown(1.1);
  }
  doc.page.margins.bottom = 0;
  doc.font('text').fontSize(8).fillColor(COLOUR.muted);
  doc.text(`${title.slice(0, 60)}  ·  page ${number} of ${pages}`, 76, doc.page.height - 44, { width, align: 'center', lineBreak: false });
}

/** The places themselves are asked for in white: whoever reads the document sees a line to sign on. */
function signatureBlock(doc: PDFKit.PDFDocument, { side, who, left }: { side: string; who: number; left: number }): void {
  const at = (text: string, x: number, y: number) => doc.text(text, x, y, { lineBreak: false });
  doc.font('text').fontSize(9).fillColor('#fff');
  at(`{{sign:${who}}}`, left, 668);
  at(`{{date:${who}}}`, left + 34, 706);
  doc
    .moveTo(left, 684)
    .lineTo(left + 190, 684)
    .lineWidth(0.6)
    .strokeColor(COLOUR.muted)
    .stroke();
  doc.fillColor(COLOUR.muted);
  at(side, left, 688);
  at('Date:', left, 702);
}
