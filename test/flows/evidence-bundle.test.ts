// The evidence bundle of an envelope that went through mail and page: made by the command, checked by the command, changed in every way that
// its kinds of files allow, and checked with nothing of ours.
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simpleParser } from 'mailparser';
import { pageLinkIn, playStory } from '#apps/cli/demo-story.ts';
import { packed, textOf, unpacked } from '#apps/evidence/archive.ts';
import { ROLES } from '#apps/local/cast.ts';
import { startDemo } from '#apps/local/start.ts';
import { countersign, type Ran } from '../support/command.ts';
import { actorsOn, LINES, sendContract, SIGN } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Bundle = Map<string, Uint8Array>;
type Said = { readonly envelope: string | null; readonly findings: readonly { result: string; path: string | null; sentence: string }[] };

let folder: string;
let envelope: string;
let open: string;
let erased: string;
let env: Record<string, string>;
let refused: Ran;
let links: { readonly newest: string; readonly before: number; readonly after: ReadonlyMap<string, number> };

const inFolder = (name: string) => join(folder, name);
const CA = () => inFolder('data/authority/ca.pem');
const BUNDLE = () => inFolder('evidence.zip');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-bundle-'));
  await withKeys(inFolder('data'));
  const product = await startDemo({ port: 0, smtpPort: 0, dataDir: inFolder('data') });
  const edges = { web: `http://127.0.0.1:${product.port}`, smtp: { host: '127.0.0.1', port: product.smtpPort } };
  const demo = actorsOn(edges);
  env = { DATA_DIR: inFolder('data') };
  ({ envelope } = await playStory(edges, SIGN, () => undefined));
  erased = await completedBy(demo);
  await sendContract(demo, LINES.ines);
  open = idIn((await demo.ines.newest(/asks you to sign/)).text);
  refused = await countersign(['bundle', envelope, '--out', BUNDLE()], env);
  const newest = pageLinkIn(await demo.dana.newest(/^Completed/));
  const before = (await fetch(newest)).status;
  expect(await countersign(['bundle', envelope, '--out', BUNDLE(), '--end-links'], env)).toMatchObject({ code: 0 });
  const after = await Promise.all((await linksInBundle()).map(async (link) => [link, (await fetch(link)).status] as const));
  links = { newest, before, after: new Map(after) };
  await product.close();
}, 240_000);

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Keys live as long as the file's tests. */
async function withKeys(dataDir: string): Promise<void> {
  const { localAuthority } = await import('#apps/sealer/authority.ts');
  const { instantOf } = await import('#core/time.ts');
  await localAuthority(join(dataDir, 'authority'), instantOf(Date.now()));
}

async function completedBy(demo: ReturnType<typeof actorsOn>): Promise<string> {
  await sendContract(demo, LINES.ines);
  await demo.ines.reply(await demo.ines.newest(/asks you to sign/), 'I SIGN');
  await demo.settle();
  return idIn((await demo.olivia.newest(/^Completed/)).text);
}

function idIn(text: string): string {
  return /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '';
}

async function bundle(): Promise<Bundle> {
  const opened = unpacked(await readFile(BUNDLE()));
  return opened.ok ? new Map(opened.members) : new Map();
}

/** In whatever encoding its mails have them. */
async function linksInBundle(): Promise<readonly string[]> {
  const mails = [...(await bundle())].filter(([path]) => path.endsWith('.eml'));
  const texts = await Promise.all(mails.map(async ([, content]) => (await simpleParser(Buffer.from(content))).text ?? ''));
  return [...new Set(texts.join('\n').match(/http:\/\/[^\s/]+\/s\/[0-9a-z]{30}/gi))];
}

async function check(file: string, ...more: readonly string[]): Promise<Ran & { readonly said: Said }> {
  const ran = await countersign(['verify', '--bundle', file, '--trust', CA(), '--json', ...more]);
  return { ...ran, said: JSON.parse(ran.out) as Said };
}

async function failuresOf(bytes: Uint8Array): Promise<{ readonly code: number | null; readonly sentences: string }> {
  const file = join(temporaryFolder(), 'changed.zip');
  await writeFile(file, bytes);
  const { code, said } = await check(file);
  return { code, sentences: said.findings.flatMap(({ result, sentence }) => (result === 'fails' ? [sentence] : [])).join('\n') };
}

