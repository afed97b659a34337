// Files that hold others, built by hand: winmail.dat, S/MIME wrappings, zip files with a table of contents of one's choosing.
import { crc32, deflateRawSync } from 'node:zlib';
import { fromBER, ObjectIdentifier, OctetString, Sequence, Set as Asn1Set, Constructed, Integer } from 'asn1js';

type Packed = { readonly title?: string; readonly data?: Buffer };

export function tnef(files: readonly Packed[], { codePage = 1252 } = {}): Buffer {
  const page = Buffer.alloc(8);
  page.writeUInt32LE(codePage, 0);
  const parts = files.flatMap(({ title, data }) => [
    attribute(2, 0x0006_9002, Buffer.alloc(14)),
    ...(title === undefined ? [] : [attribute(2, 0x0001_8010, Buffer.from(`${title}\0`, 'latin1'))]),
    ...(data === undefined ? [] : [attribute(2, 0x0006_800f, data)]),
  ]);
  return Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]), attribute(1, 0x0006_9007, page), ...parts]);
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

const DATA = '1.2.840.113549.1.7.1';

/** CMS (RFC 5652) without any signer, which is all that a reader of its content looks at. */
export function cms(type: 'signed' | 'enveloped' | 'detached' | 'data', content = Buffer.alloc(0)): Buffer {
  const oids = { signed: '1.2.840.113549.1.7.2', detached: '1.2.840.113549.1.7.2', enveloped: '1.2.840.113549.1.7.3', data: DATA };
  const held = type === 'signed' ? [explicit(new OctetString({ valueHex: new Uint8Array(content).buffer }))] : [];
  const encapsulated = new Sequence({ value: [new ObjectIdentifier({ value: DATA }), ...held] });
  const signedData = new Sequence({
    value: [new Integer({ value: 1 }), new Asn1Set({ value: [] }), encapsulated, new Asn1Set({ value: [] })],
  });
  const inner = type === 'data' ? new OctetString({ valueHex: new Uint8Array(content).buffer }) : signedData;
  const info = new Sequence({ value: [new ObjectIdentifier({ value: oids[type] }), explicit(inner)] });
  const bytes = Buffer.from(info.toBER());
  if (fromBER(new Uint8Array(bytes)).offset < 0) throw new Error('The CMS built for a test cannot be read back.');
  return bytes;
}

function explicit(value: Sequence | OctetString): Constructed {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [value] });
}

/** `declares`: what the table of contents says, where it lies. */
export type Entry = { readonly name: string; readonly data?: Buffer | string; readonly declares?: number; readonly isEncrypted?: boolean };

export function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data = '', declares, isEncrypted = false } of entries) {
    const plain = Buffer.from(data);
    const packed = deflateRawSync(plain);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(isEncrypted ? 1 : 0, 0);
    fields.writeUInt16LE(8, 2);
    fields.writeUInt32LE(crc32(plain), 8);
    fields.writeUInt32LE(packed.length, 12);
    fields.writeUInt32LE(declares ?? plain.length, 16);
    fields.writeUInt16LE(Buffer.byteLength(name), 20);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\u0000'), fields, Buffer.alloc(2), Buffer.from(name), packed]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(at, 12);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000\u0014\u0000'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const table = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(table.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, table, Buffer.from('PK\u0005\u0006'), end]);
}

export function docx(more: readonly Entry[] = []): Buffer {
  return zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'word/document.xml', data: '<w:document/>' }, ...more]);
}
