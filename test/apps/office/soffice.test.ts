// LibreOffice as it is run: by whatever stands in for it, and by itself where it is installed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSoffice } from '#apps/office/find.ts';
import { officeConverter, officeIn } from '#apps/office/lambda.ts';
import { officeConverterContract } from '#test/contract/office-converter.ts';
import { fakeSoffice } from '#test/support/fake-soffice.ts';
import { docx } from '#test/support/parcels.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const searchPath = process.env.PATH ?? '';
const FILE = { filename: '$(touch x); nda.docx', bytes: docx() };
const real = await findSoffice({ searchPath });

describe('a stand-in for LibreOffice', () => {
  officeConverterContract(async () => officeConverter({ program: fakeSoffice(), searchPath }));
});
describe.skipIf(real === undefined)('LibreOffice itself', () => {
  officeConverterContract(async () => officeConverter({ program: real ?? '', searchPath }));
});

describe('the program', () => {
  it('is called with a profile of its own, macros off, and a name that says nothing', async () => {
    const log = join(temporaryFolder(), 'log');
    const program = fakeSoffice(
      `printf '%s\\n' "$@" > ${log}; cat profile/user/registrymodifications.xcu >> ${log}; env >> ${log}; exit 1`,
    );
    await officeConverter({ program, searchPath }).convert(FILE);
    const said = readFileSync(log, 'utf8');
    expect(said).toMatch(/^--headless\n--norestore\n/);
    expect(said).toMatch(/-env:UserInstallation=file:\/\/\/.*countersign-office-\w+\/profile/);
    expect(said).toMatch(/\/document\.docx\n/);
    expect(said).not.toContain('touch');
    expect(said).toMatch(/MacroSecurityLevel"[^>]*><value>3</);
    expect(said).toMatch(/http_proxy=http:\/\/127\.0\.0\.1:9/);
    expect(said).not.toMatch(/SMTP_RELAY_URL|VITEST/);
  });

  it.each([
    ['fails', 'exit 1'],
    ['makes nothing', 'exit 0'],
  ])('that %s leaves a reason and no files', async (_what, script) => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('countersign-office-')).length;
    const before = left();
    const converted = await officeConverter({ program: fakeSoffice(script), searchPath }).convert(FILE);
    expect(converted).toEqual({ ok: false, why: 'LibreOffice could not make a PDF of it; save it as PDF and attach that.' });
    expect(left()).toBeLessThanOrEqual(before);
  });

  it('that never ends is ended with all that it started', async () => {
    const mark = join(temporaryFolder(), 'child');
    const program = fakeSoffice(`sh -c 'echo $$ > ${mark}; exec sleep 1000' & wait`);
    const converted = await officeConverter({ program, searchPath, timeoutMs: 500 }).convert(FILE);
    expect(converted).toMatchObject({ ok: false });
    const child = Number(readFileSync(mark, 'utf8'));
    await expect.poll(() => isRunning(child)).toBe(false);
  });

  it('that cannot be started is a fault of ours, and the next document is converted all the same', async () => {
    await expect(officeConverter({ program: '/nowhere/soffice', searchPath }).convert(FILE)).rejects.toThrow('Check SOFFICE_PATH');
  });
});

describe('where it is looked for', () => {
  it('is on the path, unless it is given', async () => {
    const program = fakeSoffice();
    expect(await findSoffice({ searchPath: `/nowhere:${dirname(program)}` })).toBe(program);
    expect(await findSoffice({ given: program, searchPath: '' })).toBe(program);
    expect(await findSoffice({ given: '/nowhere/soffice', searchPath: dirname(program) })).toBeUndefined();
    expect(await officeIn({ given: '/nowhere/soffice', searchPath: '' })).toBeUndefined();
    expect(await officeIn({ given: program, searchPath: '' })).toBeDefined();
  });
});

/** A process that has ended and was not yet collected still takes signals. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z');
}
