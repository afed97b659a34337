// The converter of office documents on this machine: a file is looked at first, and only then handed to LibreOffice.
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import { findSoffice, type OfficeSettings } from './find.ts';
import { inspectOffice } from './inspect.ts';
import { sofficeAt, type Soffice } from './soffice.ts';

const UNREADABLE = 'LibreOffice could not make a PDF of it; save it as PDF and attach that.';

/** One document at a time: a second instance would take as much memory again. */
export function officeConverter(soffice: Soffice): OfficeConverter {
  const { toPdf } = sofficeAt(soffice);
  let last: Promise<unknown> = Promise.resolve();
  return {
    async convert({ bytes }) {
      const looked = await inspectOffice(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if (!looked.ok) return looked;
      const { format, embedded } = looked;
      const turn = last.then(async () => toPdf({ bytes, format }));
      last = turn.catch(() => undefined);
      const pdf = await turn;
      if (!pdf) return { ok: false, why: UNREADABLE };
      const remarks = embedded.length === 0 ? [] : [`It holds other files (${embedded.join(', ')}), which are not in the PDF.`];
      return { ok: true, pdf, remarks };
    },
  };
}

/** Where LibreOffice is installed. */
export async function officeIn(settings: OfficeSettings): Promise<OfficeConverter | undefined> {
  const program = await findSoffice(settings);
  return program === undefined ? undefined : officeConverter({ program, searchPath: settings.searchPath });
}
