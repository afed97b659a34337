// The score of real mails finds what is read wrongly. On a corpus of our own, so that it runs where the real one is not.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foreignSigned } from '#test/support/foreign-signature.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

type Planted = { readonly path: string; readonly content: string; readonly benchmark: string[]; readonly expected: object };

const REPLY =
  'I will look at it as soon as I can.\n\nOn Tue, 24 Nov 2026 at 10:00, Omar wrote:\n> Would you please look at the agreement?\n';
const PERSON = 'From: Dana <dana@fabrikam.test>\r\nMessage-ID: <1@fabrikam.test>\r\nSubject: The agreement\r\n\r\nHere you are.\r\n';
const BOUNCE = [
  'From: Mail Delivery Subsystem <mailer-daemon@fabrikam.test>',
  'Subject: Delivery Status Notification (Failure)',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  '',
  'Your message was not delivered.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.fabrikam.test',
  '',
  'Final-Recipient: rfc822; dana@fabrikam.test',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
  '--b--',
  '',
].join('\r\n');
const WITH_FILE = [
  'From: Dana <dana@fabrikam.test>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'Here it is.',
  '--b',
  'Content-Type: text/plain; name="terms.txt"',
  '',
  'As agreed.',
  '--b--',
  '',
].join('\r\n');

const RIGHT: readonly Planted[] = [
  { path: 'reply.txt', content: REPLY, benchmark: ['reply-extraction'], expected: { reply_text: 'I will look at it as soon as I can.' } },
  { path: 'person.eml', content: PERSON, benchmark: ['message-class'], expected: { class: 'human' } },
  {
    path: 'bounce.eml',
    content: BOUNCE,
    benchmark: ['message-class', 'bounce-reason', 'bounce-recipient'],
    expected: { class: 'bounce', failed_recipients: ['dana@fabrikam.test'], recipients: [{ reason: 'userunknown', hard_bounce: true }] },
  },
  {
    path: 'file.eml',
    content: WITH_FILE,
    benchmark: ['attachment-extraction'],
    expected: { attachments: [{ filename: 'terms.txt', content_type: 'text/plain' }] },
  },
];

test('where every mail is read as its label says, all targets are met and the exit code is 0', async () => {
  const { code, out } = await scoreOf(RIGHT);
  expect(out).toMatch(/^score +n +ours +target +met +best other/);
  expect(resultIn(out)).toMatchObject({ met: true, inputs: 4 });
  expect(code).toBe(0);
});

test.each<[string, string, object]>([
  ['reply.txt', 'reply extraction', { reply_text: 'Something else.' }],
  ['person.eml', 'automatic mail', { class: 'auto-reply' }],
  ['bounce.eml', 'false alarms on 1 people', { class: 'human' }],
  ['bounce.eml', 'bounce recipient', { class: 'bounce', failed_recipients: ['omar@fabrikam.test'] }],
  ['file.eml', 'documents', { attachments: [{ filename: 'other.txt', content_type: 'text/plain' }] }],
  ['reply.txt', 'leaks', { reply_matches_regex: ['look'], elided_text: '> I will look at it as soon as I can.' }],
])('a wrong label on %s is found, named under “%s”, and ends with exit code 1', async (path, name, expected) => {
  const others = RIGHT.filter((one) => one.path !== path && one.path !== 'person.eml');
  const wrong = RIGHT.filter((one) => one.path === path).map((one) => ({ ...one, expected }));
  const { code, out } = await scoreOf([...others, ...wrong]);
  expect(code).toBe(1);
  expect(out).toContain(`${name}, missed (1):\n  ${path}: `);
  expect(resultIn(out)).toMatchObject({ met: false });
});

test('one part alone is scored when it is asked for', async () => {
  const { out } = await scoreOf(RIGHT, ['--only', 'documents', '--json']);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(resultIn(out)).toMatchObject({ inputs: 1, scores: { documents: { n: 1, right: 1 } } });
});

test('a part that does not exist is answered with the usage', async () => {
  expect(await scoreOf(RIGHT, ['--only', 'spelling'])).toMatchObject({ code: 2 });
});

test('PDFs are scored beside the mails, and one that is judged otherwise than its label says is named with the reason', async () => {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'pdf'));
  await writeFile(join(folder, 'pdf', 'signed.pdf'), await foreignSigned());
  await writeFile(join(folder, 'pdf', 'letter.pdf'), 'Dear Bea');
  const benchmark = ['pdf-acceptance'];
  const items = [
    { path: 'letter.pdf', benchmark, expected: { accept: 'accept' } },
    {
      path: 'signed.pdf',
      benchmark: ['pdf-signature-validation'],
      expected: { accept: 'ambiguous', pdfsig: { validation: ['Signature is Valid.'] } },
    },
  ];
  await writeFile(join(folder, 'pdf', 'manifest.json'), JSON.stringify({ items }));
  const { code, out } = await ran([folder, '--only', 'pdfs']);
  expect(out).toContain('PDFs taken, missed (1):\n  letter.pdf: reject: It is not a PDF file.');
  expect(resultIn(out)).toMatchObject({ met: false, inputs: 2, scores: { 'PDF signatures': { n: 1, right: 1 } } });
  expect(code).toBe(1);
});

async function scoreOf(planted: readonly Planted[], options: readonly string[] = []): Promise<{ code: number | null; out: string }> {
  const folder = temporaryFolder();
  await mkdir(join(folder, 'email'));
  for (const { path, content } of planted) await writeFile(join(folder, 'email', path), content);
  const items = planted.map(({ path, benchmark, expected }) => ({ path, benchmark, expected }));
  await writeFile(join(folder, 'email', 'manifest.json'), JSON.stringify({ items }));
  return ran([folder, ...options]);
}

async function ran(parameters: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, ['bench/score.ts', ...parameters], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, out };
}

function resultIn(out: string): unknown {
  return JSON.parse(out.trim().split('\n').at(-1) ?? '');
}
