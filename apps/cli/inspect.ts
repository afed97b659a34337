// `countersign inspect`: whether a PDF can be sent for signature, and if not, why.
import { inspect, NOT_READ, type Inspection } from '#apps/sealer/inspect.ts';
import { argumentsOf, bytesOf, filesAt, messageOf } from './arguments.ts';
import { print, printJson } from './print.ts';

export async function inspectFiles(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  for (const file of await filesAt(positionals[0])) {
    const { verdict, why, pages, signatures, encrypted, javascript, embeddedFiles, xfa } = await inspected(file);
    const found = { file, verdict, why, pages, signatures, encrypted, javascript, embeddedFiles, xfa };
    if (values.json) printJson(found);
    else print([[`${file}: ${verdict}`, ...contentsOf(found)].join(', '), ...(why === null ? [] : [`  ${why}`])].join('\n'));
  }
  return 0;
}

/** Of a file that does not open nothing is known. */
function contentsOf({ pages, signatures, encrypted, javascript, embeddedFiles, xfa }: Inspection): readonly string[] {
  const counted = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`]);
  return [
    ...counted(pages, 'page'),
    ...counted(signatures, 'signature'),
    ...(encrypted ? ['encrypted'] : []),
    ...(javascript ? ['scripts'] : []),
    ...counted(embeddedFiles, 'attached file'),
    ...(xfa ? ['an XFA form'] : []),
  ];
}

/** One file that cannot be read never keeps the others of a folder from being looked at. */
async function inspected(file: string): Promise<Inspection> {
  try {
    return await inspect(await bytesOf(file));
  } catch (fault) {
    return { ...NOT_READ, why: `The file could not be read (${messageOf(fault)}).` };
  }
}
