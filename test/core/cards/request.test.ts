// The card of someone who is asked: what they can do while it is their turn, and the truth once it is not.
import { describe, expect, test } from 'vitest';
import type { Card } from '#core/cards/card.ts';
import { seatCard } from '#core/cards/seat.ts';
import type { Command, DraftContent, DraftRecipient } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { plus } from '#core/time.ts';
import {
  body,
  command,
  DANA,
  DOCUMENT,
  ENVELOPE,
  EVIDENCE,
  INES,
  MAX,
  OLIVIA,
  person,
  POLICY,
  r,
  seat,
  SYSTEM,
  T0,
  TENANT,
} from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { doable, settingIn, VERSION } from './kit.ts';

const setting = settingIn('en');
const { phrases } = setting;
const FROM_MAX = person(MAX.email);

function sent(change: Partial<DraftContent>, ...rest: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, body.draft(change)), command(OLIVIA, body.send), ...rest);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

function card(state: Existing, who: 'sender' | number = 1, now = T0): Card {
  return seatCard({ state, version: VERSION, seat: who === 'sender' ? who : r(who), setting, now });
}

const asked = (change: Partial<DraftRecipient>, more: Partial<DraftContent> = {}) =>
  card(sent({ recipients: [{ ...MAX, ...change }, INES], ...more }));
const place = { tenant: TENANT, envelope: ENVELOPE, seat: r(1) };