describe('a bundle', () => {
  test('holds the record, raw replies with their DNS, forms, sent mails, files and policy, and all of it is proven again offline', async () => {
    const members = await bundle();
    const count = (folderName: string) => [...members.keys()].filter((path) => path.startsWith(folderName)).length;
    expect([...members.keys()]).toEqual(
      expect.arrayContaining(['VERIFY.md', 'bundle.json', 'ledger.json', 'events.json', 'policy.json', 'anchors.json', 'SHA256SUMS']),
    );
    expect([count('documents/sealed/'), count('documents/original/')]).toEqual([1, 1]);
    expect(count('mails/received/')).toBeGreaterThanOrEqual(8);
    expect(count('mails/sent/')).toBeGreaterThanOrEqual(8);
    expect(count('acts/')).toBeGreaterThanOrEqual(1);
    const events = textOf(members.get('events.json'));
    for (const words of ['Which annex holds the price list?', 'I APPROVE', 'I SIGN']) expect(events).toContain(words);
    const { code, said } = await check(BUNDLE());
    expect(said.findings.filter(({ result }) => result === 'fails')).toEqual([]);
    expect(code).toBe(0);
    const sentences = said.findings.map(({ sentence }) => sentence).join('\n');
    expect(sentences).toMatch(/The record of CS-\S+ holds together: \d+ entries/);
    expect(sentences).toMatch(/the seal vouches for entries 1 to \d+\. Entries \d+ to \d+ came later/);
    expect(sentences.match(/is proven by a mail from/g)?.length).toBeGreaterThanOrEqual(2);
    expect(sentences).toContain('is proven by the form on the document’s page');
    expect(sentences).toContain('The policy is the one whose hash the record pinned.');
  }, 120_000);

  test('is the same to the byte when it is made again, and never written over another', async () => {
    const again = inFolder('again.zip');
    expect(await countersign(['bundle', envelope, '--out', again], env)).toMatchObject({ code: 0 });
    expect(Buffer.compare(await readFile(again), await readFile(BUNDLE()))).toBe(0);
    expect(await countersign(['bundle', envelope, '--out', again], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('already'),
    });
  }, 120_000);

  test('is refused as long as a personal link in its mails opens the page, and holds none that does', () => {
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/still open its page.*--end-links/) });
    expect(links.before).toBe(200);
    expect([...links.after.keys()]).toContain(links.newest);
    expect(links.after.size).toBeGreaterThanOrEqual(3);
    expect(new Set(links.after.values())).toEqual(new Set([404]));
  });

  test('holds nothing of another envelope', async () => {
    const all = [...(await bundle()).values()].map((content) => Buffer.from(content).toString('latin1')).join('\n');
    for (const other of [open, erased]) expect(all).not.toContain(other);
  });

  test('without a trusted issuer ends with 3, and with a PDF from elsewhere says whether it is one of its own', async () => {
    expect(await countersign(['verify', '--bundle', BUNDLE()], { DATA_DIR: temporaryFolder() })).toMatchObject({ code: 3 });
    const own = inFolder('own.pdf');
    const sealed = [...(await bundle())].find(([path]) => path.startsWith('documents/sealed/'));
    await writeFile(own, sealed?.[1] ?? '');
    expect(await check(BUNDLE(), own)).toMatchObject({ code: 0 });
    await writeFile(inFolder('other.pdf'), Buffer.concat([sealed?.[1] ?? Buffer.alloc(0), Buffer.from('\n')]));
    const other = await check(BUNDLE(), inFolder('other.pdf'));
    expect([other.code, other.out]).toEqual([1, expect.stringContaining('none of those that the record of this bundle names')]);
  }, 120_000);
});

