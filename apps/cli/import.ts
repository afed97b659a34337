// `countersign import`: a tenant's export, read to its end and checked; with --run it is stored. The same file twice changes nothing.
import { access } from 'node:fs/promises';
import { machineConfig } from '#apps/config.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { checkExport, ImportProblem, type CheckedExport } from '#stores/import-check.ts';
import { importTenant } from '#stores/tenant-import.ts';
import { linesIn } from '#stores/text-lines.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Access, type Installation } from './installation.ts';
import { print } from './print.ts';
import { storesIn } from './stores-in.ts';

const OPTIONS = { blobs: { type: 'string' }, run: { type: 'boolean', default: false } } as const;

export async function importFromFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageProblem('Name one file to import.');
  await access(file).catch((cause: unknown) => {
    throw new UsageProblem(`There is no file ${file}.`, { cause });
  });
  const beside = values.blobs === undefined ? undefined : diskBlobs(values.blobs);
  try {
    const checked = await checkExport({ lines: linesIn(file), sha256, beside });
    print(summaryOf(checked));
    if (!values.run) {
      print('Nothing was changed; --run imports it.');
      return 0;
    }
    const isNew = await withInstallation(await target(), async (found) => store(found, { file, checked, beside }));
    print(
      isNew
        ? `${checked.tenant.name} is here now; what was pending goes on when the product runs.`
        : 'It was imported before. Nothing was changed.',
    );
    return 0;
  } catch (problem) {
    if (!(problem instanceof ImportProblem)) throw problem;
    console.error(problem.message);
    return 1;
  }
}

type Import = { readonly file: string; readonly checked: CheckedExport; readonly beside: ReturnType<typeof diskBlobs> | undefined };

async function store(found: Installation, { file, checked, beside }: Import): Promise<boolean> {
  const progress = (lines: number) => {
    if (lines % 1_000 === 0) console.error(`${lines} lines …`);
  };
  return importTenant({ ...(await storesIn(found)), beside, machineNow: Date.now, progress }, checked, linesIn(file));
}

/** Where nothing is yet, a folder for live work is made. */
async function target(): Promise<Access> {
  const { dataDir } = machineConfig();
  const isThere = await access(`${dataDir}/countersign.json`).then(
    () => true,
    () => false,
  );
  return isThere ? 'write' : 'make';
}

function summaryOf({ tenant, envelopes, counts }: CheckedExport): string {
  return `${tenant.name} (${tenant.id}): ${envelopes.length} envelopes, ${counts.person} people, ${counts.row} rows, ${counts.blob} files; every chain holds.`;
}
