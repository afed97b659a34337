// `countersign inspect`: whether a PDF can be sent for signature, and if not, why.
import { inspect } from '#apps/sealer/inspect.ts';
import { argumentsOf, bytesOf, filesAt } from './arguments.ts';

export async function inspectFiles(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, { json: { type: 'boolean' } });
  for (const file of await filesAt(positionals[0])) {
    const { verdict, why, pages, signatures, encrypted, javascript, embeddedFiles, xfa } = await inspect(await bytesOf(file));
    const found = { file, verdict, why, pages, signatures, encrypted, javascript, embeddedFiles, xfa };
    console.log(
      values.json ? JSON.stringify(found) : `${file}: ${verdict}${why === '' ? '' : ` (${why})`}, ${pages} pages, ${signatures} signatures`,
    );
  }
  return 0;
}
