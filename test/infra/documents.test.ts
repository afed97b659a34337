// What the documents say of the estate is what its templates say.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../infra/bundle.ts';
import { readEnvironment } from '../../infra/environment.ts';
import { pictureOf, withPicture } from '../../infra/inventory.ts';
import { privilegesOf, privilegesPage } from '../../infra/privileges.ts';
import { synthesised } from '../../infra/synthesised.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('docs/aws.md and docs/aws-privileges.md are current: npm run describe writes them', () => {
  const estate = synthesised(readEnvironment('production'), temporaryFolder());
  const page = readFileSync(join(ROOT, 'docs/aws.md'), 'utf8');
  expect(page).toBe(withPicture(page, pictureOf(estate)));
  expect(readFileSync(join(ROOT, 'docs/aws-privileges.md'), 'utf8')).toBe(privilegesPage(privilegesOf(estate.resources), 'production'));
});