describe('a change', () => {
  const flip = (content: Uint8Array): Uint8Array => {
    const changed = Uint8Array.from(content);
    const at = Math.floor(changed.length / 2);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  };
  const edit = (from: string | RegExp, to: string) => (content: Uint8Array) => Buffer.from(textOf(content).replace(from, to));

  test.each([
    ['the record', /^ledger\.json$/, edit('I APPROVE', 'I APPROVED'), /chain is broken at entry|cannot be read/],
    ['the readable events', /^events\.json$/, edit('price list', 'price'), /readable events say something other/],
    ['the policy', /^policy\.json$/, flip, /policy is not the one/],
    ['a sealed document', /^documents\/sealed\//, flip, /The sealed document d1 is not the one/],
    ['a document as it arrived', /^documents\/original\//, flip, /file that document d1 was made of is not/],
    ['the form of a signature', /^acts\//, edit('"typedName":"', '"typedName":"X'), /not what its name says/],
    ['a sent mail', /^mails\/sent\//, flip, /mails\/sent\/\w+\.eml is not what its name says/],
  ])(
    'of %s is found and named, also where the list of files was made to fit',
    async (_, path, change, said) => {
      const members = await bundle();
      const [name = '', content = new Uint8Array()] = [...members].find(([one]) => path.test(one)) ?? [];
      members.set(name, change(content));
      const found = await failuresOf(packed(withoutSums(members)));
      expect(found.code).toBe(1);
      expect(found.sentences).toMatch(said);
    },
    60_000,
  );

  test('of any file is found by the list of files, which names it', async () => {
    const members = await bundle();
    const stale = members.get('SHA256SUMS') ?? new Uint8Array();
    for (const path of [...members.keys()].filter((one) => one !== 'SHA256SUMS')) members.set(path, flip(members.get(path) ?? stale));
    const { zipSync } = await import('fflate');
    const { sentences } = await failuresOf(zipSync(Object.fromEntries(members)));
    const unnamed = [...members.keys()].filter(
      (path) => path !== 'SHA256SUMS' && !sentences.includes(`${path} is not the file that was put`),
    );
    expect(unnamed).toEqual([]);
  }, 120_000);

  test('of the mail that proves an act, or of the DNS answers beside it, is found', async () => {
    const members = await bundle();
    const proofs = [...members.keys()].filter((path) => path.endsWith('.proof.json'));
    expect(proofs.length).toBeGreaterThanOrEqual(3);
    for (const proof of proofs)
      members.set(proof, edit(/"from":"[^"]+"/, '"from":"mallory@fabrikam.test"')(members.get(proof) ?? new Uint8Array()));
    expect((await failuresOf(packed(withoutSums(members)))).sentences).toMatch(
      /The mail that is to prove “\w+” .* proves nothing: the mail is not from mallory/,
    );
    const mails = await bundle();
    for (const proof of proofs) {
      const mail = proof.replace('.proof.json', '.eml');
      mails.set(mail, flip(mails.get(mail) ?? new Uint8Array()));
    }
    expect((await failuresOf(packed(withoutSums(mails)))).sentences).toMatch(
      /The proof of “approved” .* is not the one that the record names/,
    );
  }, 120_000);

  test('that takes a proof away, adds a file, cuts the zip off or puts something else in its place is found', async () => {
    const members = await bundle();
    const act = [...members.keys()].find((path) => path.startsWith('acts/')) ?? '';
    members.delete(act);
    expect((await failuresOf(packed(withoutSums(members)))).sentences).toMatch(/The proof of “\w+” .* is missing/);
    const added = new Map([...(await bundle()), ['notes/hello.txt', Buffer.from('hello')] as const]);
    expect((await failuresOf(packed(withoutSums(added)))).sentences).toBe('notes/hello.txt is no file that a bundle is made with.');
    const whole = await readFile(BUNDLE());
    expect((await failuresOf(whole.subarray(0, whole.length - 100))).sentences).toContain('no zip that can be opened');
    expect((await failuresOf(Buffer.from('%PDF-1.7'))).sentences).toContain('no zip that can be opened');
  }, 120_000);
});

describe('what a bundle is refused for', () => {
  test('an envelope that is open, one that is not there, and one that was erased, in a sentence each', async () => {
    const to = (name: string) => ['--out', inFolder(name)];
    expect(await countersign(['bundle', open, ...to('a.zip')], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is still open'),
    });
    expect(await countersign(['bundle', envelope], env)).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
    const copy = { DATA_DIR: inFolder('erasing') };
    await cp(inFolder('data'), copy.DATA_DIR, { recursive: true });
    expect(await countersign(['erase', erased, '--run'], copy)).toMatchObject({ code: 0 });
    expect(await countersign(['bundle', erased, ...to('b.zip')], copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('was erased'),
    });
  }, 120_000);

  test('one recipient erased leaves a bundle that says so, lacks their words and mails, and holds', async () => {
    const copy = { DATA_DIR: inFolder('erasing-one') };
    await cp(inFolder('data'), copy.DATA_DIR, { recursive: true });
    const seat = JSON.parse((await countersign(['trace', envelope, '--json'], copy)).out).recipients.findIndex(
      ({ email }: { email: string }) => email === ROLES.colleague.email,
    );
    expect(await countersign(['erase', envelope, '--recipient', `r${seat + 1}`, '--run'], copy)).toMatchObject({ code: 0 });
    const file = inFolder('one-erased.zip');
    expect(await countersign(['bundle', envelope, '--out', file], copy)).toMatchObject({
      code: 0,
      out: expect.stringContaining('was erased on'),
    });
    const { code, said } = await check(file);
    expect(said.findings.filter(({ result }) => result === 'fails')).toEqual([]);
    expect(code).toBe(0);
    expect(said.findings.map(({ sentence }) => sentence).join('\n')).toContain('was erased, as the record says');
    const opened = unpacked(await readFile(file));
    expect(opened.ok && textOf(opened.members.get('ledger.json'))).not.toContain('Which annex');
  }, 120_000);
});

describe('without the product', () => {
  const has = (program: string, ...args: readonly string[]) => spawnSync(program, args).status === 0;

  test.skipIf(!has('python3', '--version') || !has('sha256sum', '--version'))(
    'the list of files and the chain are checked by what VERIFY.md says, and a changed record fails there too',
    async () => {
      const at = join(temporaryFolder(), 'unpacked');
      for (const [path, content] of await bundle()) {
        await mkdir(dirname(join(at, path)), { recursive: true });
        await writeFile(join(at, path), content);
      }
      expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: at, encoding: 'utf8' })).not.toContain('FAILED');
      const script = /```python\n([\s\S]+?)```/.exec(await readFile(join(at, 'VERIFY.md'), 'utf8'))?.[1] ?? '';
      expect(execFileSync('python3', ['-c', script], { cwd: at, encoding: 'utf8' })).toMatch(
        /The chain holds: \d+ entries, head [0-9a-f]{64}/,
      );
      const ledger = await readFile(join(at, 'ledger.json'), 'utf8');
      await writeFile(join(at, 'ledger.json'), ledger.replace('I SIGN', 'I SING'));
      expect(spawnSync('python3', ['-c', script], { cwd: at, encoding: 'utf8' }).stderr).toContain('AssertionError');
    },
  );
});

function withoutSums(members: Bundle): Bundle {
  return new Map([...members].filter(([path]) => path !== 'SHA256SUMS'));
}
