// What a line in a chat shows at once, and that hearing it never changes the record.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERB_NAMES } from '#core/cards/help.ts';
import { body, r } from '#test/support/build.ts';
import { cardOf, chatKit, did, formOf, hear, MAX, INES, out, say, standing, versions } from './kit.ts';

/** An envelope that waits for Max, with the card by which he was asked. */
async function asked() {
  const kit = await chatKit();
  const id = await out(kit);
  await standing(kit, id, { ref: 'c1', to: 'r1' });
  return { kit, id };
}

describe('A line that is heard', () => {
  test('shows the way in where nothing is said, and help for what is no command', async () => {
    const { kit } = await asked();
    expect(cardOf(await hear(kit, 'MAX', '')).actions.map(({ label }) => label)).toEqual(['New request…', 'Waiting for me']);
    expect(cardOf(await hear(kit, 'MAX', 'sttus')).title).toContain('status');
    expect(cardOf(await hear(kit, 'MAX', 'help remind')).title).toContain('remind');
    expect(cardOf(await hear(kit, 'MAX', 'settings')).actions).toHaveLength(4);
  });

  test('shows what waits for whoever asks, and nobody else’s', async () => {
    const { kit, id } = await asked();
    expect(cardOf(await hear(kit, 'MAX', 'list')).entries).toEqual([expect.objectContaining({ title: 'Mutual NDA' })]);
    expect(cardOf(await hear(kit, 'INES', 'list')).entries).toEqual([]);
    expect(JSON.stringify(await hear(kit, 'ZOE', `status ${id}`))).not.toContain('Mutual NDA');
  });

  test.each(['approve', 'sign', 'acknowledge', 'lgtm', 'ok', 'yes'])('“%s” only shows the card on which it is pressed', async (line) => {
    const { kit, id } = await asked();
    const before = await versions(kit, [id]);
    const shown = cardOf(await hear(kit, 'MAX', line, { on: 'c1' }));
    const said = await say(kit, 'MAX', line, { on: 'c1' });
    expect(shown.kind).toBe('request-approve');
    expect(shown.actions.map(({ label }) => label)).toContain('Approve');
    expect(said).toMatchObject({ outcome: { kind: 'answered' }, answers: [{ say: { kind: 'shown', card: { kind: 'request-approve' } } }] });
    expect(await versions(kit, [id])).toEqual(before);
  });

  test.each(['ok, but only from Monday', 'not approved', 'approve?', 'approved with changes'])(
    '“%s” is asked about, and approves nothing',
    async (line) => {
      const { kit, id } = await asked();
      const before = await versions(kit, [id]);
      expect(cardOf(await hear(kit, 'MAX', line, { on: 'c1' })).kind).toBe('error');
      expect((await say(kit, 'MAX', line, { on: 'c1' })).outcome.kind).toBe('answered');
      expect(await versions(kit, [id])).toEqual(before);
    },
  );

  test.each([
    ['decline: the amount is wrong', 'decline', 'reason', 'the amount is wrong'],
    ['dispute this is not mine', 'dispute', 'reason', 'this is not mine'],
    ['delegate to ines@northwind.test', 'delegate', 'address', 'ines@northwind.test'],
  ])('“%s” opens a form with what was said, and does nothing by itself', async (line, verb, field, initial) => {
    const { kit, id } = await asked();
    const before = await versions(kit, [id]);
    const form = formOf(await hear(kit, 'MAX', line, { on: 'c1' }));
    expect(form.intent).toMatchObject({ verb, place: { envelope: id, seat: 'r1' } });
    expect(form.fields.find((one) => one.id === field)).toMatchObject({ initial });
    await say(kit, 'MAX', line, { on: 'c1' });
    expect(await versions(kit, [id])).toEqual(before);
  });

  test('opens no form for what this person cannot do or what is over: the card says how it stands', async () => {
    const { kit, id } = await asked();
    expect(cardOf(await hear(kit, 'OLIVIA', `decline ${id} wrong`)).kind).toBe('status');
    expect(cardOf(await hear(kit, 'OLIVIA', `delegate ${id} to ines@northwind.test`)).kind).toBe('status');
    await did(kit, id, { type: 'void', reason: 'Not needed' }, { by: 'olivia@northwind.test' });
    expect(cardOf(await hear(kit, 'MAX', `decline ${id} wrong`)).kind).toBe('stopped');
    expect(cardOf(await hear(kit, 'OLIVIA', `void ${id} wrong`)).kind).toBe('stopped');
  });

  test('“send” opens the form in which a request begins, with those who were named', async () => {
    const { kit } = await asked();
    const form = formOf(await hear(kit, 'OLIVIA', 'send "Lease" to <@MAX> then dana@fabrikam.test by 2026-12-24 -- Please sign'));
    const initial = Object.fromEntries(form.fields.map((field) => [field.id, 'initial' in field ? field.initial : undefined]));
    expect(initial).toMatchObject({
      title: 'Lease',
      signers: ['MAX'],
      others: 'dana@fabrikam.test',
      order: 'one-by-one',
      day: '2026-12-24',
      message: 'Please sign',
    });
  });

  test('says why it waits: to the sender all of it, to others what concerns them', async () => {
    const { kit, id } = await asked();
    expect(JSON.stringify(await hear(kit, 'OLIVIA', `why ${id}`))).toContain('Max');
    expect(cardOf(await hear(kit, 'MAX', `why ${id}`)).kind).toBe('status');
  });

  test('from the one who holds several seats is about the seat that fits what they say', async () => {
    const kit = await chatKit();
    const both = [MAX, { ...INES, name: 'Max Berger', email: MAX.email }];
    const id = await out(kit, 'both', { recipients: both });
    await did(kit, id, body.approve(r(1)), { by: MAX.email });
    expect(formOf(await hear(kit, 'MAX', `withdraw ${id} too early`)).intent.place?.seat).toBe('r1');
    expect(formOf(await hear(kit, 'MAX', `decline ${id} wrong`)).intent.place?.seat).toBe('r2');
    expect(cardOf(await hear(kit, 'MAX', `sign ${id}`)).kind).toBe('request-sign');
  });

  test('changes nothing on the record, whatever is typed, and never fails', async () => {
    const { kit, id } = await asked();
    const before = await versions(kit, [id]);
    const words = fc.array(
      fc.constantFrom(
        ...VERB_NAMES,
        String(id),
        'this',
        'last',
        'all',
        'to',
        'max@northwind.test',
        '<@MAX>',
        '"Mutual NDA"',
        '--',
        'by',
        'friday',
        '?',
      ),
      {
        maxLength: 8,
      },
    );
    const line = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      words.map((all) => all.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(
        line,
        fc.constantFrom('OLIVIA', 'MAX', 'INES', 'ZOE', 'NOBODY'),
        fc.constantFrom('c1', undefined),
        async (text, user, on) => {
          await hear(kit, user, text, on === undefined ? {} : { on });
          expect(await versions(kit, [id])).toEqual(before);
        },
      ),
    );
    expect(await kit.ports.inbox.pending()).toEqual([]);
  });
});
