// The files in a winmail.dat, in which Outlook packs them for itself (MS-OXTNEF §2.1.3): only what is attached, by name and content. What
// the format says of itself is not believed: every length is held against what is there.
import { TextDecoder } from 'node:util';
import { cleanFilename } from '#apps/clean-text.ts';

export type PackedFile = { readonly filename: string; readonly content: Buffer };

const SIGNATURE = 0x223e9f78;
const HEAD_BYTES = 6;
/** Level, attribute, length; then the data and a checksum of two bytes. */
const ATTRIBUTE_HEAD = 9;
const CHECKSUM = 2;
const RENDERING = 0x0006_9002;
const TITLE = 0x0001_8010;
const DATA = 0x0006_800f;
const CODE_PAGE = 0x0006_9007;
const MOST_FILES = 20;

/** @returns undefined where it is none, or is cut off */
export function filesInTnef(content: Buffer): readonly PackedFile[] | undefined {
  if (content.length < HEAD_BYTES || content.readUInt32LE(0) !== SIGNATURE) return undefined;
  const files: { filename: string; content?: Buffer }[] = [];
  let decode = decoderFor(0);
  let at = HEAD_BYTES;
  while (at < content.length) {
    if (at + ATTRIBUTE_HEAD > content.length) return undefined;
    const attribute = content.readUInt32LE(at + 1);
    const length = content.readUInt32LE(at + 5);
    const from = at + ATTRIBUTE_HEAD;
    if (length > content.length - from) return undefined;
    const data = content.subarray(from, from + length);
    const file = files.at(-1);
    if (attribute === CODE_PAGE && length >= 4) decode = decoderFor(data.readUInt32LE(0));
    else if (attribute === RENDERING && files.length < MOST_FILES) files.push({ filename: '' });
    else if (attribute === TITLE && file) file.filename = decode.decode(data).replace(/\0.*$/su, '');
    else if (attribute === DATA && file) file.content = data;
    at = from + length + CHECKSUM;
  }
  return files.flatMap(({ filename, content: found }) =>
    found === undefined ? [] : [{ filename: filename.trim() === '' ? 'attachment' : cleanFilename(filename), content: found }],
  );
}

/** Names are in the code page of the machine that wrote them. */
function decoderFor(codePage: number): TextDecoder {
  try {
    return new TextDecoder(codePage === 65_001 ? 'utf-8' : codePage === 932 ? 'shift_jis' : `windows-${codePage}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
