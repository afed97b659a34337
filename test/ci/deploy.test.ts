// What `.ci/deploy` does when a release does well, and when it does not: with every command that it calls replaced by one that writes down how it was
// called and answers as told.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';

type World = { readonly alarm?: string; readonly isSmoking?: boolean; readonly before?: string };

async function deploy({ alarm = 'OK', isSmoking = false, before = '' }: World) {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  const log = join(folder, 'log');
  mkdirSync(bin);
  writeFileSync(log, '');
  const answers = {
    npx: `[[ $1 == countersign ]] && exit ${isSmoking ? 1 : 0}; exit 0`,
    npm: 'exit 0',
    git: '[[ $1 == rev-parse ]] && echo this-commit; exit 0',
    sleep: 'exit 0',
    aws: `[[ $2 == get-parameter ]] && { ${before === '' ? 'exit 255' : `echo ${before}`}; }; [[ $2 == describe-alarms ]] && echo ${alarm}; exit 0`,
    node: 'echo sign.dev.example.com',
  };
  for (const [name, answer] of Object.entries(answers)) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\necho "${name} $*" >> ${log}\n${answer}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const code = await new Promise<number>((ended) => {
    execFile('bash', ['.ci/deploy', 'dev'], { env: { PATH: `${bin}:/usr/bin:/bin`, WATCHED_SECONDS: '1' } }, (error) =>
      ended(typeof error?.code === 'number' ? error.code : 0),
    );
  });
  return {
    code,
    calls: readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => !/^(?:sleep|node) /.test(line)),
  };
}

const deploys = (calls: readonly string[]) => calls.filter((line) => line.includes('cdk deploy')).length;

test('a release that does well is noted, after it was tried and watched', async () => {
  const { code, calls } = await deploy({ before: 'the-commit-before' });
  expect(code).toBe(0);
  expect(deploys(calls)).toBe(1);
  expect(calls).toContainEqual(expect.stringContaining('countersign smoke --against https://sign.dev.example.com'));
  expect(calls).toContainEqual(expect.stringContaining('put-parameter --name /countersign/dev/deployed'));
});

test.each([
  ['the alarm is raised', { alarm: 'ALARM' }],
  ['the alarm is not there', { alarm: 'None' }],
  ['the smoke test fails', { isSmoking: true }],
])('where %s, the commit before is deployed again and nothing is noted', async (_, world) => {
  const { code, calls } = await deploy({ ...world, before: 'the-commit-before' });
  expect(code).toBe(1);
  expect(deploys(calls)).toBe(2);
  expect(calls).toContainEqual(expect.stringMatching(/^git worktree add --detach \S+ the-commit-before$/));
  expect(calls.filter((line) => line.includes('put-parameter'))).toEqual([]);
});

test('the first release of an environment has nothing to go back to', async () => {
  const { code, calls } = await deploy({ isSmoking: true });
  expect(code).toBe(1);
  expect(deploys(calls)).toBe(1);
});

test('an alarm that was just made keeps nothing up', async () => {
  expect((await deploy({ alarm: 'INSUFFICIENT_DATA' })).code).toBe(0);
});
