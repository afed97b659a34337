// What comes of a button or a form: the act of whoever presses, from a seat of theirs, with its proof; or why not.
import { describe, expect, test } from 'vitest';
import { blobKeys } from '#apps/ports.ts';
import { intents } from '#apps/chat/intents.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { plus } from '#core/time.ts';
import { body, DOCUMENT, r, sha256 } from '#test/support/build.ts';
import * as kits from './kit.ts';
import {
  account,
  button,
  cardOf,
  chatKit,
  did,
  INES,
  isDone,
  lastEvents,
  MAX,
  open,
  out,
  press,
  refusalOf,
  standing,
  stateOf,
  told,
  type ChatKit,
} from './kit.ts';

const GUEST = account('GUS', { standing: 'guest', email: 'max@northwind.test' });
const REASON = { reason: 'The amount is wrong' };

async function asked(options: Parameters<typeof chatKit>[0] = {}) {
  const kit = await chatKit(options);
  return { kit, id: await out(kit) };
}

async function evidenceIn({ blobs }: ChatKit, { reference }: EvidenceRef): Promise<Record<string, unknown>> {
  return JSON.parse(String(blobs.kept.get(blobKeys.evidence(kits.NORTHWIND.id, reference)))) as Record<string, unknown>;
}

describe('A button that decides', () => {
  test('approves for whoever holds the seat, in the words that it said, on the documents that it spoke of', async () => {
    const { kit, id } = await asked();
    const approve = await button(kit, id, 'approve', 'r1', { fingerprint: DOCUMENT.sha256 });
    expect(isDone(await press(kit, 'MAX', approve))).toBe(true);
    expect((await lastEvents(kit, id))[0]).toMatchObject({
      type: 'approved',
      recipient: 'r1',
      words: 'Approve',
      fingerprint: DOCUMENT.sha256,
      by: { seat: 'r1', via: 'slack', assurance: 'L1' },
    });
  });

  test('puts the label that its reader saw on record: their own language on a card that was sent, that of their account on one they asked for', async () => {
    const { kit } = await asked({ people: [account('GERDA', { email: 'gerda@northwind.test', language: 'de-DE' })] });
    const gerda = { ...MAX, name: 'Gerda', email: 'gerda@northwind.test', language: 'de' };
    const [sent, shown] = [
      await out(kit, 'sent', { recipients: [gerda, INES] }),
      await out(kit, 'shown', { recipients: [{ ...gerda, language: 'en' }, INES] }),
    ];
    await standing(kit, sent, { ref: 'c-sent', to: 'r1' });
    await press(kit, 'GERDA', await button(kit, sent, 'approve', 'r1'), { on: 'c-sent' });
    await press(kit, 'GERDA', await button(kit, shown, 'approve', 'r1'));
    const label = cardOf(await open(kit, 'GERDA', await button(kit, await out(kit, 'third', { recipients: [gerda, INES] }), 'show', 'r1')))
      .actions[0]?.label;
    expect(label).not.toBe('Approve');
    for (const id of [sent, shown]) expect((await lastEvents(kit, id))[0]).toMatchObject({ type: 'approved', words: label });
  });

  test('acknowledges', async () => {
    const kit = await chatKit();
    const id = await out(kit, 'read', { recipients: [{ ...MAX, role: 'viewer' }, INES] });
    expect(isDone(await press(kit, 'MAX', await button(kit, id, 'acknowledge', 'r1')))).toBe(true);
    expect((await lastEvents(kit, id))[0]).toMatchObject({ type: 'acknowledged', words: 'I have read it' });
  });

  test('keeps the proof: the delivery, the account as the platform describes it, what was pressed, and the very card that was seen', async () => {
    const { kit, id } = await asked();
    await standing(kit, id, { ref: 'c1', to: 'r1' });
    const approve = await button(kit, id, 'approve', 'r1', { fingerprint: DOCUMENT.sha256 });
    await press(kit, 'MAX', approve, { on: 'c1' });
    const evidence = (await stateOf(kit, id)).recipients[0]?.act?.evidence;
    expect(evidence).toMatchObject({ kind: 'slack' });
    const record = await evidenceIn(kit, evidence as EvidenceRef);
    expect(evidence?.reference).toBe(sha256(String(kit.blobs.kept.get(blobKeys.evidence(kits.NORTHWIND.id, evidence?.reference ?? '')))));
    expect(evidence?.proof).toContain(
      `Slack as max@northwind.test, a full member of the linked organisation whose address the platform confirms`,
    );
    expect(evidence?.proof).toContain(sha256('card c1').slice(0, 16));
    expect(record).toMatchObject({
      platform: 'slack',
      install: 'TNORTH',
      user: 'MAX',
      at: kit.clock.now,
      proof: { actionTs: '1795543200.000100', triggerId: '13.7' },
      did: {
        kind: 'press',
        inputs: {},
        meant: { verb: 'approve', version: approve.version, fingerprint: DOCUMENT.sha256, place: { envelope: id, seat: 'r1' } },
      },
      account: { standing: 'member', isEmailConfirmed: true, email: 'max@northwind.test' },
      assurance: 'L1',
      on: 'c1',
      seen: { card: sha256('card c1'), version: approve.version, copy: 'northwind/cards/c1' },
    });
  });

  test('does not take the card of another envelope for what was seen', async () => {
    const { kit, id } = await asked();
    await standing(kit, await out(kit, 'other'), { ref: 'c2', to: 'r1' });
    await press(kit, 'MAX', await button(kit, id, 'approve', 'r1'), { on: 'c2' });
    const evidence = (await stateOf(kit, id)).recipients[0]?.act?.evidence;
    expect((await evidenceIn(kit, evidence as EvidenceRef))['seen']).toBeNull();
  });

  test('declines, withdraws and disputes with the reason that was given, without what nobody can see', async () => {
    const { kit, id } = await asked();
    await press(kit, 'MAX', await button(kit, id, 'approve', 'r1'));
    expect(isDone(await press(kit, 'MAX', await button(kit, id, 'withdraw', 'r1'), { inputs: { reason: 'Too early' } }))).toBe(true);
    expect((await lastEvents(kit, id))[0]).toMatchObject({ type: 'withdrawn', reason: 'Too early' });
    const other = await out(kit, 'other');
    await press(kit, 'MAX', await button(kit, other, 'dispute', 'r1'), { inputs: REASON });
    expect((await lastEvents(kit, other))[0]).toMatchObject({ type: 'disputed', ...REASON });
    const third = await out(kit, 'third');
    await press(kit, 'MAX', await button(kit, third, 'decline', 'r1'), {
      inputs: { reason: ' The\u202E amount\u0007\r\nis wrong \u200B' },
    });
    expect((await lastEvents(kit, third))[0]).toMatchObject({ type: 'declined', reason: 'The amount\nis wrong' });
  });

  test('hands over to an address, or to a person who was picked on the platform', async () => {
    const { kit, id } = await asked();
    expect(
      isDone(
        await press(kit, 'MAX', await button(kit, id, 'delegate', 'r1'), { inputs: { address: 'ada@northwind.test', reason: 'Away' } }),
      ),
    ).toBe(true);
    expect((await stateOf(kit, id)).recipients[2]).toMatchObject({ email: 'ada@northwind.test', standsFor: 'r1' });
    const other = await out(kit, 'other');
    await press(kit, 'MAX', await button(kit, other, 'delegate', 'r1'), { inputs: { address: ['ADA'] } });
    expect((await stateOf(kit, other)).recipients[2]).toMatchObject({ email: 'ada@northwind.test' });
    const third = await out(kit, 'third');
    expect(told(await press(kit, 'MAX', await button(kit, third, 'delegate', 'r1'), { inputs: { address: 'nobody' } }))).toMatchObject({
      kind: 'ask',
    });
  });

  test('says why not, and that nothing changed, where the rules refuse', async () => {
    const { kit, id } = await asked();
    const sign = await press(kit, 'INES', await button(kit, id, 'approve', 'r2'));
    expect([refusalOf(sign), told(sign)]).toEqual(['wrong-role', expect.objectContaining({ kind: 'refused' })]);
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'approve', 'r1', { fingerprint: sha256('another') })))).toBe(
      'documents-changed',
    );
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'decline', 'r1'), { inputs: { reason: '  ' } }))).toBe('reason-missing');
    await press(kit, 'MAX', await button(kit, id, 'approve', 'r1'));
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'approve', 'r1')))).toBe('already-acted');
  });

  test('pressed twice under the same key counts once', async () => {
    const { kit, id } = await asked();
    const approve = await button(kit, id, 'approve', 'r1');
    await press(kit, 'MAX', approve, { key: 'once' });
    const { version } = await kit.ports.ledger.load(kits.NORTHWIND.id, id);
    const again = await kit.ports.inbox.accept('slack', 'once', { ...approve }).catch(() => 'refused');
    expect(again).not.toBe('new');
    expect((await kit.ports.ledger.load(kits.NORTHWIND.id, id)).version).toBe(version);
  });

  test('takes no more than 2,000 characters of anybody’s words', async () => {
    const { kit, id } = await asked();
    const long = 'x'.repeat(2001);
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'decline', 'r1'), { inputs: { reason: long } }))).toBe('text-too-long');
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'comment', 'r1'), { inputs: { text: long } }))).toBe('text-too-long');
    expect(isDone(await press(kit, 'MAX', await button(kit, id, 'decline', 'r1'), { inputs: { reason: 'x'.repeat(2000) } }))).toBe(true);
  });
});

