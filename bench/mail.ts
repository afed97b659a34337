// What the product does with a mail beyond what the libraries do that it is built on: `npm run bench:mail`. The same mails go through the
// product, from the raw message to all of it being stored, and through bare mailauth and mailparser, in processes of their own that take
// turns; then one mail with a file of 25 MB goes through a fresh process. Ends with one line of JSON, and with 1 where a target is missed.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { instantOf } from '#core/time.ts';
import { childOf } from './support/children.ts';
import { medianOf } from './support/load.ts';
import { keepMail, type Took } from './support/mail-files.ts';
import { answerTo, startOf, writer, type Asked, type Letter, type Member } from './support/mail-letters.ts';
import { SIGN } from './support/mail-world.ts';

const ROUNDS = 5;
const EACH = 100;
const WARM_UP = 50;
const MAILS = WARM_UP + ROUNDS * EACH;
/** Of ten mails, seven are answers. */
const isAnswer = (at: number) => at % 10 < 7;
const AT_ONCE = 8;
const TARGET = { throughput: 0.7, megabytes: 130 };
const LARGE = 25 * 1024 * 1024 - 1024;

const { keys, write } = writer();
const zone = JSON.stringify(keys);
const folder = await mkdtemp(join(tmpdir(), 'countersign-mail-'));
const [data, mails] = [join(folder, 'data'), join(folder, 'mails')];
await Promise.all([mkdir(data), mkdir(mails)]);
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

async function written(letter: Letter) {
  return { raw: await write(letter, instantOf(Date.now())), from: letter.from.email, to: letter.to };
}

type Round = { readonly ours: Took; readonly bare: Took };

async function compared(): Promise<{
  rounds: readonly Round[];
  outcomes: unknown;
  bytes: number;
  spare: readonly [Asked, Asked];
  starter: Member;
}> {
  const product = await childOf({ file: 'mail-product-process.ts', args: [data, mails, zone] });
  const bare = await childOf({ file: 'mail-bare-process.ts', args: [mails, zone] });
  try {
    const answers = Array.from({ length: MAILS }, (_, at) => at).filter(isAnswer).length;
    const people = { approvers: answers + 2, starters: MAILS - answers + 1 };
    const { asked, starters } = (await product.ask(people)) as { asked: Asked[]; starters: Member[] };
    let bytes = 0;
    for (let at = 0; at < MAILS; at += 1) {
      const mail = await written(isAnswer(at) ? answerTo(taken(asked), at) : await startOf(taken(starters), { to: SIGN, serial: at }));
      bytes += mail.raw.length;
      await keepMail(mails, at, mail);
    }
    const rounds: Round[] = [];
    for (const child of [bare, product]) await child.ask({ first: 0, count: WARM_UP, atOnce: AT_ONCE });
    for (let round = 0; round < ROUNDS; round += 1) {
      const turn = { first: WARM_UP + round * EACH, count: EACH, atOnce: AT_ONCE };
      const inTurn = round % 2 === 0 ? [bare, product] : [product, bare];
      const took = new Map<unknown, Took>();
      for (const child of inTurn) took.set(child, (await child.ask(turn)) as Took);
      const [ours, theirs] = [took.get(product), took.get(bare)];
      if (ours && theirs) rounds.push({ ours, bare: theirs });
    }
    return {
      rounds,
      outcomes: await product.ask({ outcomes: true }),
      bytes,
      spare: [taken(asked), taken(asked)],
      starter: taken(starters),
    };
  } finally {
    await Promise.all([product.end(), bare.end()]);
  }
}

async function memoryOf(name: string, letter: Letter) {
  const { raw, from, to } = await written(letter);
  const file = join(folder, 'large.eml');
  await writeFile(file, raw);
  const process = fileURLToPath(new URL('support/mail-memory.js', import.meta.url));
  const { stdout } = await promisify(execFile)(globalThis.process.execPath, [process, data, file, from, to, zone]);
  const found = JSON.parse(stdout) as { idle: number; stored: number; highest: number; outcome: string };
  console.log(
    `${name}: ${rounded(raw.length / 1e6)} MB of mail; highest ${found.highest} MB (${found.idle} at its start) → ${found.outcome}`,
  );
  return found;
}

function taken<T>(from: T[]): T {
  const one = from.pop();
  if (one === undefined) throw new Error('There are fewer people than mails.');
  return one;
}

try {
  const { rounds, outcomes, bytes, spare, starter } = await compared();
  for (const [at, { ours, bare }] of rounds.entries())
    console.log(
      `round ${at + 1}: ours ${rounded((EACH * 1000) / ours.ms)} mails/s, bare ${rounded((EACH * 1000) / bare.ms)} mails/s, ratio ${rounded(bare.ms / ours.ms)}; ` +
        `cpu a mail: ${rounded(ours.cpuMs / EACH)} and ${rounded(bare.cpuMs / EACH)} ms`,
    );
  console.log(outcomes);
  // Compiled code is kept from one start to the next: what counts is every start but the first.
  await memoryOf('a small answer, to begin with', answerTo(spare[0], 1));
  const start = await memoryOf('start', await startOf(starter, { to: SIGN, serial: 1, bytes: LARGE }));
  const answer = answerTo(spare[1], 0);
  const large = { filename: 'scan.bin', content: Buffer.alloc(LARGE, 'scan'), contentType: 'application/octet-stream' };
  const reply = await memoryOf('answer', { ...answer, attachments: [large] });
  const ratio = rounded(medianOf(rounds.map(({ ours, bare }) => bare.ms / ours.ms)), 3);
  const ratioOfCpu = rounded(medianOf(rounds.map(({ ours, bare }) => bare.cpuMs / ours.cpuMs)), 3);
  const isMet = ratio >= TARGET.throughput && [start, reply].every(({ highest }) => highest <= TARGET.megabytes);
  const memory = { start, reply };
  const result = { mails: MAILS, bytes, atOnce: AT_ONCE, ratio, ratioOfCpu, rounds, outcomes, memory };
  console.log(JSON.stringify({ bench: 'mail', node: process.version, cpus: cpus().length, target: TARGET, isMet, ...result }));
  process.exitCode = isMet ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
