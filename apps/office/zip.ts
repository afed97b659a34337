// The table of contents of a zip file, and single small entries of it. Sizes are what the file declares; what is unpacked is held to them.
import { text } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

export type Listed = { readonly name: string; readonly unpackedBytes: number; readonly isEncrypted: boolean };

const MOST_TEXT_BYTES = 1024 * 1024;

/** @returns undefined where it is no zip file that can be read */
export async function listOf(bytes: Buffer, most: number): Promise<readonly Listed[] | 'too-many' | undefined> {
  const listed: Listed[] = [];
  const zip = await open(bytes);
  if (!zip) return undefined;
  if (zip.entryCount > most) return 'too-many';
  try {
    for await (const { fileName: name, uncompressedSize, ...entry } of entries(zip)) {
      if (listed.length === most) return 'too-many';
      listed.push({ name, unpackedBytes: uncompressedSize, isEncrypted: (entry.generalPurposeBitFlag & 1) === 1 });
    }
  } catch {
    return undefined;
  }
  return listed;
}

/** @returns undefined where there is none, or it is larger than any text that is asked for here */
export async function textOf(bytes: Buffer, name: string): Promise<string | undefined> {
  const zip = await open(bytes);
  if (!zip) return undefined;
  try {
    for await (const entry of entries(zip)) {
      if (entry.fileName !== name) continue;
      return entry.uncompressedSize > MOST_TEXT_BYTES ? undefined : await read(zip, entry);
    }
  } catch {
    // Damaged: the same as not there.
  }
  return undefined;
}

async function open(bytes: Buffer): Promise<ZipFile | undefined> {
  return new Promise((resolve) => {
    // Entries with paths that lead elsewhere are an error to the library; so is a size that does not hold.
    fromBuffer(bytes, { lazyEntries: true }, (fault, zip) => resolve(fault ? undefined : zip));
  });
}

async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, fail) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(undefined));
      zip.once('error', fail);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (!entry) return;
    yield entry;
  }
}

async function read(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, fail) => {
    zip.openReadStream(entry, (fault, stream) => {
      if (fault) fail(fault);
      else text(stream).then(resolve, fail);
    });
  });
}