describe('A button of the one in charge', () => {
  test('sends, reminds, voids and resumes', async () => {
    const kit = await chatKit();
    const id = await out(kit, 'draft', { isDraft: true });
    expect(isDone(await press(kit, 'OLIVIA', await button(kit, id, 'send', 'sender')))).toBe(true);
    kit.clock.now = plus(kit.clock.now, { hours: 5 });
    const reminded = await press(kit, 'OLIVIA', await button(kit, id, 'remind', 'sender', { to: r(1) }));
    expect([isDone(reminded), told(reminded)]).toEqual([true, { kind: 'status' }]);
    await press(kit, 'MAX', await button(kit, id, 'dispute', 'r1'), { inputs: REASON });
    expect(isDone(await press(kit, 'OLIVIA', await button(kit, id, 'resume', 'sender')))).toBe(true);
    expect(isDone(await press(kit, 'OLIVIA', await button(kit, id, 'void', 'sender'), { inputs: { reason: 'Over\u0000taken' } }))).toBe(
      true,
    );
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'voided', reason: 'Overtaken', by: { seat: 'sender' } }]);
  });

  test('does not send what has been changed since', async () => {
    const kit = await chatKit();
    const id = await out(kit, 'draft', { isDraft: true });
    const send = await button(kit, id, 'send', 'sender');
    kit.clock.now = plus(kit.clock.now, { minutes: 1 });
    await out(kit, 'draft', { isDraft: true, title: 'Another title' });
    const pressed = await press(kit, 'OLIVIA', send);
    expect(refusalOf(pressed)).toBe('draft-changed');
    expect((await stateOf(kit, id)).status).toBe('draft');
    expect(isDone(await press(kit, 'OLIVIA', await button(kit, id, 'send', 'sender')))).toBe(true);
  });

  test('answers whoever asked last, or whom it names, and says whom', async () => {
    const { kit, id } = await asked();
    const answer = await button(kit, id, 'comment', 'sender');
    expect(told(await press(kit, 'OLIVIA', answer, { inputs: { text: 'Hello all' } }))).toEqual({ kind: 'relayed', to: null });
    const asking = await press(kit, 'MAX', await button(kit, id, 'comment', 'r1'), { inputs: { text: 'Which year?' } });
    expect(told(asking)).toEqual({ kind: 'relayed', to: 'Olivia Park' });
    expect(told(await press(kit, 'OLIVIA', answer, { inputs: { text: 'This one' } }))).toEqual({ kind: 'relayed', to: 'Max Berger' });
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'commented', to: 'r1', text: 'This one' }]);
    expect(told(await press(kit, 'OLIVIA', { ...answer, to: r(2) }, { inputs: { text: 'And you?' } }))).toEqual({
      kind: 'relayed',
      to: 'Ines Duarte',
    });
  });

  test('shares title and progress where it was pressed, for the sender and administrators who are full members, and nobody else', async () => {
    const policy = { ...DEFAULT_POLICY, admins: ['ada@northwind.test'] };
    const guest = account('GO', { standing: 'guest', email: 'olivia@northwind.test' });
    const { kit, id } = await asked({ policy, people: [guest] });
    const share = await button(kit, id, 'share', 'sender');
    expect(told(await press(kit, 'OLIVIA', share))).toEqual({ kind: 'shared' });
    expect(told(await press(kit, 'ADA', share))).toEqual({ kind: 'shared' });
    expect(refusalOf(await press(kit, 'GO', share))).toBe('proven-too-weakly');
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'share', 'r1')))).toBe('not-the-sender');
    expect(refusalOf(await press(kit, 'ZOE', share))).toBe('not-yours');
  });
});

