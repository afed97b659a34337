import { mkdtempSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createWorld } from '#apps/local/world.ts';
import { localZone } from '#apps/local/dns-zone.ts';
import { mailProvider } from '#apps/local/mail-provider.ts';
import { seedCast } from '#apps/local/cast.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { instantOf } from '#core/time.ts';
import { blobKeys } from '#apps/ports.ts';
import { sha256Of } from '#apps/local/hashing.ts';
import { unsignedMail } from '#test/support/mail.ts';
import { simpleParser } from 'mailparser';
import PDFDocument from 'pdfkit';
const dir = mkdtempSync('/tmp/em/world-');
const p = await mailProvider({ dir: `${dir}/k`, mailDomain: 'countersign.test' });
const out: any[] = [];
const world = await createWorld({ table: sqliteTable(':memory:'), blobs: diskBlobs(`${dir}/blobs`), authorityFolder: `${dir}/ca`, secrets: { token: Buffer.from('a'.repeat(32)), code: Buffer.from('b'.repeat(32)), id: Buffer.from('c'.repeat(32)), web: Buffer.from('d'.repeat(32)) } as any,
  site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: 'sign@countersign.test', isLocal: true },
  transport: { send: async (m) => { const mail = await simpleParser(Buffer.from(m.raw)); out.push({ to: m.to, mail, raw: Buffer.from(m.raw) }); console.log('  mail →', m.to, '|', mail.subject, '|', mail.attachments.map((a) => `${a.filename} ${a.size}`).join()); return { providerId: 'x', wireMessageId: mail.messageId ?? '' }; } },
  resolver: localZone({ keys: p.keys }), clock: () => instantOf(Date.now()), machineNow: Date.now, sleep: async (ms) => new Promise((r) => setTimeout(r, ms)), isReady: () => true, wake: () => undefined, report: (f, d) => console.log('FAULT', d, f) });
await seedCast(world.directory);
async function mailIn(user: string, letter: any) {
  const raw0 = await unsignedMail({ from: user, ...letter });
  const raw = Buffer.concat([Buffer.from(await p.signature(user, Readable.from([raw0]))), raw0]);
  const blob = blobKeys.inboundMail(sha256Of(raw));
  await world.ports.blobs.put(blob, raw);
  console.log(user, '→', letter.to, JSON.stringify(letter.text));
  await world.email.accept({ blob, mailFrom: user, recipient: [letter.to].flat()[0], receivedAt: instantOf(Date.now()), remoteIp: '192.0.2.25', helo: 'x' });
  const d: any = world.dispatcher;
  await (d.settle ?? d.run ?? d.pass).call(d);
}
const doc = new PDFDocument(); const chunks: Buffer[] = []; doc.on('data', (c: Buffer) => chunks.push(c)); const end = new Promise((r) => doc.on('end', r)); doc.text('Mutual NDA between Northwind and Fabrikam'); doc.end(); await end;
const PDF = Buffer.concat(chunks);
const last = (to: string) => out.filter((o) => o.to === to).at(-1).mail.replyTo.value[0].address;
await mailIn('olivia@northwind.test', { to: 'sign@countersign.test', subject: 'Mutual NDA', text: 'approver: max@northwind.test\nsigner: ines@northwind.test\nmessage: Please look at clause 4.', attachments: [{ filename: 'nda.pdf', content: PDF }] });
await mailIn('olivia@northwind.test', { to: last('olivia@northwind.test'), text: 'SEND' });
await mailIn('max@northwind.test', { to: last('max@northwind.test'), text: 'looks fine?' });
await mailIn('olivia@northwind.test', { to: last('olivia@northwind.test'), text: 'It is the version from Monday.' });
await mailIn('max@northwind.test', { to: last('max@northwind.test'), text: 'I APPROVE\n\nOn Tue, 24 Nov 2026 at 19:20, Olivia Hart via Countersign <sign@countersign.test> wrote:\n' + out.filter((o) => o.to === 'max@northwind.test')[0].mail.text.split('\n').map((l: string) => '> ' + l).join('\n') });
await mailIn('ines@northwind.test', { to: last('ines@northwind.test'), text: 'I SIGN\n\n' + out.filter((o) => o.to === 'ines@northwind.test')[0].mail.text });
const done = out.filter((o) => o.to === 'ines@northwind.test').at(-1);
writeFileSync('/tmp/em/sealed.pdf', done.mail.attachments[0]?.content ?? ''); writeFileSync('/tmp/em/completed.html', done.mail.html);
console.log(done.mail.text);
process.exit(0);