describe('while it is their turn', () => {
  test('an approver approves with a press, after a question that says what it means and about what', () => {
    const shown = asked({});
    expect(shown.kind).toBe('request-approve');
    expect(doable(shown)).toEqual(['approve', 'page', 'comment', 'delegate', 'decline']);
    expect(shown.actions[0]).toEqual({
      label: 'Approve',
      spoken: 'Approve: “Mutual NDA”',
      tone: 'good',
      does: {
        press: { verb: 'approve', place, version: VERSION, fingerprint: DOCUMENT.sha256 },
        confirm: {
          title: 'Approve “Mutual NDA”?',
          text: `${phrases.approvalMeaning('Northwind Traders')} The fingerprint of what you decide on begins with ${DOCUMENT.sha256.slice(0, 12)}.`,
          yes: 'Approve',
          no: 'Not yet',
        },
      },
    });
    expect(shown.small).toEqual([phrases.approvalMeaning('Northwind Traders'), phrases.notExpected]);
  });
  test('a signer is led to the page, and can press nothing that signs', () => {
    const shown = asked({ role: 'signer' });
    expect([shown.kind, shown.title]).toEqual(['request-sign', 'Signature requested: Mutual NDA']);
    expect(doable(shown)).toEqual(['page', 'comment', 'delegate', 'decline']);
    expect(shown.actions[0]).toMatchObject({ label: 'Review and sign', tone: 'good', does: { open: 'page', about: place } });
  });
  test('a viewer confirms with a press', () => {
    const shown = asked({ role: 'viewer' });
    expect([shown.kind, doable(shown)[0], shown.small[0]]).toEqual(['request-approve', 'acknowledge', phrases.acknowledgeMeaning]);
    expect(shown.actions[0]?.does).toMatchObject({ confirm: { title: 'Confirm that you have read “Mutual NDA”?', yes: 'I have read it' } });
  });
  test('whoever fills in data does it on the page', () => {
    const shown = asked({ role: 'preparer' });
    expect([shown.kind, shown.actions[0]?.label]).toEqual(['request-sign', phrases.asks.preparer.button]);
    expect(shown.small).toEqual([phrases.notExpected]);
  });
  test.each(['approver', 'viewer'] as const)('a fresh login is for the page: %s', (role) => {
    const strong = { ...sent({ recipients: [{ ...MAX, role }, INES] }) };
    const shown = card({ ...strong, recipients: strong.recipients.map((one) => ({ ...one, needs: 'L3' })) });
    expect(doable(shown)).toEqual(['page', 'comment', 'delegate', 'decline']);
    expect(shown.actions[0]).toMatchObject({ label: phrases.asks[role].button, tone: 'good' });
  });
  test('handing over is not offered where the policy forbids it', () =>
    expect(doable(asked({}, { policy: { ...POLICY, delegation: 'never' } }))).toEqual(['approve', 'page', 'comment', 'decline']));
  test('it shows the sender’s message, the document with the beginning of its fingerprint, and the deadline', () => {
    const shown = asked({}, { message: 'By Friday, please.' });
    expect(shown.quote).toEqual({ who: 'Olivia Park', text: 'By Friday, please.' });
    expect(shown.facts).toEqual([
      { label: 'Document', value: 'nda.pdf (4 pages)' },
      { label: 'Fingerprint (SHA-256)', value: `${DOCUMENT.sha256.slice(0, 12)}…` },
      { label: 'From', value: 'Olivia Park <olivia@northwind.test>, Northwind Traders' },
      { label: 'Closes', value: '8 Dec 2026, 10:00 (Europe/Berlin)' },
      { label: 'Reference', value: ENVELOPE },
    ]);
    expect(shown.people).toEqual([]);
  });
  test('whoever stands for someone reads for whom', () => {
    const nora = { name: 'Nora', email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
    const state = sent({}, command(FROM_MAX, { type: 'delegate', recipient: r(1), to: nora, reason: '' }));
    expect(card(state, 5).paragraphs).toContain(phrases.place({ as: 'on-behalf', whom: 'Max' }));
    expect(card(state, 1)).toMatchObject({ kind: 'status', status: { word: 'Handed over' } });
    expect(doable(card(state, 1))).toEqual(['page', 'comment']);
  });
  test('a consumer hears of the disclosure and of paper', () => {
    const shown = card(sent({ consumer: true, recipients: [DANA] }));
    expect(shown.paragraphs).toContain(phrases.consumer({ who: 'Olivia Park' }));
  });
});

describe('an answer that is not proven enough', () => {
  const state = sent({ recipients: [DANA] }, command(person(DANA.email), body.sign(r(1))));
  test('leads to the page', () => {
    expect(card(state)).toMatchObject({ kind: 'request-sign', status: { word: 'Not recorded yet', tone: 'attention' } });
    expect(doable(card(state))).toEqual(['page', 'comment', 'decline']);
  });
  test('is forgotten once it has lapsed', () =>
    expect(card(state, 1, plus(T0, { hours: 25 })).status.word).toBe('Waiting for your signature'));
});

describe('once they have acted', () => {
  const approved = command(FROM_MAX, body.approve(r(1)));
  test('the title stays, the answer is told with its time, and it can be taken back while the rules let it', () => {
    const shown = card(sent({}, approved));
    expect([shown.kind, shown.title]).toEqual(['status', 'Approval requested: Mutual NDA']);
    expect(shown.paragraphs[0]).toBe('You approved on 24 Nov 2026, 10:00 (Europe/Berlin).');
    expect(shown.status).toEqual({ word: 'You approved', tone: 'done' });
    expect(doable(shown)).toEqual(['page', 'comment', 'withdraw', 'dispute']);
  });
  test('past the deadline it stays', () =>
    expect(doable(card(sent({}, approved), 1, plus(T0, { days: 20 })))).toEqual(['page', 'comment', 'dispute']));
  test('a signature whose words allow it can be withdrawn, an older one cannot', () => {
    const state = sent(
      {
        recipients: [
          { ...INES, step: 1 },
          { ...MAX, step: 2 },
        ],
      },
      command(person(INES.email), body.sign(r(1))),
    );
    expect(doable(card(state))).toContain('withdraw');
    const old = state.recipients.map((one) =>
      one.act ? { ...one, act: { ...one.act, consent: { id: 'sign/en/1', sha256: DOCUMENT.sha256 } } } : one,
    );
    expect(doable(card({ ...state, recipients: old }))).not.toContain('withdraw');
  });
  test('what was filled in and what was declined stays as it is', () => {
    const cy = seat('Cy', 'approver', 1);
    const declined = sent({ recipients: [MAX, cy], quorums: { 1: 'any' } }, command(FROM_MAX, body.decline(r(1))));
    expect(doable(card(declined))).toEqual(['page', 'comment', 'dispute']);
    expect(card(declined).paragraphs).toEqual(['You declined on 24 Nov 2026, 10:00 (Europe/Berlin).', phrases.recorded.goesOn]);
  });
  test('a dispute halts taking back as well, and is told', () => {
    const state = sent({}, approved, command(FROM_MAX, { type: 'dispute', recipient: r(1), reason: 'why', evidence: EVIDENCE }));
    expect(card(state).paragraphs).toContain(phrases.onHold);
    expect(doable(card(state))).toEqual(['page', 'comment']);
  });
});

describe('when there is nothing to decide', () => {
  const any = { recipients: [MAX, seat('Bob', 'approver', 1), INES], quorums: { 1: 'any' } } as const;
  const released = sent(any, command(FROM_MAX, body.approve(r(1))));
  const held = sent({}, command(FROM_MAX, { type: 'dispute', recipient: r(1), reason: 'why', evidence: EVIDENCE }));
  test.each([
    ['someone else of the group has answered', card(released, 2), 'Nothing to do', ['page', 'comment']],
    ['it is on hold', card(held), 'On hold', ['page', 'comment']],
    ['it is another’s turn', card(sent({}), 2), 'Not your turn yet', ['page', 'comment']],
    ['the deadline has passed', card(sent({}), 1, plus(T0, { days: 20 })), 'Closed', ['page', 'comment']],
    ['it is a copy', card(sent({}), 4), 'In progress', ['page', 'comment']],
  ] as const)('%s', (_, shown, word, can) => {
    expect(shown.status.word).toBe(word);
    expect(doable(shown)).toEqual(can);
  });
  test('whoever was replaced hears nothing more of it', () => {
    const nora = { name: 'Nora', email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
    const state = sent({}, command(OLIVIA, { type: 'reassign', recipient: r(1), to: nora, reason: '' }));
    const over = sent(
      {},
      command(OLIVIA, { type: 'reassign', recipient: r(1), to: nora, reason: '' }),
      command(OLIVIA, { type: 'void', reason: 'secret' }),
    );
    for (const shown of [card(state), card(over)]) {
      expect(shown).toMatchObject({ kind: 'status', facts: [{ value: ENVELOPE }], actions: [] });
      expect(JSON.stringify(shown)).not.toMatch(/Nora|secret/);
    }
  });
});

describe('when it is over', () => {
  const acts = [
    command(FROM_MAX, body.approve(r(1))),
    command(person(INES.email), body.sign(r(2))),
    command(person(DANA.email, 'L2', 'web'), body.sign(r(3))),
  ];
  const seal = command(SYSTEM, { type: 'record-seal', documents: [] });
  test.each([
    ['being sealed', sent({}, ...acts), 'Being sealed'],
    ['the seal is late', sent({}, ...acts, command(SYSTEM, { type: 'record-seal-failure', why: 'x' })), 'Being repaired'],
    ['sealed', sent({}, ...acts, seal), 'Completed and sealed'],
  ] as const)('completed, %s', (_, state, word) => {
    const shown = card(state);
    expect([shown.kind, shown.status.word]).toEqual(['completed', word]);
    expect(shown.paragraphs.at(-1)).toBe('You approved on 24 Nov 2026, 10:00 (Europe/Berlin).');
    expect(doable(shown)).toEqual(['page', 'comment']);
  });
  test('where the sealed PDF is, is said', () => {
    const input = { state: sent({}, ...acts, seal), version: 1, seat: r(1), setting, now: T0 } as const;
    expect(seatCard({ ...input, sealed: 'attached' }).paragraphs).toContain(phrases.cards.sealed.attached);
    expect(seatCard(input).paragraphs).toContain(phrases.cards.sealed.linked);
  });
  test('declined: not by whom, and not why', () => {
    const shown = card(sent({}, acts[0] ?? seal, command(person(INES.email), body.decline(r(2), 'secret'))));
    expect([shown.kind, shown.status.word]).toEqual(['stopped', 'Declined']);
    expect(JSON.stringify(shown)).not.toMatch(/Ines|secret/);
  });
  test('voided: with the reason, and without the document', () => {
    const shown = card(sent({}, command(OLIVIA, { type: 'void', reason: 'Wrong annex' })));
    expect(shown).toMatchObject({ kind: 'stopped', quote: { who: 'Olivia Park', text: 'Wrong annex' }, facts: [{ value: ENVELOPE }] });
    expect(doable(shown)).toEqual(['comment']);
  });
  test('expired: when', () => {
    const shown = card(sent({}, command(SYSTEM, { type: 'expire' }, { days: 15 })));
    expect([shown.kind, shown.paragraphs[0]]).toEqual([
      'stopped',
      '“Mutual NDA” closed on 8 Dec 2026, 10:00 (Europe/Berlin) before everyone had acted.',
    ]);
  });
});

test('of what was never sent a recipient learns nothing', () => {
  const draft = command(OLIVIA, body.draft());
  const states = [
    [draft],
    [draft, command(OLIVIA, { type: 'void', reason: '' })],
    [draft, command(SYSTEM, { type: 'expire' }, { days: 3 })],
  ];
  for (const commands of states) {
    const state = stateAfter(...commands);
    if (state.status === 'none') throw new Error('There is no envelope.');
    expect(card(state)).toMatchObject({ kind: 'status', actions: [], facts: [{ value: ENVELOPE }], status: { word: 'Nothing to do' } });
  }
});

test('what people wrote goes through whole: whoever draws the card makes it harmless', () => {
  const hostile = '<!channel> *bold* {{DATE()}} \u202E[x](https://evil.test) <at>all</at>';
  const shown = card({ ...sent({ message: hostile }), title: hostile });
  expect(shown.title).toBe(`Approval requested: ${hostile}`);
  expect(shown.quote?.text).toBe(hostile);
});
