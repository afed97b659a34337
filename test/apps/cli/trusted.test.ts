// Whose seals and time-stamps `countersign verify` trusts without being told: those of the data folder, and those that the settings name.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trustedHere } from '#apps/cli/trusted.ts';
import { issue, pemOf } from '../../support/test-pki.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function written(path: string, text: string): string {
  writeFileSync(path, text);
  return path;
}

const root = issue({ name: 'Contoso root', isCa: true });
const [ROOT, SEAL] = [pemOf(root.der), pemOf(issue({ name: 'Contoso seal', by: root }).der)];

test('nothing, where there is nothing yet', async () => {
  expect(await trustedHere(join(temporaryFolder(), 'none'), {})).toEqual([]);
});

test('the machine’s own authority, and the demo’s for time-stamps', async () => {
  const folder = temporaryFolder();
  for (const name of ['authority', 'time-authority']) {
    mkdirSync(join(folder, name));
    written(join(folder, name, 'ca.pem'), name);
  }
  expect(await trustedHere(folder, {})).toEqual(['authority', 'time-authority']);
});

test('the issuer of the organisation’s own seal certificate, and TSA_CA', async () => {
  const folder = temporaryFolder();
  const env = {
    SEAL_CERTIFICATE: written(join(folder, 'chain.pem'), SEAL + ROOT),
    SEAL_KEY: join(folder, 'on-another-machine.pem'),
    TSA_URLS: 'https://tsa.example.com',
    TSA_CA: written(join(folder, 'tsa.pem'), 'of the time-stamps'),
  };
  const trusted = await trustedHere(folder, env);
  expect(trusted.map((pem) => pem.trim())).toEqual([ROOT.trim(), 'of the time-stamps']);
});

test('a setting that names what is not there is said, not passed over', async () => {
  await expect(trustedHere(temporaryFolder(), { TSA_CA: '/nowhere/tsa.pem' })).rejects.toThrow('/nowhere/tsa.pem, which TSA_CA names');
});
