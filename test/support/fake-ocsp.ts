// An OCSP responder and a server of revocation lists and certificates on loopback, honest or evil as it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fromBER } from 'asn1js';
import { OCSPRequest } from 'pkijs';
import { onTestFinished } from 'vitest';
import { explicit, implicit, octets, oid, sequence, small, unsigned } from '#apps/sealer/der.ts';
import { distinguished, generalizedTime, primitive, signatureAlgorithm, signedBy, type Issued } from './test-pki.ts';

export type OcspMood = 'good' | 'revoked' | 'unknown' | 'stale' | 'by-a-stranger' | 'about-another' | 'down' | 'hangs' | 'noise';

export async function fakeOcsp() {
  const says: { mood: OcspMood; list: OcspMood; signer?: Issued } = { mood: 'good', list: 'good' };
  const asked: string[] = [];
  const known: { issuer?: Issued; stranger?: Issued } = {};
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const path = request.url ?? '';
      asked.push(path);
      const mood = path === '/ocsp' ? says.mood : says.list;
      if (mood === 'hangs') return undefined;
      if (mood === 'down' || !known.issuer) return response.writeHead(503).end();
      if (mood === 'noise') return response.end('<html>hello</html>');
      if (path === '/issuer') return response.end(known.issuer.der);
      const signer = mood === 'by-a-stranger' ? known.stranger : (says.signer ?? known.issuer);
      if (!signer) return response.writeHead(500).end();
      return response.end(path === '/ocsp' ? ocspReply({ body, signer, mood }) : list(signer, mood));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { base, says, asked, known };
}

const HOUR_MS = 3_600_000;

function times(mood: OcspMood): [Date, Date] {
  const now = Date.now();
  return mood === 'stale'
    ? [new Date(now - 48 * HOUR_MS), new Date(now - 24 * HOUR_MS)]
    : [new Date(now - HOUR_MS), new Date(now + 24 * HOUR_MS)];
}

function ocspReply({ body, signer, mood }: { body: Uint8Array; signer: Issued; mood: OcspMood }): Buffer {
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

/** With mood `revoked` it lists the serial numbers from 1000 to 9999, which are those of all certificates of the tests. */
function list(signer: Issued, mood: OcspMood): Buffer {
  const [from, to] = times(mood);
  const numbers = Array.from({ length: mood === 'revoked' ? 3000 : 1 }, (_, at) =>
    unsigned(Buffer.from((mood === 'revoked' ? 1000 + at : 5).toString(16).padStart(4, '0'), 'hex')),
  );
  const entries = sequence(...numbers.map((number) => sequence(number, generalizedTime(from))));
  return signedBy(
    signer.keys,
    sequence(small(1), signatureAlgorithm(signer.keys), distinguished(signer.name), generalizedTime(from), generalizedTime(to), entries),
  );
}
