// Which envelope a line in a chat means: only those that the speaker has to do with, and of several none by itself.
import { describe, expect, test } from 'vitest';
import { plus } from '#core/time.ts';
import { account, button, cardOf, chatKit, FABRIKAM, hear, INES, MAX, NORTHWIND, out, press, say, told, type ChatKit } from './kit.ts';

async function heard(kit: ChatKit, user: string, line: string) {
  return cardOf(await hear(kit, user, line));
}

describe('Which envelope a line means', () => {
  test('what is not theirs and what is not there get the same answer, whatever is asked about it', async () => {
    const kit = await chatKit();
    const [theirs, nothing] = [await out(kit), kit.ports.envelopeId(NORTHWIND.id, 'never', 0)];
    for (const verb of ['status', 'why', 'approve', 'remind', 'void', 'comment', 'download', 'decline', 'share', 'mute']) {
      const [one, other] = [await hear(kit, 'ZOE', `${verb} ${theirs}`), await hear(kit, 'ZOE', `${verb} ${nothing}`)];
      expect(JSON.stringify(one).replaceAll(theirs, nothing)).toBe(JSON.stringify(other));
    }
    const several = await heard(kit, 'ZOE', `status ${theirs} and ${nothing}`);
    expect(several.kind).toBe('error');
  });

  test('nobody hears of an envelope before it reaches them, nor of a draft but its sender', async () => {
    const kit = await chatKit();
    const [sent, draft] = [await out(kit), await out(kit, 'draft', { isDraft: true })];
    expect((await heard(kit, 'INES', `status ${sent}`)).kind).toBe('error');
    expect((await heard(kit, 'MAX', `status ${draft}`)).kind).toBe('error');
    expect((await heard(kit, 'OLIVIA', `status ${draft}`)).kind).toBe('status');
  });

  test('an envelope of another organisation is not there, even for the same address', async () => {
    const kit = await chatKit({ people: [account('MAXF', { install: 'TFABRI', email: 'max@northwind.test' })] });
    const theirs = await out(kit, 'theirs', { tenant: FABRIKAM });
    expect((await heard(kit, 'MAX', `status ${theirs}`)).kind).toBe('error');
    expect(cardOf(await hear(kit, 'MAXF', `status ${theirs}`, { install: 'TFABRI' })).kind).toBe('request-approve');
  });

  test('by its title: whole before in part, and of several none is taken', async () => {
    const kit = await chatKit();
    await out(kit, 'a', { title: 'Lease' });
    await out(kit, 'b', { title: 'Lease of the garage' });
    await out(kit, 'c', { title: 'Garage rules' });
    expect((await heard(kit, 'OLIVIA', 'status "lease"')).title).toContain('Lease');
    expect((await heard(kit, 'OLIVIA', 'status "garage"')).entries).toHaveLength(2);
    expect((await heard(kit, 'OLIVIA', 'status "unheard of"')).kind).toBe('error');
    const said = await say(kit, 'OLIVIA', 'remind "garage"');
    expect(told(said)).toMatchObject({ kind: 'shown', card: { entries: [{}, {}] } });
  });

  test('“last” is the one begun last, of all there are, in the part that the verb is about', async () => {
    const kit = await chatKit();
    for (let number = 1; number <= 25; number += 1) {
      kit.clock.now = plus(kit.clock.now, { minutes: 1 });
      await out(kit, `n${number}`, { title: `Number ${number}` });
    }
    kit.clock.now = plus(kit.clock.now, { minutes: 1 });
    const max = { name: 'Max Berger', email: 'max@northwind.test', organisation: 'Northwind Traders' };
    await out(kit, 'by max', {
      title: 'From Max',
      sender: max,
      recipients: [{ ...MAX, name: 'Olivia Park', email: 'olivia@northwind.test' }, INES],
    });
    expect((await heard(kit, 'OLIVIA', 'status last')).title).toContain('From Max');
    expect(JSON.stringify(await hear(kit, 'OLIVIA', 'void last'))).toContain('Number 25');
  });

  test('where nothing is named: what waits for the speaker, or what they have out', async () => {
    const kit = await chatKit();
    const id = await out(kit);
    expect((await heard(kit, 'MAX', 'status')).kind).toBe('request-approve');
    expect(JSON.stringify(await hear(kit, 'OLIVIA', 'void nothing'))).toContain(id);
    await out(kit, 'second');
    expect((await heard(kit, 'MAX', 'status')).entries).toHaveLength(2);
  });

  test('where nothing is named, what was answered can be withdrawn', async () => {
    const kit = await chatKit();
    const id = await out(kit);
    await press(kit, 'MAX', await button(kit, id, 'approve', 'r1'));
    expect(await hear(kit, 'MAX', 'withdraw')).toMatchObject({
      show: 'form',
      form: { intent: { verb: 'withdraw', place: { envelope: id } } },
    });
  });
});
