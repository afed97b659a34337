// A request that begins in a chat, and its draft that is changed there: all of what was given, or none and the reason.
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { Inputs } from '#apps/chat/request.ts';
import { at } from '#test/support/build.ts';
import {
  account,
  button,
  chatKit,
  givePdf,
  idIn,
  isDone,
  NORTHWIND,
  out,
  press,
  refusalOf,
  say,
  stateOf,
  told,
  type ChatKit,
} from './kit.ts';

const START = { verb: 'start', version: 0 } as const;

async function begun(kit: ChatKit, inputs: Inputs, user = 'OLIVIA') {
  return press(kit, user, START, { inputs: { files: ['F1'], order: 'together', ...inputs } });
}

async function ready(options: Parameters<typeof chatKit>[0] = {}) {
  const kit = await chatKit(options);
  givePdf(kit, 'F1');
  return kit;
}

describe('A request that begins in a chat', () => {
  test('becomes a draft with its files, its people by mention and by address, its day and its message', async () => {
    const kit = await ready();
    givePdf(kit, 'F2', Buffer.from('%PDF-1.7\nAnother one.\n%%EOF\n'));
    const processed = await begun(kit, {
      files: ['F1', 'F2'],
      title: 'Lease\u202E of\nthe garage',
      approvers: ['MAX'],
      signers: ['INES'],
      others: 'Dana Ruiz <dana@fabrikam.test>\nleo@fabrikam.test',
      day: '2026-12-24',
      message: 'Please sign.\r\n\r\nThank you\u0007.',
    });
    const state = await stateOf(kit, idIn(processed));
    expect(state).toMatchObject({
      status: 'draft',
      title: 'Lease of the garage',
      message: 'Please sign.\n\nThank you.',
      sender: { name: 'Olivia Park', email: 'olivia@northwind.test' },
      expiresAt: at('2026-12-24T22:59:59Z'),
      documents: [{ filename: 'F1.pdf' }, { filename: 'F2.pdf' }],
      origin: { channel: 'slack', reference: 'here' },
    });
    expect(state.recipients.map(({ name, email, role, step }) => [name, email, role, step])).toEqual([
      ['Max Berger', 'max@northwind.test', 'approver', 1],
      ['Ines Duarte', 'ines@northwind.test', 'signer', 2],
      ['Dana Ruiz', 'dana@fabrikam.test', 'signer', 2],
      ['Leo', 'leo@fabrikam.test', 'signer', 2],
    ]);
    expect(processed.answers).toEqual([]);
  });

  test('has the fields that its documents ask for', async () => {
    const kit = await ready();
    givePdf(kit, 'F2', Buffer.from('%PDF-1.7\n{{sign:1}}\n%%EOF\n'));
    const state = await stateOf(kit, idIn(await begun(kit, { files: ['F1', 'F2'], approvers: ['MAX'], signers: ['INES'] })));
    expect(state.fields).toMatchObject([{ id: 'f1', document: 'd2', recipient: 'r2', kind: 'signature', placedBy: 'anchor' }]);
  });

  test('asks one after the other where that was chosen, or where “then” stands between people', async () => {
    const kit = await ready();
    const chosen = await stateOf(
      kit,
      idIn(await begun(kit, { signers: ['INES', 'MAX'], others: 'dana@fabrikam.test', order: 'one-by-one' })),
    );
    expect(chosen.recipients.map(({ step }) => step)).toEqual([1, 2, 3]);
    const said = await say(kit, 'OLIVIA', 'send to <@INES> and <@MAX> then dana@fabrikam.test -- With thanks', { files: ['F1'] });
    const state = await stateOf(kit, idIn(said));
    expect(state.recipients.map(({ email, step }) => [email, step])).toEqual([
      ['ines@northwind.test', 1],
      ['max@northwind.test', 1],
      ['dana@fabrikam.test', 2],
    ]);
    expect(state.message).toBe('With thanks');
  });

  test('with files and no command becomes a draft with nobody in it yet, the words as its message', async () => {
    const kit = await ready();
    const state = await stateOf(kit, idIn(await say(kit, 'OLIVIA', 'the new lease', { files: ['F1'] })));
    expect([state.title, state.message, state.recipients]).toEqual(['F1', 'the new lease', []]);
  });

  test('names its copies too, and says whom it cannot name', async () => {
    const kit = await ready();
    const state = await stateOf(kit, idIn(await say(kit, 'OLIVIA', 'send to <@INES> cc <@MAX>', { files: ['F1'] })));
    expect(state.recipients.map(({ email, role }) => [email, role])).toEqual([
      ['ines@northwind.test', 'signer'],
      ['max@northwind.test', 'cc'],
    ]);
    const group = await say(kit, 'OLIVIA', 'send to <!subteam^S1|@finance>', { files: ['F1'] });
    expect(told(group)).toMatchObject({ kind: 'draft-problems' });
  });

  test('takes people whose names hold commas, quotation marks and worse', async () => {
    const kit = await ready({ people: [account('COMMA', { name: 'Ruiz, "Dana"; then <b>\n@x', email: 'dr@northwind.test' })] });
    const state = await stateOf(
      kit,
      idIn(
        await begun(kit, {
          signers: ['COMMA'],
          others: 'Berg, Leo <leo@fabrikam.test>, mia@fabrikam.test; "Hut, Ann" <ann@fabrikam.test>',
        }),
      ),
    );
    expect(state.recipients.map(({ email }) => email)).toEqual([
      'dr@northwind.test',
      'leo@fabrikam.test',
      'mia@fabrikam.test',
      'ann@fabrikam.test',
    ]);
    expect(state.recipients[1]?.name).toBe('Berg Leo');
  });

  test('says what is wrong with it, and drafts nothing', async () => {
    const kit = await ready({ people: [account('NOMAIL', { email: null, name: 'No\nMail' })] });
    const problems = async (inputs: Inputs) => told(await begun(kit, inputs));
    expect(await problems({ signers: ['NOMAIL'] })).toEqual({
      kind: 'draft-problems',
      problems: ['No Mail has no e-mail address here. Name them by their address.'],
    });
    expect(await problems({ others: 'not-an@address' })).toMatchObject({ kind: 'draft-problems' });
    expect(await problems({ signers: ['INES'], day: 'soon' })).toMatchObject({ kind: 'draft-problems' });
    expect(await problems({ signers: ['INES', 'INES'] })).toMatchObject({ kind: 'draft-problems' });
    expect(await kit.ports.desk(NORTHWIND.id, 'olivia@northwind.test')).toEqual([]);
  });

  test('lets no field smuggle in what another field is for', async () => {
    const kit = await ready();
    const smuggled = await begun(kit, {
      signers: ['INES'],
      title: 'A\napprovers: max@northwind.test',
      order: 'one-by-one\nsigners: max@northwind.test',
    });
    expect((await stateOf(kit, idIn(smuggled))).recipients.map(({ email }) => email)).toEqual(['ines@northwind.test']);
    expect(told(await begun(kit, { signers: ['INES'], day: '2026-12-24\nsigners: zoe@northwind.test' }))).toMatchObject({
      kind: 'draft-problems',
    });
  });

  test('takes all of the files that were given, or none', async () => {
    const kit = await ready();
    kit.files.set('F2', { ok: true, filename: 'photo\u0000.png', contentType: 'image/png', bytes: Buffer.from('PNG') });
    expect(told(await begun(kit, { files: ['F1', 'F2'], signers: ['INES'] }))).toEqual({
      kind: 'no-document',
      ignored: [{ filename: 'photo.png', why: 'it is not a PDF.' }],
    });
    expect(told(await begun(kit, { files: ['F1', 'GONE'], signers: ['INES'] }))).toMatchObject({
      kind: 'no-document',
      ignored: [{ filename: 'GONE' }],
    });
    expect(told(await begun(kit, { files: [], signers: ['INES'] }))).toEqual({ kind: 'no-document', ignored: [] });
    givePdf(kit, 'F3', Buffer.from('%PDF-1.7 /Encrypt'));
    expect(told(await begun(kit, { files: ['F3'] }))).toMatchObject({ kind: 'unusable-document', verdict: 'needs-password' });
  });

  test('fetches at most 10 files and looks up at most 50 people', async () => {
    const kit = await ready();
    const files = Array.from({ length: 11 }, (_, number) => `F${number}`);
    kit.asked.length = 0;
    expect(told(await begun(kit, { files, signers: ['INES'] }))).toEqual({
      kind: 'draft-problems',
      problems: ['11 documents are attached; 10 are the most.'],
    });
    expect(told(await begun(kit, { signers: Array.from({ length: 51 }, (_, number) => `U${number}`) }))).toEqual({
      kind: 'draft-problems',
      problems: ['51 people are named; 50 are the most.'],
    });
    expect(kit.asked.filter((name) => name !== 'OLIVIA' && name !== 'F1')).toEqual([]);
  });

  test('takes no more than 2,000 characters of message', async () => {
    const kit = await ready();
    expect(refusalOf(await begun(kit, { signers: ['INES'], message: 'x'.repeat(2001) }))).toBe('text-too-long');
  });

  test('is refused to whoever is proven by a link alone, and to whom the policy does not let send, before any file is fetched', async () => {
    const kit = await ready({
      people: [account('GUS', { standing: 'guest' })],
      policy: { ...DEFAULT_POLICY, send: ['olivia@northwind.test'] },
    });
    kit.asked.length = 0;
    const guest = await begun(kit, { signers: ['INES'] }, 'GUS');
    expect(told(guest)).toMatchObject({ kind: 'refused', refusal: { code: 'proven-too-weakly' } });
    expect(kit.asked).toEqual(['GUS']);
    expect(refusalOf(await begun(kit, { signers: ['INES'] }, 'MAX'))).toBe('may-not-send');
  });
});

