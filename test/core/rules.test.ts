// The rules, one sentence each.
import { describe, expect, test } from 'vitest';
import { plus } from '#core/time.ts';
import { body, CARL, command, content, DANA, DOCUMENT, INES, MAX, OLIVIA, person, r, SENDER, SYSTEM, T0 } from '../support/build.ts';
import { given, stateAfter } from '../support/spec.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send, { minutes: 5 });
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const danaSigned = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const out = [drafted, sent];
const completed = [...out, approved, inesSigned, danaSigned];
const QUOTA = { isGranted: true, most: 3, againAt: plus(T0, { hours: 6 }) };

describe('drafting and sending', () => {
  test('a draft puts documents and people on record and asks nobody', () => {
    const { state } = given().when(drafted);
    given().when(drafted).then('drafted', 'document-added', 'recipient-added', 'recipient-added', 'recipient-added', 'recipient-added');
    expect(state).toMatchObject({
      status: 'draft',
      recipients: [{ id: 'r1', step: 1 }, { step: 2 }, { step: 2 }, { role: 'cc', step: 0 }],
    });
  });
  test('steps are made dense, only their order counts', () => {
    const { state } = given().when(
      command(
        OLIVIA,
        body.draft({
          recipients: [
            { ...MAX, step: 7 },
            { ...INES, step: 9 },
          ],
        }),
      ),
    );
    expect(state).toMatchObject({ recipients: [{ step: 1 }, { step: 2 }], steps: ['all', 'all'] });
  });
  test('the amount is on record where the sender named one', () => {
    const amount = { value: 12_500, currency: 'EUR' };
    expect(given().when(command(OLIVIA, body.draft({ amount }))).state).toMatchObject({ amount });
    expect(given().when(drafted).state).not.toHaveProperty('amount');
  });
  test('a new draft replaces the content of the old one', () => {
    const { state } = given(drafted).when(command(OLIVIA, body.draft({ recipients: [INES] }), { hours: 1 }));
    expect(state).toMatchObject({ status: 'draft', recipients: [{ name: 'Ines' }], documents: [DOCUMENT] });
  });
  test.each([
    ['someone else drafting in the sender’s name', command(person('eve@evil.test'), body.draft()), 'not-the-sender'],
    ['the product itself drafting', command(SYSTEM, body.draft()), 'not-the-sender'],
    ['a draft proven by a link alone', command(person(SENDER.email, 'L0'), body.draft()), 'proven-too-weakly'],
    ['a deadline in the past', command(OLIVIA, body.draft({ expiresAt: T0 })), 'deadline-in-the-past'],
    [
      'one human twice in a step',
      command(OLIVIA, body.draft({ recipients: [INES, { ...INES, email: 'INES@northwind.test' }] })),
      'seated-twice',
    ],
    ['one human twice in copy', command(OLIVIA, body.draft({ recipients: [INES, CARL, CARL] })), 'seated-twice'],
    ['a level that no channel can give', command(OLIVIA, body.draft({ recipients: [{ ...INES, needs: 'L3' }] })), 'level-not-available'],
    ['approving one’s own request', command(OLIVIA, body.draft({ recipients: [{ ...MAX, email: SENDER.email }] })), 'own-approval'],
  ] as const)('%s is refused', (_name, when, code) => given().when(when).thenRefused({ code }));
  test('approving one’s own request is possible where the policy says so', () => {
    const policy = { ...content().policy, mayApproveOwn: true };
    given()
      .when(command(OLIVIA, body.draft({ policy, recipients: [{ ...MAX, email: SENDER.email }] })))
      .then('drafted', 'document-added', 'recipient-added');
  });
  test('the same human may sit in two steps, and in copy besides', () => {
    given()
      .when(command(OLIVIA, body.draft({ recipients: [INES, { ...INES, step: 3 }, { ...INES, role: 'cc' }] })))
      .then('drafted', 'document-added', 'recipient-added', 'recipient-added', 'recipient-added');
  });
  test('sending begins the turn of the first step only', () => {
    given(drafted)
      .when(command(OLIVIA, { ...body.send, draftedAt: drafted.at, quota: QUOTA }))
      .then('sent', 'turn-began');
    const events = given(drafted).when(sent).then('sent', 'turn-began');
    expect(events[1]).toMatchObject({ recipient: 'r1', remindAt: plus(sent.at, { days: 3 }) });
  });
  test.each([
    ['by someone else', out.slice(0, 1), command(person(MAX.email), body.send), 'not-the-sender'],
    ['by a link alone', out.slice(0, 1), command(person(SENDER.email, 'L0'), body.send), 'proven-too-weakly'],
    ['twice', out, command(OLIVIA, body.send), 'already-sent'],
    ['as an earlier draft', [drafted], command(OLIVIA, { ...body.send, draftedAt: plus(drafted.at, { minutes: -1 }) }), 'draft-changed'],
    ['after the end', [...out, command(OLIVIA, { type: 'void', reason: 'x' })], command(OLIVIA, body.send), 'envelope-over'],
    ['without a document', [command(OLIVIA, body.draft({ documents: [] }))], sent, 'no-documents'],
    ['with nobody to act', [command(OLIVIA, body.draft({ recipients: [CARL] }))], sent, 'no-signers-or-approvers'],
    ['after the deadline', [drafted], command(OLIVIA, body.send, { days: 15 }), 'deadline-in-the-past'],
    ['as one too many of the day', [drafted], command(OLIVIA, { ...body.send, quota: { ...QUOTA, isGranted: false } }), 'too-many-today'],
    ['too early and too often', [], command(OLIVIA, { ...body.send, quota: { ...QUOTA, isGranted: false } }), 'no-such-envelope'],
    ['what does not exist', [], sent, 'no-such-envelope'],
  ] as const)('sending %s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test.each([
    ['a sent envelope', out, OLIVIA, 'already-sent'],
    ['an envelope that is over', [...out, command(OLIVIA, { type: 'void', reason: 'x' })], OLIVIA, 'envelope-over'],
    ['someone else’s draft', [drafted], person('mallory@northwind.test'), 'not-yours'],
  ] as const)('drafting over %s is refused', (_name, history, by, code) => {
    const sender = { ...SENDER, email: by.kind === 'person' ? by.email : '' };
    given(...history)
      .when(command(by, body.draft({ sender })))
      .thenRefused({ code });
  });
});

