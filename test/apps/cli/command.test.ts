// The command line: what it says when something is missing or in the way, and that nothing is half-written then.
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sentenceFor } from '#apps/cli/expected.ts';
import { countersign } from '../../support/command.ts';
import { startedDemo } from '../../support/demo.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { contractPdf } from '../../support/pdf.ts';

const PORTS = { PORT: '0', SMTP_PORT: '0' };

describe('starting', () => {
  test('on a port that is taken ends with one sentence, and the folder serves the next start', async () => {
    const dataDir = temporaryFolder();
    const port = await takenPort();
    const { code, err } = await countersign(['start'], { DATA_DIR: dataDir, ...PORTS, PORT: String(port) });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`cannot be served on 127.0.0.1:${port}.*set PORT`))]);
    expect((await startedDemo(dataDir)).dataDir).toBe(dataDir);
  });
  test('on a mail port that is taken says which setting changes it', async () => {
    const port = await takenPort();
    const { code, err } = await countersign(['start'], { DATA_DIR: temporaryFolder(), ...PORTS, SMTP_PORT: String(port) });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([expect.stringContaining('set SMTP_PORT')]);
  });
  test('in a folder that is a file ends with one sentence', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { code, err } = await countersign(['start'], { DATA_DIR: file, ...PORTS });
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
    expect(err).toContain('Choose another with DATA_DIR');
    expect(await readdir(folder)).toEqual(['a-file']);
  });
  test('in a folder that nobody may write ends with one sentence', async () => {
    // Not even root may.
    const { code, err } = await countersign(['start'], { DATA_DIR: '/dev/null/countersign', ...PORTS });
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
    expect(err).toContain('cannot be written');
  });
  test('on a full disk ends with one sentence, whichever write met it', () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    expect(sentenceFor(new Error('Could not store a row: the disk is full.', { cause: full }))).toBe(
      'Could not store a row: the disk is full.',
    );
    expect(sentenceFor(new Error('Could not keep a file.', { cause: Object.assign(new Error('x'), { code: 'ENOSPC' }) }))).toBe(
      'Could not keep a file.',
    );
    expect(sentenceFor(new TypeError('x is not a function'))).toBeUndefined();
  });
  test('twice on one folder is refused while the first runs', async () => {
    const demo = await startedDemo();
    const { code, err } = await countersign(['start'], { DATA_DIR: demo.dataDir, ...PORTS });
    expect(code).toBe(1);
    expect(err).toContain('runs already on the data folder');
  });
  test('live without settings names all that are missing in one sentence', async () => {
    const { code, err } = await countersign(['serve'], { DATA_DIR: temporaryFolder() });
    expect(code).toBe(1);
    for (const name of ['PUBLIC_URL', 'MAIL_DOMAIN', 'SMTP_RELAY_URL']) expect(err).toContain(`${name} is missing`);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('verbs', () => {
  test('print nothing that a terminal would take for a command, whatever a file is called', async () => {
    const folder = temporaryFolder();
    const name = 'a\u001b[2J\u009b31m\u202efdp.eml';
    await writeFile(join(folder, name), 'From: a@b.test\r\nSubject: x\r\n\r\nHello \u009b31m\u202eyou\r\n');
    const file = join(folder, name);
    const outs = await Promise.all(
      [
        ['inspect', file],
        ['explain', file],
        ['verify', file],
        ['explain', file, '--json'],
      ].map(async (args) => (await countersign(args)).out),
    );
    for (const out of outs) expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    expect(outs.every((out) => out.includes('[2J'))).toBe(true);
    expect(JSON.parse(outs[3] ?? '')).toMatchObject({ file });
  });
  test('one that does not exist, or is used wrongly, is answered with usage and code 2', async () => {
    expect(await countersign(['frobnicate'])).toMatchObject({ code: 2, err: expect.stringContaining('no verb "frobnicate"') });
    expect(await countersign(['verify', '--what'])).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') });
    expect(await countersign(['trace', 'CS-00000-00001'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('does not pass its check'),
    });
    expect(await countersign(['help'])).toMatchObject({ code: 0, out: expect.stringContaining('countersign verify FILE.pdf') });
  });
  test('inspect prints one object per line, and why a file is refused', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'a.pdf'), await contractPdf({ pages: 2 }));
    await writeFile(join(folder, 'b.pdf'), 'no PDF at all');
    await mkdir(join(folder, 'c'));
    await writeFile(join(folder, 'c', 'd.pdf'), await contractPdf({ pages: 1 }));
    await symlink(join(folder, 'nowhere'), join(folder, 'e.pdf'));
    const { code, out } = await countersign(['inspect', folder, '--json']);
    expect(code).toBe(0);
    const [good, bad, inner] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(good).toMatchObject({ verdict: 'accept', pages: 2, signatures: 0, encrypted: false });
    expect(bad).toMatchObject({ verdict: 'reject', why: expect.any(String) });
    expect(inner).toMatchObject({ file: join(folder, 'c', 'd.pdf'), verdict: 'accept', pages: 1 });
    expect((await countersign(['inspect', join(folder, 'a.pdf')])).out).toContain('a.pdf: accept, 2 pages');
    expect(await countersign(['verify', folder])).toMatchObject({ code: 2, err: expect.stringContaining('Name one PDF') });
  });
  test('explain says what a person wrote and meant', async () => {
    const file = join(temporaryFolder(), 'reply.eml');
    await writeFile(
      file,
      'From: Dana <dana@fabrikam.test>\r\nTo: r-x@countersign.test\r\nSubject: Re: NDA\r\n\r\nI SIGN\r\n\r\n> quoted\r\n',
    );
    const { out } = await countersign(['explain', file, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      class: 'human',
      automatic: false,
      reply: 'I SIGN',
      intent: { verb: 'sign' },
      auth: { aligned: false },
    });
  });
  test('verify tells a file that was never sealed', async () => {
    const file = join(temporaryFolder(), 'plain.pdf');
    await writeFile(file, await contractPdf({ pages: 1 }));
    expect(await countersign(['verify', file])).toMatchObject({ code: 1, out: expect.stringContaining('carries no seal') });
  });
  test('doctor finds a taken port and how to mend it', async () => {
    const port = await takenPort();
    const { code, out } = await countersign(['doctor'], { DATA_DIR: temporaryFolder(), PORT: String(port), SMTP_PORT: '0' });
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`MEND Port PORT: ${port}.*set PORT`));
    expect(out).toContain('ok   Node');
  });
  test('tenant add is refused on a demo’s folder, and works on a live one', async () => {
    const demo = await startedDemo();
    const add = ['tenant', 'add', 'acme', '--name', 'Acme', '--domain', 'acme.example', '--zone', 'Europe/Berlin'];
    expect(await countersign(add, { DATA_DIR: demo.dataDir })).toMatchObject({
      code: 1,
      err: expect.stringContaining('belongs to the demo'),
    });
    expect(await countersign(add, { DATA_DIR: temporaryFolder() })).toMatchObject({
      code: 0,
      out: expect.stringContaining('acme.example'),
    });
    expect(await countersign(['tenant', 'add', 'acme', '--domain', 'a.example', '--zone', 'Moon'])).toMatchObject({ code: 2 });
  });
});

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