describe('A draft that is changed in a form', () => {
  async function drafted() {
    const kit = await ready();
    const id = idIn(
      await begun(kit, { title: 'Lease', approvers: ['MAX'], signers: ['INES'], others: 'dana@fabrikam.test', message: 'One.\n\nTwo.' }),
    );
    const form = await kit.chat.open({
      install: 'TNORTH',
      user: 'OLIVIA',
      at: kit.clock.now,
      intent: kit.ports.intents.seal(await button(kit, id, 'change', 'sender')),
    });
    if (form.show !== 'form') throw new Error('No form.');
    const inputs: Record<string, string> = {};
    for (const field of form.form.fields) if ('initial' in field && typeof field.initial === 'string') inputs[field.id] = field.initial;
    const change = async (changed: Inputs, without: readonly string[] = []) => {
      const given = Object.fromEntries(Object.entries({ ...inputs, ...changed }).filter(([name]) => !without.includes(name)));
      return press(kit, 'OLIVIA', await button(kit, id, 'change', 'sender'), { inputs: given });
    };
    return { kit, id, change, before: await stateOf(kit, id) };
  }

  test('stays as it was where nothing was changed in the form', async () => {
    const { kit, id, change, before } = await drafted();
    expect(isDone(await change({}))).toBe(true);
    const after = await stateOf(kit, id);
    expect({ ...after, draftedAt: 0, lapsesAt: 0, remarks: '' }).toEqual({ ...before, draftedAt: 0, lapsesAt: 0, remarks: '' });
  });

  test('takes another title, message and day, and other people', async () => {
    const { kit, id, change } = await drafted();
    await change({ title: 'Lease 2027', message: 'Three.\n\nFour.', day: '2026-12-24', signers: 'zoe@northwind.test' });
    const state = await stateOf(kit, id);
    expect(state).toMatchObject({ title: 'Lease 2027', message: 'Three.\n\nFour.', expiresAt: at('2026-12-24T22:59:59Z') });
    expect(state.recipients.map(({ email, role }) => [email, role])).toEqual([
      ['max@northwind.test', 'approver'],
      ['zoe@northwind.test', 'signer'],
    ]);
  });

  test('loses whoever was taken out of the form, and a message that was emptied', async () => {
    const { kit, id, change } = await drafted();
    expect(isDone(await change({}, ['approvers', 'message']))).toBe(true);
    const state = await stateOf(kit, id);
    expect(state.recipients.map(({ email }) => email)).toEqual(['ines@northwind.test', 'dana@fabrikam.test']);
    expect(state.message).toBe('');
  });

  test('says what is wrong, and stays as it was', async () => {
    const { kit, id, change, before } = await drafted();
    expect(told(await change({ signers: 'nobody' }))).toMatchObject({ kind: 'draft-problems' });
    expect(await stateOf(kit, id)).toEqual(before);
  });

  test('is not changed once it is out', async () => {
    const kit = await ready();
    const id = await out(kit);
    expect(refusalOf(await press(kit, 'OLIVIA', await button(kit, id, 'change', 'sender'), { inputs: { title: 'Other' } }))).toBe(
      'already-sent',
    );
  });
});
