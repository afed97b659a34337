// Writes what the documents say of the estate out of its templates, and prints what it consists of: `npm run describe`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundle.ts';
import { readEnvironment } from './environment.ts';
import { inventoryOf, pictureOf, withPicture } from './inventory.ts';
import { privilegesOf, privilegesPage } from './privileges.ts';
import { synthesised } from './synthesised.ts';

/** It has all that an environment can have. */
const DESCRIBED = 'production';

const outdir = mkdtempSync(join(tmpdir(), 'countersign-described-'));
try {
  const estate = synthesised(readEnvironment(DESCRIBED), outdir);
  const page = join(ROOT, 'docs/aws.md');
  writeFileSync(page, withPicture(readFileSync(page, 'utf8'), pictureOf(estate)));
  writeFileSync(join(ROOT, 'docs/aws-privileges.md'), privilegesPage(privilegesOf(estate.resources), DESCRIBED));
  console.log(JSON.stringify(inventoryOf(estate.resources), undefined, 2));
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
