// An OCSP responder and a server of revocation lists and certificates on loopback, honest or evil as it is told.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { sequence, small, unsigned } from '#apps/sealer/der.ts';
import { ocspReply, times, type OcspMood } from './ocsp-reply.ts';
import { distinguished, generalizedTime, signatureAlgorithm, signedBy, type Issued } from './test-pki.ts';

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
