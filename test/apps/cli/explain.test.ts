// `countersign explain` as someone in support uses it: on one file, on a folder, on what is piped in, with files that are broken.
import { spawn } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countersign } from '#test/support/command.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const SIGNS = 'From: Dana Ruiz <dana@fabrikam.test>\r\nTo: r-x@countersign.test\r\nSubject: Re: NDA\r\n\r\nI SIGN\r\n\r\n> quoted\r\n';
const ASKS = 'From: Dana Ruiz <dana@fabrikam.test>\r\nSubject: Re: NDA\r\n\r\nYes, fine\r\n';
const AWAY = 'From: Omar <omar@fabrikam.test>\r\nAuto-Submitted: auto-replied\r\nSubject: Automatic reply\r\n\r\nI am away.\r\n';
const BOUNCED = [
  'From: Mail Delivery System <mailer-daemon@fabrikam.test>',
  'Subject: Undelivered Mail Returned to Sender',
  '',
  'I am sorry to inform you that your message could not be delivered.',
  '',
  '<dana@fabrikam.test>: host mx.fabrikam.test said: 552 5.2.2 The mailbox is full',
  '',
].join('\r\n');
const WITH_FILES = [
  'From: Olivia Park <olivia@northwind.test>',
  'Subject: The agreement',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'Here it is.',
  '--b',
  'Content-Type: application/pdf; name="agreement.pdf"',
  'Content-Disposition: attachment',
  '',
  '%PDF-1.7\r\n%%EOF',
  '--b',
  'Content-Type: application/vnd.ms-excel; name="terms.xls"',
  'Content-Disposition: attachment',
  '',
  'x',
  '--b--',
  '',
].join('\r\n');

describe('explain', () => {
  test('tells in words what kind of mail it is, who wrote it as far as proven, what it says and what would come of it', async () => {
    const file = await saved('a.eml', SIGNS);
    const { code, out } = await countersign(['explain', file]);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual([
      file,
      'Mail by a person.',
      'From: Dana Ruiz <dana@fabrikam.test> (not proven: the mail carries no signature of a domain)',
      'Subject: “Re: NDA”',
      'Wrote: “I SIGN”',
      expect.stringMatching(/^What comes of it: it would record a signature, but only as the answer of the person who was asked/),
    ]);
  });
  test('says why nothing is recorded', async () => {
    const unclear = await countersign(['explain', await saved('a.eml', ASKS)]);
    expect(unclear.out).toContain(
      'nothing is recorded. Their words could be meant as a decision, but they are not one of the exact phrases.',
    );
    const automatic = await countersign(['explain', await saved('a.eml', AWAY)]);
    expect(automatic.out).toContain('nothing is recorded, and nothing is answered, since no person wrote it.');
  });
  test('tells whom a report is about, and why the mail did not arrive, as far as its writer said', async () => {
    const { code, out } = await countersign(['explain', await saved('a.eml', BOUNCED)]);
    expect(code).toBe(0);
    expect(out).toContain('A report that a mail did not arrive: a mail system wrote it.');
    expect(out).toContain('Reported: not delivered to dana@fabrikam.test. The mailbox is full. It might work another time.');
    expect(out).toContain('What comes of it: nobody’s decision is recorded; where it is about a mail of ours, its sender is told.');
  });
  test('tells which file would be taken as a document, which not, and why', async () => {
    const { out } = await countersign(['explain', await saved('a.eml', WITH_FILES)]);
    expect(out).toMatch(/What comes of it: .*Sent to the address for new requests it would begin a draft of one document\./);
    expect(out).toContain('Document: agreement.pdf (application/pdf, 15 bytes)');
    expect(out).toContain('Left out: terms.xls, because only PDF can be signed; save it as PDF.');
  });
  test('ends with exit code 1 where a file could not be read, which is said in one line', async () => {
    const { code, out } = await countersign(['explain', join(temporaryFolder(), 'nothing.eml'), await saved('a.eml', SIGNS)]);
    expect(code).toBe(1);
    expect(out).toMatch(/Not read: the file could not be read \(.+\)\.\n/);
    expect(out).toContain('Wrote: “I SIGN”');
    expect(out).toContain('2 files: 1 by people, 0 bounce, 0 auto-reply, 0 feedback-report, 0 bulk; 1 not read.');
  });
  test('walks folders, passes over what is no mail, keeps on at a file that it cannot read, and sums up at the end', async () => {
    const folder = temporaryFolder();
    await mkdir(join(folder, 'in'));
    await writeFile(join(folder, 'in', 'a.eml'), SIGNS);
    await writeFile(join(folder, 'b.txt'), 'Hello');
    await writeFile(join(folder, 'c.eml'), AWAY);
    await writeFile(join(folder, 'd.json'), '{}');
    await writeFile(join(folder, 'e.eml'), Buffer.from([0, 1, 2, 255]));
    await symlink(join(folder, 'nowhere'), join(folder, 'f.eml'));
    const { code, out } = await countersign(['explain', folder, await saved('g.eml', ASKS)]);
    expect(code).toBe(0);
    expect(out).not.toContain('d.json');
    expect(out).toContain('5 files: 4 by people, 0 bounce, 1 auto-reply, 0 feedback-report, 0 bulk; 0 not read.');
    expect(out).toContain('Of those by people, 1 hold a decision, 1 hold words to pass on or to answer; of 2 nothing would be recorded.');
  });
  test('prints one object per line with --json, and nothing else', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'a.eml'), SIGNS);
    await writeFile(join(folder, 'b.html'), '<p>Hello</p>');
    const { out } = await countersign(['explain', folder, '--json']);
    const read = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read).toMatchObject([
      { file: join(folder, 'a.eml'), class: 'human', intent: { verb: 'sign' }, documents: [], ignored: [], auth: { dkim: 'none' } },
      { file: join(folder, 'b.html'), reply: 'Hello', intent: { verb: 'comment' } },
    ]);
  });
  test('reads what is piped in', async () => {
    expect(await piped(SIGNS)).toContain('Wrote: “I SIGN”');
  });
  test('without a file is answered with the usage', async () => {
    expect(await countersign(['explain'])).toMatchObject({ code: 2, err: expect.stringContaining('A file or a folder is missing') });
  });
});

async function saved(name: string, content: string): Promise<string> {
  const file = join(temporaryFolder(), name);
  await writeFile(file, content);
  return file;
}

async function piped(mail: string): Promise<string> {
  const child = spawn(process.execPath, ['apps/cli/countersign.js', 'explain', '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stdin.end(mail);
  await new Promise((ended) => child.once('close', ended));
  return out;
}
