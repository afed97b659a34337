// The services that a lasting seal asks, in a process of their own: a time-stamping authority and an OCSP responder on loopback, and the
// certificates that name them, which both who are compared seal with.
import { createServer, type Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { stampReply } from '#apps/local/time-stamping/stamp-reply.ts';
import { ocspReply } from '#test/support/ocsp-reply.ts';
import { access, issue, pemOf, rsaKeys, usedFor, USAGES } from '#test/support/test-pki.ts';
import { serveParent } from './children.ts';
import type { SealKeys } from './seal-task.ts';

const [, , folder = ''] = process.argv;

async function listening(answer: (body: Uint8Array) => Uint8Array): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    void buffer(request).then((body) => response.end(answer(body)));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const root = issue({ name: 'Bench root', keys: rsaKeys(), isCa: true });
const ocsp = await listening((body) => ocspReply({ body, signer: root, mood: 'good' }));
const whomToAsk = access({ ocsp: `${ocsp.base}/ocsp` });
const seal = issue({ name: 'Bench seal', keys: rsaKeys(), by: root, extensions: [whomToAsk] });
const stamps = issue({ name: 'Bench time-stamps', by: root, extensions: [usedFor(USAGES.timeStamping), whomToAsk] });
const by = { certificate: stamps.der, chain: [root.der], key: stamps.keys.privateKey };
const tsa = await listening((request) => stampReply({ request, by, at: new Date() }));

const paths = { certificate: join(folder, 'seal.pem'), key: join(folder, 'seal-key.pem'), root: join(folder, 'root.pem') };
await writeFile(paths.certificate, pemOf(seal.der));
await writeFile(paths.root, pemOf(root.der));
await writeFile(paths.key, seal.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keys: SealKeys = { ...paths, tsaUrl: `${tsa.base}/tsa`, out: join(folder, 'out.pdf') };

serveParent(keys, {
  answer: async () => ({}),
  async close() {
    for (const { server } of [tsa, ocsp]) server.closeAllConnections();
    await Promise.all([tsa, ocsp].map(async ({ server }) => new Promise((closed) => server.close(closed))));
  },
});
