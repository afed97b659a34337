// Who hears of handovers, withdrawals, disputes and deadlines, and what is no longer said once it is no longer true.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { Envelope } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import { notify } from '#core/notify.ts';
import { plus } from '#core/time.ts';
import { body, command, DOCUMENT, r, seat, T0 } from '../support/build.ts';
import { run, stateAfter } from '../support/spec.ts';
import { approve, by, candidate, clock, decline, does, ruled, sender, sent, sign } from './rules/kit.ts';

/** `kind>to` for each message of the last command, as things stand after `later`. */
function told(history: readonly Command[], later: readonly Command[] = []): readonly string[] {
  const last = history.at(-1);
  if (!last) return [];
  const { decision, state } = run(stateAfter(...history.slice(0, -1)), last);
  if (!decision.ok) throw new Error(decision.refusal.code);
  const now = later.reduce<Envelope>((was, next) => run(was, next).state, state);
  return decision.events
    .flatMap((event, index) => notify({ version: 3, index, event }, state, now))
    .map(({ kind, to, about }) => `${kind}>${to}${about === undefined ? '' : ` of ${about}`}`);
}

const out = sent();
const fallback = { name: 'Fay', email: 'fay@northwind.test' };
const handed = command(by('Max'), does.delegate(1, candidate('Zoe')), { hours: 1 });
const replaced = sender(does.reassign(1, candidate('Zoe')));
const withdrawn = command(by('Max'), does.withdraw(1), { hours: 4 });
const disputed = command(by('Max'), does.dispute(1), { hours: 5 });
const extended = sender(does.extend(plus(T0, { days: 20 })));
const either = sent({
  recipients: [seat('Ada', 'approver', 1), seat('Ben', 'approver', 1), seat('Cleo', 'signer', 2)],
  quorums: { 1: 'any' },
});
const viewers = sent({ recipients: [seat('Pia', 'preparer', 1), seat('Vera', 'viewer', 2)] });
const prepared = command(by('Pia'), does.prepare(1));
const silent = sent({ ...ruled({ escalateAfterDays: 5 }), fallback });

describe('of what people are told', () => {
  test.each<[string, readonly Command[], readonly string[]]>([
    [
      'a delegation: both sides and the newcomer',
      [...out, handed],
      ['handed-over>r1 of r1', 'handed-over>sender of r1', 'approve-request>r5'],
    ],
    [
      'a replacement: the one who had been asked, too',
      [...out, replaced],
      ['released>r1', 'handed-over>sender of r5', 'approve-request>r5'],
    ],
    [
      'a replacement before the turn: not the one who never knew',
      [...out, sender(does.reassign(2, candidate('Zoe')))],
      ['handed-over>sender of r5'],
    ],
    ['an escalation', [...silent, clock(does.escalate(1), { days: 6 })], ['escalated>sender of r1', 'approve-request>r5']],
    ['a quorum that is met: those who had been asked', [...either, approve('Ada', 1)], ['recorded>r1', 'released>r2', 'sign-request>r3']],
    [
      'a withdrawal: those whose turn is over, too',
      [...out, approve('Max', 1), withdrawn],
      ['withdrawn>r1 of r1', 'withdrawn>sender of r1', 'released>r2', 'released>r3'],
    ],
    ['a dispute', [...out, disputed], ['disputed>r1 of r1', 'disputed>sender of r1']],
    ['its end', [...out, disputed, sender(does.resolve, { hours: 6 })], ['resumed>r1 of sender']],
    ['a later deadline: those who are waited for', [...out, approve('Max', 1), extended], ['deadline>r2', 'deadline>r3']],
    ['the sender’s warning', [...out, clock({ type: 'warn' }, { days: 12 })], ['expiry-warning>sender']],
    ['a corrected address', [...out, sender(does.correct(1, candidate('Maxim')))], ['approve-request>r1']],
    ['a corrected address before the turn', [...out, sender(does.correct(2, candidate('Inez')))], []],
    ['a new link', [...out, sender(does.resend(1))], ['approve-request>r1']],
    ['a preparation', [...viewers, prepared], ['recorded>r1', 'acknowledge-request>r2']],
    ['the first step of preparers', viewers, ['prepare-request>r1']],
    ['an acknowledgement', [...viewers, prepared, command(by('Vera'), does.acknowledge(2, DOCUMENT.sha256))], ['recorded>r2']],
    ['a decline that ends nothing yet', [...either, decline('Ada', 1)], ['recorded>r1', 'declined>sender of r1']],
    ['an erasure', [...out, sender(does.void), clock(does.erase(null))], []],
    ['a snooze', [...out, command(by('Max'), does.snooze(1, plus(T0, { days: 4 })))], []],
    ['a mute', [...out, command(by('Max'), does.mute(1))], []],
    [
      'an accepted disclosure',
      [
        ...sent({ consumer: true, recipients: [seat('Ines', 'signer', 1)] }),
        command(by('Ines'), does.view(1)),
        command(by('Ines'), does.acceptDisclosure(1)),
      ],
      [],
    ],
  ])('%s', (_name, history, expected) => expect(told(history)).toEqual(expected));
  test('whoever was replaced hears nothing of the end', () => {
    expect(told([...out, replaced, sender(does.void)])).toEqual(['voided>r5 of sender', 'voided>sender']);
    const over = [
      ...out,
      replaced,
      approve('Zoe', 5, { hours: 4 }),
      sign('Ines', 2, { hours: 5 }),
      sign('Dana', 3, { hours: 6 }),
      clock(does.seal),
    ];
    expect(told(over)).toEqual(['completed>sender', 'completed>r2', 'completed>r3', 'completed>r4', 'completed>r5']);
  });
  test('whoever handed over stays on record and gets the result', () => {
    const over = [...out, handed, approve('Zoe', 5), sign('Ines', 2, { hours: 5 }), sign('Dana', 3, { hours: 6 }), clock(does.seal)];
    expect(told(over)).toContain('completed>r1');
  });
});

