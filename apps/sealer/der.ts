// DER in small: enough to write a CMS signature with every byte known (X.690).

type Bytes = Uint8Array;

function tlv(tag: number, ...content: readonly Bytes[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const hex = size.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...content: readonly Bytes[]) => tlv(0x30, ...content);
export const octets = (bytes: Bytes) => tlv(0x04, bytes);
export const small = (value: number) => tlv(0x02, Buffer.from([value]));
export const explicit = (tag: number, ...content: readonly Bytes[]) => tlv(0xa0 | tag, ...content);
/** IMPLICIT, of something primitive or of something made of others. */
export const implicit = (tag: number, ...content: readonly Bytes[]) => tlv(0x80 | tag, ...content);
export const TRUE = tlv(0x01, Buffer.from([0xff]));
export const NULL = tlv(0x05);

/** Never negative, and as short as can be (X.690 §8.3.2): random bytes may begin with zeros, and strict readers refuse those. */
export function unsigned(bytes: Bytes): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const value = start === -1 ? Uint8Array.of(0) : bytes.subarray(start);
  return tlv(0x02, (value[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value);
}

/** SET OF: DER orders the members by their encoding (X.690 §11.6). */
export function setOf(members: readonly Bytes[], tag = 0x31): Buffer {
  return tlv(tag, ...members.map((member) => Buffer.from(member)).toSorted(Buffer.compare));
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
