// What the guard against bombs uses of `node:zlib`, in a browser: it counts what comes out, and stops where it is too much.
import { Inflate, Unzlib } from 'fflate';

type Limits = { readonly maxOutputLength: number };
/** Fed in pieces, so that a bomb is found long before it is unpacked. */
const PIECE = 64 * 1024;

export function inflateSync(packed: Uint8Array, limits: Limits): Buffer {
  return unpack(new Unzlib(), packed, limits);
}

export function inflateRawSync(packed: Uint8Array, limits: Limits): Buffer {
  return unpack(new Inflate(), packed, limits);
}

function unpack(stream: Inflate | Unzlib, packed: Uint8Array, { maxOutputLength }: Limits): Buffer {
  const chunks: Uint8Array[] = [];
  let length = 0;
  stream.ondata = (chunk) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > maxOutputLength) throw Object.assign(new Error('too large'), { code: 'ERR_BUFFER_TOO_LARGE' });
  };
  for (let at = 0; at < packed.length; at += PIECE) stream.push(packed.subarray(at, at + PIECE), false);
  return Buffer.concat(chunks);
}