describe('no longer said late', () => {
  test.each<[string, readonly Command[], readonly Command[]]>([
    ['that an act is recorded, once it is withdrawn', [...out, approve('Max', 1)].slice(0, 3), [withdrawn]],
    ['an invitation, once its person has handed over', out, [handed]],
    ['a new link, once there is a newer one', [...out, sender(does.resend(1))], [sender(does.resend(1))]],
    ['that someone is not needed, once they are again', [...either, approve('Ada', 1)], [command(by('Ada'), does.withdraw(1))]],
    ['that someone is not needed, once it is over', [...either, approve('Ada', 1)], [sender(does.void)]],
    ['a deadline, once there is a later one', [...out, extended], [sender(does.extend(plus(T0, { days: 21 })))]],
    ['a warning, once the deadline was moved', [...out, clock({ type: 'warn' }, { days: 12 })], [extended]],
    ['a reminder, while someone disputes', [...out, sender(does.remind(1))], [disputed]],
    ['a held act’s next step, once it was taken', [...out, command(by('Max', 'L0'), body.approve(r(1)))], [approve('Max', 1)]],
  ])('%s', (_name, history, later) => {
    const stale = told(history).filter((message) => !told(history, later).includes(message));
    expect(stale.length).toBeGreaterThan(0);
  });
  test('of two invitations to one person only the newer one goes out: after a new link, after a correction, after a second turn', () => {
    expect(told(out, [sender(does.resend(1))])).toEqual([]);
    expect(told(out, [sender(does.correct(1, candidate('Maxim')))])).toEqual([]);
    const again = [withdrawn, approve('Max', 1, { hours: 6 })];
    expect(told([...out, approve('Max', 1)], again)).toEqual(['recorded>r1']);
    expect(told([...out, approve('Max', 1), ...again])).toEqual(['recorded>r1', 'sign-request>r2', 'sign-request>r3']);
  });
  test('of two held acts only the latest asks for its proof', () => {
    const first = command(by('Max', 'L0'), body.approve(r(1)), { hours: 1 });
    const second = command(by('Max', 'L0'), body.decline(r(1)), { hours: 2 });
    expect([told([...out, first]), told([...out, first], [second]), told([...out, first, second])]).toEqual([
      ['confirm>r1'],
      [],
      ['confirm>r1'],
    ]);
  });
});

test('what the rules never store is told to nobody who should not hear it', () => {
  const state = stateAfter(...out);
  const event = { at: T0, by: { seat: 'system', via: 'dispatch', assurance: 'L3' }, type: 'commented', to: null, text: 'x' } as const;
  expect(notify({ version: 3, index: 0, event }, state, evolve(state, event))).toMatchObject([
    { kind: 'question', to: 'sender', about: 'sender' },
  ]);
  const invited = { at: T0, by: event.by, type: 'turn-began', recipient: r(9), remindAt: null } as const;
  expect(notify({ version: 3, index: 0, event: invited }, state, state)).toEqual([]);
  const released = { at: T0, by: event.by, type: 'released', recipient: r(2) } as const;
  expect(notify({ version: 3, index: 0, event: released }, state, state)).toEqual([]);
  const acted = {
    ...invited,
    type: 'act-held',
    act: 'sign',
    needs: 'L2',
    lapsesAt: T0,
    evidence: { kind: 'mail', reference: '', proof: '' },
  } as const;
  expect(notify({ version: 3, index: 0, event: acted }, state, state)).toEqual([]);
});
