// Preparers fill data in before anyone else is asked; everyone after them sees other documents.
import { describe, expect, test } from 'vitest';
import { why } from '#core/why.ts';
import { body, command, DOCUMENT, INES, MAX, OLIVIA, r, seat, sha256, T0 } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { by, candidate, does, sender, sent, sentState, statuses, waiting } from './kit.ts';

const ANNEX = { ...DOCUMENT, id: 'd2', filename: 'annex.pdf', sha256: sha256('annex') };
const FILLED = { ...DOCUMENT, sha256: sha256('nda with data') };
const PIA = seat('Pia', 'preparer', 1);
const out = sent({ recipients: [PIA, { ...MAX, step: 2 }, { ...INES, step: 3 }], documents: [DOCUMENT, ANNEX] });
const fingerprint = `${FILLED.sha256}.${ANNEX.sha256}`;
const prepared = command(by('Pia'), does.prepare(1, [FILLED]), { hours: 1 });

describe('preparing', () => {
  test('puts the values on record, replaces the documents, and names them anew for those who come after', () => {
    const events = given(...out)
      .when(prepared)
      .then('field-filled', 'document-filled', 'prepared', 'turn-began');
    expect(events).toMatchObject([
      { name: 'Amount', value: '1,200' },
      { id: 'd1', sha256: FILLED.sha256 },
      { fingerprint },
      { recipient: 'r2' },
    ]);
    expect(sentState(...out, prepared)).toMatchObject({
      fingerprint,
      documents: [FILLED, ANNEX],
      recipients: [{ status: 'prepared' }, {}, {}],
    });
  });
  test('whoever decides on the documents as they were before is told so', () => {
    given(...out, prepared)
      .when(command(by('Max'), body.approve(r(2), `${DOCUMENT.sha256}.${ANNEX.sha256}`)))
      .thenRefused({ code: 'documents-changed' });
    given(...out, prepared)
      .when(command(by('Max'), body.approve(r(2), fingerprint)))
      .then('approved', 'turn-began');
  });
  test('may leave the documents as they are', () => {
    const events = given(...out)
      .when(command(by('Pia'), does.prepare(1)))
      .then('field-filled', 'prepared', 'turn-began');
    expect(events[1]).toMatchObject({ fingerprint: `${DOCUMENT.sha256}.${ANNEX.sha256}` });
  });
  test('of two preparers at once neither overwrites what the other filled in', () => {
    const two = sent({ recipients: [PIA, seat('Quinn', 'preparer', 1), { ...INES, step: 2 }] });
    const seen = { fingerprint: DOCUMENT.sha256 };
    const first = command(by('Pia'), does.prepare(1, [FILLED], seen));
    given(...two, first)
      .when(command(by('Quinn'), does.prepare(2, [{ ...FILLED, sha256: sha256('other') }], seen)))
      .thenRefused({ code: 'documents-changed' });
    given(...two, first)
      .when(command(by('Quinn'), does.prepare(2, [], { fingerprint: FILLED.sha256 })))
      .then('field-filled', 'prepared', 'turn-began');
  });
  test('by any one of two releases the other', () => {
    const either = sent({ recipients: [PIA, seat('Quinn', 'preparer', 1), { ...INES, step: 2 }], quorums: { 1: 'any' } });
    expect(statuses(given(...either).when(prepared).state)).toEqual(['Pia prepared', 'Quinn released', 'Ines waiting']);
  });
  test('may be handed over, and declined', () => {
    const history = [...out, command(by('Pia'), does.delegate(1, candidate('Zoe')))];
    given(...history)
      .when(command(by('Zoe'), does.prepare(4, [FILLED])))
      .then('field-filled', 'document-filled', 'prepared', 'turn-began');
    given(...out)
      .when(command(by('Pia'), body.decline(r(1))))
      .then('declined', 'envelope-declined');
  });
  test.each([
    ['of a document that is not in the envelope', out, command(by('Pia'), does.prepare(1, [{ ...FILLED, id: 'd9' }])), 'unknown-document'],
    ['by an approver', [...out, prepared], command(by('Max'), does.prepare(2)), 'wrong-role'],
    ['twice', [...out, prepared], { ...prepared, key: 'again' }, 'already-acted'],
    ['while disputed', [...out, command(by('Pia'), does.dispute(1))], prepared, 'disputed'],
    ['by someone else', out, { ...prepared, by: by('Eve') }, 'not-yours'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
  test('by a link alone is held', () =>
    given(...out)
      .when({ ...prepared, by: by('Pia', 'L0') })
      .then('act-held'));
});

describe('preparers come first', () => {
  test('nobody else has a turn before them', () => {
    expect(waiting(stateAfter(...out))).toEqual(['Pia']);
    expect(why(stateAfter(...out), T0)).toMatchObject({ afterwards: ['Max'] });
    given(...out)
      .when(command(by('Max'), body.approve(r(2))))
      .thenRefused({ code: 'not-your-turn', waitingFor: ['Pia'] });
  });
  test.each([
    ['beside a signer', [{ ...PIA, step: 2 }, INES]],
    ['after a signer', [{ ...PIA, step: 3 }, INES]],
  ])('a preparer %s is refused at the draft', (_name, recipients) =>
    given()
      .when(command(OLIVIA, body.draft({ recipients })))
      .thenRefused({ code: 'preparer-late' }),
  );
  test('several steps of them are fine', () =>
    expect(given().when(command(OLIVIA, body.draft({ recipients: [PIA, { ...PIA, step: 2 }, { ...INES, step: 3 }] }))).state.status).toBe(
      'draft',
    ));
  test('an envelope of nobody else is not sent', () =>
    given(command(OLIVIA, body.draft({ recipients: [PIA] })))
      .when(sender(body.send))
      .thenRefused({ code: 'no-signers-or-approvers' }));
});
