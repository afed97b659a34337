// A time-stamping authority on loopback (RFC 3161), honest or evil as it is told. Made with our own DER, so that every byte can be wrong.
import { sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fromBER } from 'asn1js';
import { TimeStampReq } from 'pkijs';
import { onTestFinished } from 'vitest';
import { explicit, NULL, octets, oid, sequence, setOf, small, unsigned } from '#apps/sealer/der.ts';
import { issuerAndSerial } from '#apps/sealer/cms.ts';
import { digestOf, generalizedTime, issue, pemOf, SHA256_OID, signatureAlgorithm, usedFor, USAGES, type Issued } from './test-pki.ts';

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** What it does instead of what is right. */
export type Evil =
  | 'other-imprint'
  | 'wrong-nonce'
  | 'no-nonce'
  | 'truncated'
  | 'huge'
  | 'hangs'
  | 'refuses'
  | 'fails'
  | 'redirects'
  | 'no-certificate-named'
  | 'other-key'
  | 'changed-after-signing'
  | 'plain-data';

export type TsaSettings = {
  readonly ca?: Issued;
  readonly certificate?: Issued;
  readonly extras?: readonly Uint8Array[];
  readonly evil?: Evil;
  readonly at?: () => Date;
};

export const tsaCa = issue({ name: 'Test time-stamping root', isCa: true });
export const tsaCertificate = (over: Partial<Parameters<typeof issue>[0]> = {}): Issued =>
  issue({ name: 'Test TSA 1', by: tsaCa, extensions: [usedFor(USAGES.timeStamping)], ...over });

export async function fakeTsa(settings: TsaSettings = {}) {
  const says = { evil: settings.evil };
  const asked: Uint8Array[] = [];
  const answer = stamper(settings);
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      asked.push(body);
      if (says.evil === 'hangs') return undefined;
      if (says.evil === 'fails') return response.writeHead(503).end('out of order');
      if (says.evil === 'redirects') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
      if (says.evil === 'huge') return response.end(Buffer.alloc(1024 * 1024, 0x30));
      const reply = answer(body, says.evil);
      return response.end(says.evil === 'truncated' ? reply.subarray(0, reply.length / 2) : reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`, ca: pemOf(tsaCa.der), asked, says };
}

function stamper({ ca = tsaCa, certificate = tsaCertificate(), extras = [], at = () => new Date() }: TsaSettings) {
  return (body: Uint8Array, evil?: Evil): Buffer => {
    if (evil === 'refuses') return sequence(sequence(small(2)));
    const asked = new TimeStampReq({ schema: fromBER(Uint8Array.from(body)).result });
    const imprint = Buffer.from(asked.messageImprint.hashedMessage.valueBlock.valueHexView);
    const nonce = Buffer.from(asked.nonce?.valueBlock.valueHexView ?? []);
    const number = evil === 'wrong-nonce' ? Buffer.from([7]) : nonce;
    const info = sequence(
      small(1),
      oid('1.3.6.1.4.1.99999.1'),
      sequence(sequence(oid(SHA256_OID), NULL), octets(evil === 'other-imprint' ? digestOf(imprint) : imprint)),
      unsigned(Buffer.from('1f2e3d', 'hex')),
      generalizedTime(at()),
      ...(evil === 'no-nonce' ? [] : [unsigned(number)]),
    );
    return sequence(sequence(small(0)), signed({ info, certificate, certificates: [certificate.der, ca.der, ...extras], evil }));
  };
}

type Token = { info: Buffer; certificate: Issued; certificates: readonly Uint8Array[]; evil: Evil | undefined };

function signed({ info, certificate, certificates, evil }: Token): Buffer {
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf([value]));
  const type = evil === 'plain-data' ? '1.2.840.113549.1.7.1' : TST_INFO;
  const named = attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(digestOf(certificate.der))))));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', oid(type)),
    attribute('1.2.840.113549.1.9.4', octets(digestOf(info))),
    ...(evil === 'no-certificate-named' ? [] : [named]),
  ];
  const { privateKey } = evil === 'other-key' ? issue({ name: 'Somebody else' }).keys : certificate.keys;
  const content = Buffer.from(info);
  if (evil === 'changed-after-signing') content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1);
  const algorithm = sequence(oid(SHA256_OID), NULL);
  const signerInfo = sequence(
    small(1),
    issuerAndSerial(certificate.der),
    algorithm,
    setOf(attributes, 0xa0),
    signatureAlgorithm(certificate.keys),
    octets(sign('sha256', setOf(attributes), privateKey)),
  );
  const encapsulated = sequence(oid(type), explicit(0, octets(content)));
  return sequence(
    oid('1.2.840.113549.1.7.2'),
    explicit(0, sequence(small(3), setOf([algorithm]), encapsulated, setOf(certificates, 0xa0), setOf([signerInfo]))),
  );
}
