// Words of a header in other alphabets (RFC 2047), as people read them. Undone only after a field was taken apart, so that what was
// encoded can never be an address, a comma or a field of its own.
import { cleanLine } from '#apps/clean-text.ts';

const RUN = /=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=(?:\s+(?==\?[^?\s]{1,60}\?[bq]\?[^?]*\?=))?/gi;
const WORD = /^=\?([^?\s]+)\?([bq])\?([^?]*)\?=/i;

/** @returns one clean line; a word in an alphabet that is not known stays as it is */
export function decodedWords(text: string): string {
  return text.includes('=?') ? cleanLine(joined(text)) : text;
}

type Pending = { charset: string; readonly parts: Buffer[] };

/** Senders cut a letter of several bytes between two words (RFC 2047 §5 forbids it), so the bytes of a run are read as one. */
function joined(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  let run: Pending | undefined;
  for (const found of text.matchAll(RUN)) {
    const between = text.slice(at, found.index);
    const [word = '', label = '', encoding = '', encoded = ''] = WORD.exec(found[0]) ?? [];
    const charset = label.toLowerCase().replace(/\*.*$/, '');
    at = found.index + found[0].length;
    if (run && (between !== '' || run.charset !== charset)) {
      pieces.push(read(run));
      run = undefined;
    }
    pieces.push(between);
    if (!isKnown(charset)) pieces.push(word);
    else {
      run ??= { charset, parts: [] };
      run.parts.push(bytesOf(encoding, encoded));
    }
  }
  if (run) pieces.push(read(run));
  return pieces.join('') + text.slice(at);
}

function bytesOf(encoding: string, encoded: string): Buffer {
  if (/^b$/i.test(encoding)) return Buffer.from(encoded, 'base64');
  const spaced = encoded.replaceAll('_', ' ');
  return Buffer.from(
    spaced.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}

function read({ charset, parts }: Pending): string {
  return new TextDecoder(charset).decode(Buffer.concat(parts));
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== 'replacement';
  } catch {
    return false;
  }
}
