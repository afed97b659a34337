// `countersign why` beside the running product: in sentences for people, as data for programs.
import { expect, test } from 'vitest';
import { ROLES } from '#apps/local/cast.ts';
import { countersign } from '../../support/command.ts';
import { LINES, mailContract, startedDemo, type Demo } from '../../support/demo.ts';

async function sentEnvelope(demo: Demo): Promise<string> {
  await mailContract(demo, LINES.maxThenInes);
  await demo.settle();
  const [draft] = await demo.olivia.mailbox();
  if (!draft) throw new Error('No draft came back.');
  await demo.olivia.reply(draft, 'SEND');
  await demo.settle();
  return /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(draft.text)?.[0] ?? 'none';
}

test('why says for whom an envelope waits and what comes next, gives the same as data, and tells an id that is not there', async () => {
  const demo = await startedDemo();
  const id = await sentEnvelope(demo);
  const ask = async (...args: string[]) => countersign(['why', ...args], { DATA_DIR: demo.dataDir });
  const [said, data, unknown] = await Promise.all([ask(id), ask(id, '--json'), ask('CS-00000-00000')]);
  expect(said.code).toBe(0);
  expect(said.out).toContain(`${id}: Waiting for answers`);
  expect(said.out).toContain(`Waiting for ${ROLES.approver.name} (approves) since`);
  expect(said.out).toMatch(/Reminder 1 to .* goes out on/);
  expect(said.out).toContain(`After that, ${ROLES.colleague.name} will be asked.`);
  const step = { number: 1, of: 2, needed: 1, met: 0 };
  expect(JSON.parse(data.out)).toMatchObject({ id, status: 'sent', step, waitingFor: [{ name: ROLES.approver.name }] });
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('no envelope CS-00000-00000') });
});

test('a mistyped id is answered with how it is written', async () => {
  const answers = await Promise.all([countersign(['why', 'CS-00000-00001']), countersign(['why'])]);
  for (const answer of answers) expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('Name an envelope') });
});
