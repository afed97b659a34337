// The product stops, or is killed, in the middle of the job, and the job finishes all the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { asPerson } from '#apps/cli/as-person.ts';
import { ROLES } from '#apps/local/cast.ts';
import { actorsOn, LINES, mailContract, sendContract, startedDemo, subjects } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('a stop and a second start find everything again', async () => {
  const first = await startedDemo();
  await sendContract(first, LINES.maxThenInes);
  await first.max.reply(await first.max.newest(/asks you to approve/), 'I APPROVE');
  const second = await first.restart();
  await second.ines.reply(await second.ines.newest(/asks you to sign/), 'I SIGN');
  expect(await subjects(second.olivia)).toContainEqual(expect.stringMatching(/^Completed/));
  expect((await subjects(second.max)).filter((subject) => subject.includes('asks you to approve'))).toHaveLength(1);
});

test('killed right after the mail was acknowledged, it carries on with it at the next start', { timeout: 90_000 }, async () => {
  const dataDir = temporaryFolder();
  const killed = await startedProcess(dataDir);
  await mailContract(actorsOn(killed.edges), LINES.ines);
  killed.process.kill('SIGKILL');
  await once(killed.process, 'exit');
  const again = await startedDemo(dataDir);
  const olivia = asPerson(again.edges, ROLES.sender);
  await until(async () => (await subjects(olivia)).length > 0);
  await olivia.reply(await olivia.newest(/^Draft ready/), 'SEND');
  expect(await subjects(again.ines)).toContainEqual(expect.stringMatching(/asks you to sign/));
});

test('told to stop by SIGTERM, it ends cleanly', async () => {
  const running = await startedProcess(temporaryFolder());
  running.process.kill('SIGTERM');
  expect(await once(running.process, 'exit')).toEqual([0, null]);
});

async function startedProcess(dataDir: string) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', SMTP_PORT: '0' };
  const child = spawn(process.execPath, ['apps/cli/countersign.js', 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const web = /http:\/\/localhost:(\d+)/.exec(printed)?.[1];
    const smtp = /127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
    if (web === undefined || smtp === undefined) continue;
    return { process: child, edges: { web: `http://127.0.0.1:${web}`, smtp: { host: '127.0.0.1', port: Number(smtp) } } };
  }
  throw new Error(`The product did not start. It printed: ${printed}`);
}

/** The next start takes over by itself what its predecessor left; nobody asks it to. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    if (await isTrue().catch(() => false)) return;
    await new Promise((resume) => setTimeout(resume, 500));
  }
  throw new Error('It did not come about within half a minute.');
}
