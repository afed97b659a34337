// `countersign explain`: how a mail is read: whether a person wrote it, what they said, what would come of it, and what was left out.
import { explainFile } from '#apps/email/explain-file.ts';
import { unread, type Explanation } from '#apps/email/explain.ts';
import { systemResolver } from '#apps/world/system-resolver.ts';
import { argumentsOf, bytesOf, filesAt, messageOf, UsageProblem } from './arguments.ts';
import { isDecision, wordsFor } from './explain-words.ts';
import { print, printJson } from './print.ts';

/** In a folder, what nobody saves a mail as. A file that is named itself is always read. */
const NO_MAIL = /\.(?:json|md|pdf|png|jpe?g|gif|zip|docx?|xlsx?|csv|xml|ya?ml|[cm]?[jt]s)$/i;
const STDIN = '-';
const PROGRESS_EVERY = 100;

type Told = { readonly file: string; readonly explained: Explanation; readonly fault?: string };

export async function explain(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' }, dns: { type: 'boolean' } });
  if (positionals.length === 0) throw new UsageProblem('A file or a folder is missing.');
  const options = values.dns === true ? { resolver: systemResolver() } : {};
  const files = await filesToRead(positionals);
  const all: Told[] = [];
  for (const file of files) {
    const told = await toldOf(file, options);
    all.push(told);
    if (values.json === true) printJson({ file, ...told.explained });
    else print([file, ...linesOf(told).map((line) => `  ${line}`), ''].join('\n'));
    if (all.length % PROGRESS_EVERY === 0 && process.stderr.isTTY) console.error(`${all.length} of ${files.length}`);
  }
  if (values.json !== true && all.length !== 1) print(summaryOf(all));
  return all.some(({ fault }) => fault !== undefined) ? 1 : 0;
}

/** A name that leads nowhere is said where it stands among others; alone it is a slip of the command's. */
async function filesToRead(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      if (path === STDIN) return [path];
      const files = await filesAt(path).catch((fault: unknown) => {
        if (paths.length === 1) throw fault;
        return [path];
      });
      return files.length === 1 && files[0] === path ? files : files.filter((file) => !NO_MAIL.test(file));
    }),
  );
  return found.flat();
}

/** One file that cannot be read never keeps the others of a folder from being explained. */
async function toldOf(file: string, options: Parameters<typeof explainFile>[1]): Promise<Told> {
  try {
    const bytes = file === STDIN ? await standardInput() : Buffer.from(await bytesOf(file));
    return { file, explained: await explainFile({ name: file, bytes }, options) };
  } catch (caught) {
    const fault = `the file could not be read (${messageOf(caught)})`;
    return { file, explained: unread(fault), fault };
  }
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function linesOf({ explained, fault }: Told): readonly string[] {
  return fault === undefined ? wordsFor(explained) : [`Not read: ${fault}.`];
}

function summaryOf(all: readonly Told[]): string {
  const read = all.filter(({ fault }) => fault === undefined).map(({ explained }) => explained);
  const people = read.filter((one) => one.class === 'human');
  const decisions = people.filter(isDecision).length;
  const words = people.filter(({ intent }) => intent !== null && 'verb' in intent).length - decisions;
  const machines = (['bounce', 'auto-reply', 'feedback-report', 'bulk'] as const).map((kind) => ({
    kind,
    count: read.filter((one) => one.class === kind).length,
  }));
  return [
    `${all.length} files: ${people.length} by people, ${machines.map(({ kind, count }) => `${count} ${kind}`).join(', ')}; ${all.length - read.length} not read.`,
    `Of those by people, ${decisions} hold a decision, ${words} hold words to pass on or to answer; of ${people.length - decisions - words} nothing would be recorded.`,
  ].join('\n');
}
