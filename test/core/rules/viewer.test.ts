// Viewers must acknowledge; opening a document decides nothing.
import { describe, expect, test } from 'vitest';
import { body, CARL, command, DOCUMENT, INES, r, seat } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { by, candidate, decline, does, seatIn, sender, sent, waiting } from './kit.ts';

const out = sent({ recipients: [seat('Vera', 'viewer', 1), INES, CARL] });
const acknowledged = command(by('Vera'), does.acknowledge(1, DOCUMENT.sha256));

describe('a viewer', () => {
  test('acknowledges, and the next step is asked', () => {
    const events = given(...out)
      .when(acknowledged)
      .then('acknowledged', 'turn-began');
    expect(events[0]).toMatchObject({ words: 'I HAVE READ IT', fingerprint: DOCUMENT.sha256 });
    expect(seatIn(stateAfter(...out, acknowledged), 1)).toMatchObject({ status: 'acknowledged', act: { type: 'acknowledged' } });
  });
  test('is still waited for after opening the document', () => {
    const state = stateAfter(...out, command(by('Vera'), does.view(1)));
    expect([seatIn(state, 1).status, waiting(state)]).toEqual(['viewed', ['Vera']]);
  });
  test('may decline, which ends the step as anyone’s no does', () =>
    given(...out)
      .when(decline('Vera', 1))
      .then('declined', 'envelope-declined'));
  test('may take the acknowledgement back', () =>
    given(...out, acknowledged)
      .when(command(by('Vera'), does.withdraw(1)))
      .then('withdrawn', 'turn-ended'));
  test.each([
    ['approve', command(by('Vera'), body.approve(r(1))), 'wrong-role'],
    ['sign', command(by('Vera'), body.sign(r(1))), 'wrong-role'],
    ['acknowledge other documents', command(by('Vera'), does.acknowledge(1, 'other')), 'documents-changed'],
  ] as const)('cannot %s', (_name, when, code) =>
    given(...out)
      .when(when)
      .thenRefused({ code }),
  );
  test('is enough to send to: a notice needs nobody’s signature', () =>
    expect(stateAfter(...sent({ recipients: [seat('Vera', 'viewer', 1)] }), acknowledged).status).toBe('completed'));
});

describe('a copy', () => {
  test.each([
    ['acknowledge', does.acknowledge(3, DOCUMENT.sha256)],
    ['approve', body.approve(r(3))],
    ['sign', body.sign(r(3))],
    ['prepare', does.prepare(3)],
    ['decline', body.decline(r(3))],
  ])('has no turn and cannot %s', (_name, wish) =>
    given(...out)
      .when(command(by('Carl'), wish))
      .thenRefused({ code: 'wrong-role', role: 'cc' }),
  );
  test('that opens the document before the end leaves no trace', () =>
    given(...out)
      .when(command(by('Carl'), does.view(3)))
      .then());
});

describe('opening', () => {
  test('by someone who was let go or has handed over is recorded, and changes no status', () => {
    const handed = [...out, command(by('Vera'), does.delegate(1, candidate('Zoe')))];
    const { state } = given(...handed).when(command(by('Vera'), does.view(1)));
    expect(seatIn(state, 1)).toMatchObject({ status: 'delegated', viewedAt: expect.any(String) });
  });
  test('by someone who was replaced is refused', () =>
    given(...out, sender(does.reassign(1, candidate('Zoe'))))
      .when(command(by('Vera'), does.view(1)))
      .thenRefused({ code: 'no-longer-asked' }));
  test('after the end leaves no trace', () =>
    given(...out, sender(does.void))
      .when(command(by('Vera'), does.view(1)))
      .then());
});