describe('acts', () => {
  test('an approval that satisfies its step begins the next step’s turns', () => {
    const events = given(...out)
      .when(approved)
      .then('approved', 'turn-began', 'turn-began');
    expect(events.slice(1)).toMatchObject([{ recipient: 'r2' }, { recipient: 'r3' }]);
  });
  test('within a step people act in any order, and the step waits for all', () => {
    given(...out, approved)
      .when(inesSigned)
      .then('signed');
    given(...out, approved)
      .when(danaSigned)
      .then('signed');
  });
  test('the last needed act completes the envelope in the same commit', () => {
    const { state } = given(...out, approved, inesSigned).when(danaSigned);
    given(...out, approved, inesSigned)
      .when(danaSigned)
      .then('signed', 'completed');
    expect(state).toMatchObject({ status: 'completed', sealing: { state: 'sealing' } });
  });
  test('an act that is proven too weakly is held, counts for nothing, and is lifted by a new act', () => {
    const weak = command(person(DANA.email, 'L1'), body.sign(r(3)), { hours: 2 });
    const [held] = given(...out, approved, inesSigned)
      .when(weak)
      .then('act-held');
    expect(held).toMatchObject({ act: 'sign', needs: 'L2', lapsesAt: plus(weak.at, { hours: 24 }) });
    given(...out, approved, inesSigned, weak)
      .when(danaSigned)
      .then('signed', 'completed');
  });
  test('a decline by a link alone is held too', () => {
    given(...out)
      .when(command(person(MAX.email, 'L0'), body.decline(r(1))))
      .then('act-held');
  });
  test('a decline ends the envelope at once where all are needed', () => {
    const { state } = given(...out).when(command(person(MAX.email), body.decline(r(1))));
    expect(state).toMatchObject({ status: 'declined', declinedBy: 'r1', recipients: [{ status: 'declined' }, {}, {}, {}] });
  });
  test.each([
    ['by a stranger', out, command(person('eve@evil.test'), body.approve(r(1))), 'not-yours'],
    ['from someone else’s seat', out, command(person(INES.email), body.approve(r(1))), 'not-yours'],
    ['by the product itself', out, command(SYSTEM, body.approve(r(1))), 'not-yours'],
    ['out of turn', out, inesSigned, 'not-your-turn'],
    ['twice', [...out, approved], command(person(MAX.email), body.approve(r(1)), { hours: 2 }), 'already-acted'],
    ['after declining', [...out, command(person(MAX.email), body.decline(r(1)))], approved, 'already-acted'],
    ['signing as an approver', out, command(person(MAX.email), body.sign(r(1))), 'wrong-role'],
    ['approving as a signer', [...out, approved], command(person(INES.email), body.approve(r(2))), 'wrong-role'],
    ['declining a mere copy', out, command(person(CARL.email), body.decline(r(4))), 'wrong-role'],
    ['on other documents than those in the envelope', out, command(person(MAX.email), body.approve(r(1), 'other')), 'documents-changed'],
    ['declining without a reason', out, command(person(MAX.email), body.decline(r(1), '  ')), 'reason-missing'],
    ['signing without a name', [...out, approved], command(person(INES.email), body.sign(r(2), DOCUMENT.sha256, ' ')), 'name-missing'],
    ['after the deadline', out, command(person(MAX.email), body.approve(r(1)), { days: 14, minutes: 1 }), 'past-deadline'],
    ['on a draft', [drafted], approved, 'not-sent-yet'],
    ['on nothing', [], approved, 'no-such-envelope'],
    ['after a void', [...out, command(OLIVIA, { type: 'void', reason: 'x' })], approved, 'envelope-over'],
  ] as const)('an act %s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('an act at the very deadline counts as long as the expiry is not on record', () => {
    given(...out)
      .when(command(person(MAX.email), body.approve(r(1)), { days: 14 }))
      .then('approved', 'turn-began', 'turn-began');
  });
  test('opening the document is recorded once, and only for someone who has been asked', () => {
    const open = command(person(MAX.email, 'L0', 'web'), { type: 'view', recipient: r(1) }, { minutes: 9 });
    given(...out)
      .when(open)
      .then('viewed');
    given(...out, open)
      .when({ ...open, key: 'again' })
      .then();
    given(...out)
      .when(command(person(INES.email, 'L0'), { type: 'view', recipient: r(2) }))
      .then();
    given(...completed)
      .when(command(person(INES.email, 'L0'), { type: 'view', recipient: r(2) }))
      .then();
    given(drafted).when(open).thenRefused({ code: 'not-sent-yet' });
    given(...out)
      .when(command(person('eve@evil.test'), { type: 'view', recipient: r(1) }))
      .thenRefused({ code: 'not-yours' });
    given().when(open).thenRefused({ code: 'no-such-envelope' });
  });
  test('opening after the act leaves the act’s status', () => {
    const state = stateAfter(...out, approved, inesSigned, command(person(INES.email), { type: 'view', recipient: r(2) }, { hours: 3 }));
    expect(state).toMatchObject({ recipients: [{}, { status: 'signed' }, {}, {}] });
  });
});
