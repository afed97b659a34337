// Envelopes that do not end with signatures, and what time does to them.
import { describe, expect, test } from 'vitest';
import { LINES, sendContract, startedDemo, subjects, mailContract } from '../support/demo.ts';

describe('an envelope', () => {
  test('declined by its approver is over: the sender gets the reason, nobody else is asked', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.maxThenInes);
    await demo.max.reply(await demo.max.newest(/asks you to approve/), 'DECLINE: the amount in clause 3 is wrong');
    const told = await demo.olivia.newest(/^Declined by Max/);
    expect(told.text).toContain('the amount in clause 3 is wrong');
    expect(await subjects(demo.ines)).toEqual([]);
  });
  test('tells its sender after sending how to go on, and again when asked for help', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const status = await demo.olivia.newest(/^Status/);
    for (const word of ['REMIND', 'VOID:', 'STATUS']) expect(status.text).toContain(`“${word}”`);
    await demo.olivia.reply(status, 'HELP');
    expect((await subjects(demo.olivia)).filter((subject) => subject.startsWith('Status'))).toHaveLength(2);
  });
  test('voided by its sender tells those who were asked, and refuses what comes after', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const request = await demo.ines.newest(/asks you to sign/);
    await demo.olivia.reply(await demo.olivia.newest(/./), 'VOID: wrong file');
    expect((await demo.ines.newest(/^Voided/)).text).toContain('wrong file');
    await demo.ines.reply(request, 'I SIGN');
    expect((await demo.ines.newest(/Not done/)).text).toContain('was voided by its sender');
  });
  test('is chased every three days, and closes a quarter of an hour after its deadline', async () => {
    const demo = await startedDemo();
    await sendContract(demo, `${LINES.ines}\nexpires: 8 days`);
    await demo.advance('P3D');
    await demo.advance('P3D');
    expect((await subjects(demo.ines)).filter((subject) => subject.startsWith('Reminder'))).toHaveLength(2);
    await demo.advance('P4D');
    expect(await subjects(demo.ines)).toContainEqual(expect.stringMatching(/^Closed without all answers/));
    expect(await subjects(demo.olivia)).toContainEqual(expect.stringMatching(/^Closed without all answers/));
    await demo.ines.reply(await demo.ines.newest(/asks you to sign/), 'I SIGN');
    expect((await demo.ines.newest(/Not done/)).text).toContain('has closed');
  });
  test('that stays a draft lapses after two days, and nobody else ever hears of it', async () => {
    const demo = await startedDemo();
    await mailContract(demo, LINES.ines);
    await demo.settle();
    await demo.advance('P2DT1H');
    expect((await demo.olivia.newest(/^Draft dropped/)).text).toContain('Nobody else had heard of it');
    expect(await subjects(demo.ines)).toEqual([]);
  });
  test('can be changed by answering its draft with changed lines', async () => {
    const demo = await startedDemo();
    await mailContract(demo, '');
    await demo.olivia.reply(await demo.olivia.newest(/^Draft ready/), LINES.ines);
    const second = await demo.olivia.newest(/^Draft ready/);
    expect(second.text).toContain('Ines Duarte');
    await demo.olivia.reply(second, 'SEND');
    expect(await subjects(demo.ines)).toContainEqual(expect.stringMatching(/asks you to sign/));
  });
});

test('an outsider who signs by reply is not recorded, and is led to the page with a code', async () => {
  const demo = await startedDemo();
  await sendContract(demo, LINES.dana);
  await demo.dana.reply(await demo.dana.newest(/asks you to sign/), 'I SIGN');
  expect((await demo.dana.newest(/^One more step/)).text).toContain('one-time code');
  expect(await subjects(demo.dana)).not.toContainEqual(expect.stringMatching(/^Recorded/));
});