describe('Whose a button is', () => {
  test.each([
    'approve',
    'decline',
    'withdraw',
    'dispute',
    'delegate',
    'comment',
    'remind',
    'void',
    'send',
    'resume',
    'change',
    'share',
    'acknowledge',
  ] as const)(
    'a member presses %s on a seat that is not theirs, and nothing comes of it but the answer that a stranger gets',
    async (verb) => {
      const { kit, id } = await asked();
      for (const at of ['r1', 'sender'] as const) {
        const { version } = await kit.ports.ledger.load(kits.NORTHWIND.id, id);
        const pressed = await press(kit, 'ZOE', await button(kit, id, verb, at), {
          inputs: { ...REASON, text: 'Hi', address: 'zoe@northwind.test' },
        });
        const nowhere = await press(kit, 'ZOE', {
          verb,
          version: 1,
          place: kits.placeIn(kit.ports.envelopeId(kits.NORTHWIND.id, 'none', 0), at),
        });
        expect([refusalOf(pressed), told(pressed)]).toEqual(['not-yours', told(nowhere)]);
        expect((await kit.ports.ledger.load(kits.NORTHWIND.id, id)).version).toBe(version);
      }
    },
  );

  test('a button that was made for one organisation does nothing in another, for the same address too', async () => {
    const spy = account('SPY', { install: 'TFABRI', email: 'max@northwind.test' });
    const { kit, id } = await asked({ people: [spy] });
    const approve = await button(kit, id, 'approve', 'r1');
    expect(refusalOf(await press(kit, 'SPY', approve, { install: 'TFABRI' }))).toBe('not-yours');
    expect(JSON.stringify(await open(kit, 'SPY', { ...approve, verb: 'show' }, { install: 'TFABRI' }))).not.toContain('Mutual NDA');
    const moved = { ...approve, place: { ...kits.placeIn(id, 'r1'), tenant: kits.FABRIKAM.id } };
    expect(refusalOf(await press(kit, 'SPY', moved, { install: 'TFABRI' }))).toBe('not-yours');
    expect((await stateOf(kit, id)).recipients[0]?.act).toBeUndefined();
  });

  test('what we did not seal, or sealed with another secret, is dropped', async () => {
    const { kit, id } = await asked();
    const approve = await button(kit, id, 'approve', 'r1');
    for (const text of [`${kit.ports.intents.seal(approve)}x`, intents([Buffer.from('other')]).seal(approve), 'approve', '']) {
      expect((await press(kit, 'MAX', text)).outcome.kind).toBe('dropped');
      expect(cardOf(await open(kit, 'MAX', text)).kind).toBe('error');
    }
  });

  test('of a person’s two seats the button’s own counts, and where that is not theirs any more the one that fits the act', async () => {
    const kit = await chatKit();
    const id = await out(kit, 'both', { recipients: [MAX, { ...INES, email: MAX.email, name: 'Max Berger' }] });
    await press(kit, 'MAX', await button(kit, id, 'approve', 'r1'));
    await press(kit, 'MAX', await button(kit, id, 'withdraw', 'r1'), { inputs: REASON });
    expect((await lastEvents(kit, id))[0]).toMatchObject({ type: 'withdrawn', recipient: 'r1' });
    await did(
      kit,
      id,
      { type: 'correct', recipient: r(1), name: 'Zoe', email: 'zoe@northwind.test', internal: true, needs: 'L1' },
      { by: 'olivia@northwind.test' },
    );
    // The card of the seat that was taken from Max is about nothing of his.
    expect(refusalOf(await press(kit, 'MAX', await button(kit, id, 'approve', 'r1')))).toBe('not-yours');
    expect((await stateOf(kit, id)).recipients.map(({ act }) => act)).toEqual([undefined, undefined]);
  });

  test('an administrator does what the rules let one do, and neither sends nor answers nor decides for others', async () => {
    const policy = { ...DEFAULT_POLICY, admins: ['ada@northwind.test'] };
    const kit = await chatKit({ policy });
    const [draft, id] = [await out(kit, 'draft', { isDraft: true }), await out(kit)];
    kit.clock.now = plus(kit.clock.now, { hours: 5 });
    expect(isDone(await press(kit, 'ADA', await button(kit, id, 'remind', 'sender')))).toBe(true);
    expect(refusalOf(await press(kit, 'ADA', await button(kit, draft, 'send', 'sender')))).toBe('not-the-sender');
    expect(refusalOf(await press(kit, 'ADA', await button(kit, draft, 'change', 'sender'), { inputs: { title: 'Mine' } }))).toMatch(/not-/);
    expect(refusalOf(await press(kit, 'ADA', await button(kit, id, 'comment', 'sender'), { inputs: { text: 'Hi' } }))).toBe('not-yours');
    expect(refusalOf(await press(kit, 'ADA', await button(kit, id, 'approve', 'r1')))).toBe('not-yours');
    expect(isDone(await press(kit, 'ADA', await button(kit, id, 'void', 'sender'), { inputs: REASON }))).toBe(true);
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'voided', by: { seat: 'admin' } }]);
  });

  test('whoever is proven by a link alone may look, ask, and decline for confirmation; nothing else counts', async () => {
    const { kit, id } = await asked({ people: [GUEST] });
    const by = async (verb: Parameters<typeof button>[2], inputs = {}) => press(kit, 'GUS', await button(kit, id, verb, 'r1'), { inputs });
    expect(cardOf(await open(kit, 'GUS', await button(kit, id, 'show', 'r1'))).kind).toBe('request-approve');
    expect(isDone(await by('comment', { text: 'Which year?' }))).toBe(true);
    expect(isDone(await by('decline', REASON))).toBe(true);
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'act-held', act: 'decline', by: { assurance: 'L0' } }]);
    expect(isDone(await by('approve'))).toBe(true);
    expect(await lastEvents(kit, id)).toMatchObject([{ type: 'act-held', act: 'approve' }]);
    for (const verb of ['delegate', 'withdraw', 'dispute'] as const) {
      expect(refusalOf(await by(verb, { ...REASON, address: 'ada@northwind.test' }))).toBe('proven-too-weakly');
    }
    expect(refusalOf(await press(kit, 'GUS', { verb: 'prefer', version: 0, channel: 'slack' }))).toBe('proven-too-weakly');
    expect(refusalOf(await press(kit, 'GUS', { verb: 'start', version: 0 }))).toBe('proven-too-weakly');
    expect((await stateOf(kit, id)).recipients[0]?.act).toBeUndefined();
  });
});

