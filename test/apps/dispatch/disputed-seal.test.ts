// A dispute between the last act and the seal keeps the seal back; its end asks for it again.
import { expect, it } from 'vitest';
import { body, command, INES, OLIVIA, person, r } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

it('a completed envelope is not sealed while it is disputed, and is sealed once the sender goes on', async () => {
  const kit = await dispatchKit();
  const { evidence } = body.decline(r(1));
  const signed = [command(OLIVIA, body.draft({ recipients: [{ ...INES, step: 1 }] })), command(OLIVIA, body.send)];
  for (const one of [...signed, command(person(INES.email), body.sign(r(1)))]) await kit.run(one);
  await kit.run(command(person(INES.email), { type: 'dispute', recipient: r(1), reason: 'Wrong annex', evidence }, { minutes: 1 }));
  await kit.dispatcher.settle();
  expect(await kit.state()).toMatchObject({ status: 'completed', sealing: { state: 'sealing' }, disputes: [{ by: 'r1' }] });
  expect(kit.delivered).not.toContain('completed>sender');

  await kit.run(command(OLIVIA, { type: 'resolve', note: 'The annex was right' }, { hours: 1 }));
  await kit.dispatcher.settle();
  expect(await kit.state()).toMatchObject({ sealing: { state: 'sealed' }, disputes: [] });
  expect(kit.delivered.filter((one) => one === 'completed>sender')).toHaveLength(1);
  expect(kit.delivered).toContain('resumed>r1');
});
