// What an OCSP responder answers (RFC 6960), honest or evil as it is told. Apart from the server, so that a bench can answer with it as well.
import { fromBER } from 'asn1js';
import { OCSPRequest } from 'pkijs';
import { explicit, implicit, octets, oid, sequence } from '#apps/sealer/der.ts';
import { distinguished, generalizedTime, primitive, signedBy, type Issued } from './test-pki.ts';

export type OcspMood = 'good' | 'revoked' | 'unknown' | 'stale' | 'by-a-stranger' | 'about-another' | 'down' | 'hangs' | 'noise';

const HOUR_MS = 3_600_000;

export function times(mood: OcspMood): [Date, Date] {
  const now = Date.now();
  return mood === 'stale'
    ? [new Date(now - 48 * HOUR_MS), new Date(now - 24 * HOUR_MS)]
    : [new Date(now - HOUR_MS), new Date(now + 24 * HOUR_MS)];
}

export function ocspReply({ body, signer, mood }: { body: Uint8Array; signer: Issued; mood: OcspMood }): Buffer {
  const asked = new OCSPRequest({ schema: fromBER(Uint8Array.from(body)).result }).tbsRequest.requestList[0];
  const id = Buffer.from(new Uint8Array(asked?.reqCert.toSchema().toBER() ?? new ArrayBuffer(0)));
  if (mood === 'about-another') id.writeUInt8(id.readUInt8(id.length - 1) ^ 1, id.length - 1);
  const [from, to] = times(mood);
  const status = mood === 'revoked' ? explicit(1, generalizedTime(from)) : implicit(mood === 'unknown' ? 2 : 0);
  const single = sequence(id, status, generalizedTime(from), explicit(0, generalizedTime(to)));
  const tbs = sequence(explicit(1, distinguished(signer.name)), generalizedTime(new Date()), sequence(single));
  const basic = signedBy(signer.keys, tbs, explicit(0, sequence(signer.der)));
  return sequence(primitive(0x0a, Buffer.from([0])), explicit(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}