describe('Where somebody wants to be reached', () => {
  test('is kept for their address in this organisation, and shown', async () => {
    const { kit } = await asked();
    const pressed = await press(kit, 'MAX', { verb: 'prefer', version: 0, channel: 'email' });
    expect(told(pressed)).toMatchObject({ kind: 'shown', card: { paragraphs: ['From now on: By e-mail.'] } });
    expect(await kit.ports.accounts.preference(kits.NORTHWIND.id, 'max@northwind.test')).toBe('email');
    await press(kit, 'MAX', { verb: 'prefer', version: 0 });
    expect(await kit.ports.accounts.preference(kits.NORTHWIND.id, 'max@northwind.test')).toBeUndefined();
  });
});

describe('What a button opens', () => {
  test('is the form behind it for whoever presses, the card where it is over, and the list', async () => {
    const { kit, id } = await asked();
    const decline = await button(kit, id, 'decline', 'r1');
    expect(kits.formOf(await open(kit, 'MAX', decline)).intent).toMatchObject({ verb: 'decline', place: { seat: 'r1' } });
    expect(cardOf(await open(kit, 'ZOE', decline)).kind).toBe('error');
    expect(kits.formOf(await open(kit, 'OLIVIA', { verb: 'start', version: 0 })).intent.verb).toBe('start');
    expect(cardOf(await open(kit, 'MAX', { verb: 'list', version: 0 })).entries).toHaveLength(1);
    expect((await open(kit, 'MAX', await button(kit, id, 'approve', 'r1'))).show).toBe('later');
    expect(cardOf(await open(kit, 'OLIVIA', await button(kit, id, 'change', 'sender'))).kind).toBe('status');
    await did(kit, id, body.decline(r(1)), { by: 'max@northwind.test' });
    expect(cardOf(await open(kit, 'MAX', decline)).kind).toBe('stopped');
    expect(kits.formOf(await open(kit, 'MAX', await button(kit, id, 'comment', 'r1'))).intent.verb).toBe('comment');
  });

  test('keeps whom an answer is for', async () => {
    const { kit, id } = await asked();
    expect(kits.formOf(await open(kit, 'OLIVIA', await button(kit, id, 'comment', 'sender', { to: r(2) }))).intent.to).toBe('r2');
  });

  test('is seen anew by each as it stands for them, and by strangers not at all', async () => {
    const { kit, id } = await asked();
    const see = async (user: string, at: 'sender' | 'r1') =>
      kit.chat.see({ install: 'TNORTH', user, at: kit.clock.now, place: kits.placeIn(id, at) });
    expect((await see('MAX', 'r1')).kind).toBe('request-approve');
    expect((await see('OLIVIA', 'sender')).people).toHaveLength(2);
    expect((await see('MAX', 'sender')).people).toEqual([]);
    for (const user of ['ZOE', 'NOBODY']) expect(JSON.stringify(await see(user, 'r1'))).not.toContain('Mutual NDA');
    // Nobody hears of a request before it reaches them.
    expect((await see('INES', 'r1')).kind).toBe('error');
  });
});
