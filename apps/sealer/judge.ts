// What pdf.js makes of a file: it opens all that should open and says when a password is missing. Runs inside the reading worker.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { bombIn } from './prescan.ts';

/** `embeddedFiles` and `signatures` are counts; `pages` is 0 unless the file is accepted. */
export type Inspection = {
  readonly verdict: 'accept' | 'needs-password' | 'reject';
  /** A sentence for the sender; null when accepted. */
  readonly why: string | null;
  readonly pages: number;
  readonly signatures: number;
  readonly encrypted: boolean;
  readonly javascript: boolean;
  readonly embeddedFiles: number;
  readonly xfa: boolean;
};

/** Acrobat's own limit is 14,400; some plans exceed it. Beyond this a page cannot be shown by anything. */
const LONGEST_SIDE = 1_000_000;

const NOTHING = { pages: 0, signatures: 0, encrypted: false, javascript: false, embeddedFiles: 0, xfa: false };

export async function judge(file: Uint8Array): Promise<Inspection> {
  const unreadable = reasonBeforeOpening(file);
  if (unreadable) return { ...NOTHING, verdict: 'reject', why: unreadable };
  // Loaded only now, so that a bomb is refused without it. pdf.js takes the buffer over, so it gets a copy.
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({ data: Uint8Array.from(file), verbosity: 0, useSystemFonts: false, enableXfa: false });
  try {
    return await judged(file, await task.promise);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'PasswordException') {
      const why = 'It opens only with a password. Please send a copy without one.';
      return { ...NOTHING, verdict: 'needs-password', why, encrypted: true };
    }
    if (cause instanceof Error && cause.message === UNKNOWN_LOCK) {
      const why = 'It is encrypted so that only certain people or programs can open it. Please send a copy without encryption.';
      return { ...NOTHING, verdict: 'reject', why, encrypted: true };
    }
    return damaged('a PDF reader cannot find its pages');
  } finally {
    await task.destroy();
  }
}

/** What pdf.js says of a file that is encrypted by anything but passwords: certificates, or a program's own way. */
const UNKNOWN_LOCK = 'unknown encryption method';

function damaged(what: string): Inspection {
  return { ...NOTHING, verdict: 'reject', why: `It is damaged: ${what}. Please export or print it to PDF again.` };
}

function reasonBeforeOpening(file: Uint8Array): string | undefined {
  if (file.length === 0) return 'The file is empty.';
  const start = Buffer.from(file.subarray(0, 1024)).toString('latin1');
  if (!start.includes('%PDF-')) return 'It is not a PDF file.';
  return bombIn(file);
}

async function judged(file: Uint8Array, doc: PDFDocumentProxy): Promise<Inspection> {
  const { info } = await doc.getMetadata();
  const encrypted = 'EncryptFilterName' in info && info.EncryptFilterName !== null;
  if (encrypted && hasLockedAttachments(file)) {
    const why = 'Files attached to it open only with a password. Please send a copy without one.';
    return { ...NOTHING, verdict: 'needs-password', why, encrypted };
  }
  if (doc.numPages === 0) return damaged('it has no pages');
  for (let number = 1; number <= Math.min(doc.numPages, 50); number++) {
    const page = await doc.getPage(number);
    if (await isStandIn(page)) return damaged(`page ${number} is not in it, though its list of pages names it`);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    if (right - left > LONGEST_SIDE || top - bottom > LONGEST_SIDE) {
      return damaged(`page ${number} claims to be larger than any page can be`);
    }
  }
  return {
    verdict: 'accept',
    why: null,
    pages: doc.numPages,
    signatures: Math.max((await doc.getSignatures())?.length ?? 0, signatureDictionaries(file)),
    encrypted,
    javascript: await hasScripts(doc),
    embeddedFiles: (await doc.getAttachments())?.size ?? 0,
    xfa: 'IsXFAPresent' in info && info.IsXFAPresent === true,
  };
}

/** Where a page cannot be found, pdf.js makes an empty one of its usual size, so that something opens; it would be signed blank. */
async function isStandIn(page: PDFPageProxy): Promise<boolean> {
  return page.ref === null && page.view.join() === '0,0,612,792' && (await page.getOperatorList()).fnArray.length === 0;
}

/** pdf.js lists only what hangs on a form field; damaged or bare signatures must not be rewritten either. */
function signatureDictionaries(file: Uint8Array): number {
  return (
    Buffer.from(file)
      .toString('latin1')
      .match(/\/ByteRange\s*\[\s*\d/g)?.length ?? 0
  );
}

/** `hasJSActions()` also says yes to fields without any, so the actions are counted. */
async function hasScripts(doc: PDFDocumentProxy): Promise<boolean> {
  if ((await doc.getJSActions()) !== null) return true;
  const fields: unknown[] = [...((await doc.getFieldObjects())?.values() ?? [])].flat();
  return fields.some((field) => hasActions(field)) || (await doc.getOpenAction())?.get('action') === 'JavaScript';
}

function hasActions(field: unknown): boolean {
  if (typeof field !== 'object' || field === null || !('actions' in field)) return false;
  const { actions } = field;
  if (actions instanceof Map) return actions.size > 0;
  return typeof actions === 'object' && actions !== null && Object.keys(actions).length > 0;
}

/** Such a file opens, but what hangs on it does not (ISO 32000-1 §7.6.5, AuthEvent). */
function hasLockedAttachments(file: Uint8Array): boolean {
  return /\/AuthEvent\s*\/EFOpen/.test(Buffer.from(file).toString('latin1'));
}
