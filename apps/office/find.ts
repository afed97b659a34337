// Where LibreOffice is on this machine: where the settings say, else on the path, else where its installers put it.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export type OfficeSettings = { readonly given?: string | undefined; readonly searchPath: string };

const NAMES = ['soffice', 'libreoffice', 'soffice.com'];
const USUAL = [
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  '/usr/lib/libreoffice/program/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.com',
];

/** What is given counts alone, so that a wrong setting is not covered up by another program. */
export async function findSoffice({ given, searchPath }: OfficeSettings): Promise<string | undefined> {
  const onPath = searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const candidate of given === undefined ? [...onPath, ...USUAL] : [given]) {
    if (await isProgram(candidate)) return candidate;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
