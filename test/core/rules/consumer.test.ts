// Consumers: the disclosure first, demonstrated access, never by reply alone (15 USC 7001(c)).
import { describe, expect, test } from 'vitest';
import { body, CARL, command, INES, MAX, OLIVIA, r } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { by, candidate, does, seatIn, sender, sent } from './kit.ts';

const out = sent({ consumer: true, recipients: [INES, CARL] });
const opened = command(by('Ines', 'L0'), does.view(1), { minutes: 10 });
const agreed = command(by('Ines', 'L0'), does.acceptDisclosure(1), { minutes: 20 });
const signed = command(by('Ines', 'L2'), body.sign(r(1)), { minutes: 30 });

describe('a consumer', () => {
  test('signs after opening the document and accepting the disclosure', () => {
    given(...out, opened, agreed)
      .when(signed)
      .then('signed', 'completed');
    expect(seatIn(stateAfter(...out, opened, agreed), 1)).toMatchObject({ disclosure: { id: 'disclosure/en/1' } });
  });
  test('never signs by reply alone, whatever the policy asks of others', () => {
    expect(seatIn(stateAfter(...out), 1).needs).toBe('L2');
    given(...out, opened, agreed)
      .when(command(by('Ines'), body.sign(r(1))))
      .then('act-held');
  });
  test.each([
    ['before opening it', out, signed, 'not-opened'],
    ['before accepting the disclosure', [...out, opened], signed, 'disclosure-missing'],
  ] as const)('cannot sign %s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('may decline without either', () =>
    given(...out)
      .when(command(by('Ines'), body.decline(r(1))))
      .then('declined', 'envelope-declined'));
});

test('nobody signs other documents than those in the envelope', () =>
  given(...out, opened, agreed)
    .when(command(by('Ines', 'L2'), body.sign(r(1), 'other')))
    .thenRefused({ code: 'documents-changed' }));

describe('the disclosure', () => {
  test('is accepted once; in another text, again', () => {
    given(...out, opened)
      .when(agreed)
      .then('disclosure-accepted');
    given(...out, opened, agreed)
      .when({ ...agreed, key: 'again' })
      .then();
    given(...out, opened, agreed)
      .when(command(by('Ines'), does.acceptDisclosure(1, 'de')))
      .then('disclosure-accepted');
  });
  test('is opened and accepted again by whoever comes under another address', () => {
    const corrected = sender(does.correct(1, candidate('Inez')), { minutes: 25 });
    const history = [...out, opened, agreed, corrected];
    given(...history)
      .when({ ...signed, by: by('Inez', 'L2') })
      .thenRefused({ code: 'not-opened' });
    given(...history, { ...opened, by: by('Inez') })
      .when({ ...signed, by: by('Inez', 'L2') })
      .thenRefused({ code: 'disclosure-missing' });
  });
  test('is accepted by a delegate for themselves', () => {
    const history = [...out, opened, agreed, command(by('Ines'), does.delegate(1, candidate('Zoe')))];
    given(...history)
      .when(command(by('Zoe', 'L2'), body.sign(r(3))))
      .thenRefused({ code: 'not-opened' });
    expect(seatIn(stateAfter(...history), 3).needs).toBe('L2');
  });
  test.each([
    ['before the document was opened', out, agreed, 'not-opened'],
    ['by someone else', [...out, opened], { ...agreed, by: by('Eve') }, 'not-yours'],
    ['in an envelope among professionals', [...sent({ recipients: [INES] }), opened], agreed, 'not-a-consumer-envelope'],
    ['while disputed', [...out, opened, command(by('Ines'), does.dispute(1))], agreed, 'disputed'],
    ['after the deadline', [...out, opened], command(by('Ines'), does.acceptDisclosure(1), { days: 15 }), 'past-deadline'],
    ['by someone who has handed over', [...out, opened, command(by('Ines'), does.delegate(1, candidate('Zoe')))], agreed, 'handed-over'],
    ['once it is over', [...out, opened, sender(does.void)], agreed, 'envelope-over'],
    ['in nothing', [], agreed, 'no-such-envelope'],
  ] as const)('is refused %s', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

test('an approver in a consumer envelope is asked for no more than the policy wants', () => {
  const history = sent({ consumer: true, recipients: [MAX, INES] });
  expect([seatIn(stateAfter(...history), 1).needs, seatIn(stateAfter(...history), 2).needs]).toEqual(['L1', 'L2']);
  given(...history)
    .when(command(by('Max'), body.approve(r(1))))
    .then('approved', 'turn-began');
});

test('a policy that asks a consumer for less is overruled, one that asks for more is not', () => {
  const needs = (level: 'L0' | 'L1' | 'L2') =>
    seatIn(stateAfter(command(OLIVIA, body.draft({ consumer: true, recipients: [{ ...INES, needs: level }] }))), 1).needs;
  expect([needs('L0'), needs('L1'), needs('L2')]).toEqual(['L2', 'L2', 'L2']);
});
