// One envelope that has everything happen to it, through public edges alone: a group of which two of three are needed, a delegation, a
// corrected address, a dispute, a withdrawal, a later deadline; and at every turn the record, `why` and the mails say the same.
import { expect, test } from 'vitest';
import { asPerson } from '#apps/cli/as-person.ts';
import { countersign } from '../support/command.ts';
import { sendContract, startedDemo, subjects } from '../support/demo.ts';

const LINES =
  'approvers: 2 of max@northwind.test, kim@northwind.test, lee@northwind.test\n' +
  'signers: ines@northwind.test, pat@northwind.test\nexpires: 20 days';

test('two of three approve, one through a stand-in; a dispute, a withdrawal and a correction later it is sealed', async () => {
  const demo = await startedDemo();
  const person = (name: string) => asPerson(demo.edges, { name, email: `${name.toLowerCase()}@northwind.test` });
  const [kim, noa, pat, paddy] = [person('Kim'), person('Noa'), person('Pat'), person('Paddy')];
  const ask = async (verb: string) => {
    const { out, err } = await countersign([verb, id, '--json'], { DATA_DIR: demo.dataDir });
    if (out === '') throw new Error(err);
    return JSON.parse(out) as { state: string; chain: string; recipients: { email: string; status: string }[] };
  };
  await sendContract(demo, LINES);
  const id = /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await demo.olivia.newest(/^Draft ready/)).text)?.[0] ?? '';

  // Max approves; Kim hands over to Noa, who approves for her; Lee is not needed any more.
  await demo.max.reply(await demo.max.newest(/asks you to approve/), 'I APPROVE');
  await kim.reply(await kim.newest(/asks you to approve/), 'DELEGATE TO noa@northwind.test: on leave');
  expect(await subjects(demo.ines)).toEqual([]);
  const asked = await noa.newest(/asks you to approve/);
  expect(asked.text).toContain('on behalf of Kim');
  await noa.reply(asked, 'I APPROVE');
  await kim.reply(await kim.newest(/asks you to approve/), 'I APPROVE');
  expect((await kim.newest(/Not done/)).text).toContain('Noa');
  expect(await subjects(person('Lee'))).toContainEqual(expect.stringMatching(/not needed|no longer/i));

  // Ines signs, then takes it back and disputes; the sender goes on with it.
  const request = await demo.ines.newest(/asks you to sign/);
  await demo.ines.reply(request, 'I SIGN');
  await demo.ines.reply(request, 'WITHDRAW: the annex is missing');
  await demo.ines.reply(request, 'DISPUTE: the annex is missing');
  expect(await ask('why')).toMatchObject({ disputed: { by: 'Ines Duarte' }, next: [] });
  await pat.reply(await pat.newest(/asks you to sign/), 'I SIGN');
  expect((await pat.newest(/Not done/)).text).toContain('on hold');
  const toOlivia = await demo.olivia.newest(/disput|on hold/i);
  await demo.olivia.reply(toOlivia, 'RESUME');

  // Pat's address was wrong; the deadline moves; both sign.
  await demo.olivia.reply(toOlivia, 'CORRECT Pat TO paddy@northwind.test');
  await demo.olivia.reply(toOlivia, 'EXTEND 10 days');
  expect(await ask('why')).toMatchObject({
    status: 'sent',
    step: { number: 2, of: 2, needed: 2, met: 0 },
    waitingFor: [{ name: 'Ines Duarte' }, { name: 'Pat' }],
  });
  await demo.ines.reply(request, 'I SIGN');
  await paddy.reply(await paddy.newest(/asks you to sign/), 'I SIGN');
  await demo.settle();

  const trace = await ask('trace');
  expect(trace).toMatchObject({ state: 'completed', chain: 'ok' });
  expect(trace.recipients.map(({ email, status }) => `${email.split('@')[0]} ${status}`)).toEqual([
    'max approved',
    'kim delegated',
    'lee released',
    'ines signed',
    'paddy signed',
    'noa approved',
  ]);
  expect((await paddy.newest(/^Completed/)).attachments).toHaveLength(1);
  expect(await subjects(pat)).not.toContainEqual(expect.stringMatching(/^Completed/));
});
