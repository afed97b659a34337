// The sender's root card: the draft, how far it is, and how it ended; and what everyone at a place may see of it.
import { describe, expect, test } from 'vitest';
import type { Card } from '#core/cards/card.ts';
import { seatCard } from '#core/cards/seat.ts';
import { sharedCard } from '#core/cards/shared.ts';
import type { Actor, Command, DraftContent } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { plus } from '#core/time.ts';
import {
  body,
  CARL,
  command,
  DANA,
  DOCUMENT,
  ENVELOPE,
  EVIDENCE,
  INES,
  MAX,
  OLIVIA,
  person,
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
const ADMIN: Actor = { kind: 'person', email: 'admin@northwind.test', via: 'email', assurance: 'L1', isAdmin: true };
const title = 'Mutual NDA';
const place = { tenant: TENANT, envelope: ENVELOPE, seat: 'sender' };

const send = command(OLIVIA, body.send);
const approve = command(FROM_MAX, body.approve(r(1)));
const rest = [command(person(INES.email), body.sign(r(2))), command(person(DANA.email, 'L2', 'web'), body.sign(r(3)))];
const seal = command(SYSTEM, { type: 'record-seal', documents: [] });
const dispute = command(FROM_MAX, { type: 'dispute', recipient: r(1), reason: 'why', evidence: EVIDENCE });

function envelope(change: Partial<DraftContent>, ...commands: readonly Command[]): Existing {
  const state = stateAfter(command(OLIVIA, body.draft(change)), ...commands);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

const sent = (...commands: readonly Command[]) => envelope({}, send, ...commands);
const card = (state: Existing, now = T0): Card => seatCard({ state, version: VERSION, seat: 'sender', setting, now });

describe('a draft', () => {
  test('shows what was understood, to be sent or dropped', () => {
    const shown = card(envelope({ message: 'Please.', remarks: ['One remark', 'Another'] }));
    expect(shown).toMatchObject({ kind: 'status', title: phrases.draft.subject({ title }), quote: { text: 'Please.' }, people: [] });
    expect(shown.paragraphs).toEqual(expect.arrayContaining([phrases.cards.draft.lead, 'One remark', 'Another']));
    expect(shown.facts.map(({ label }) => label)).toEqual([
      'Document',
      'Fingerprint (SHA-256)',
      'Closes',
      'Reference',
      'step 1',
      'step 2',
      'step 2',
      'Copies',
      'Reminders',
    ]);
    expect(doable(shown)).toEqual(['send', 'change', 'placing', 'page', 'void']);
    expect(shown.actions[0]?.does).toEqual({
      press: { verb: 'send', place, version: VERSION, fingerprint: DOCUMENT.sha256 },
      confirm: { title: 'Send “Mutual NDA” now?', text: 'It goes to 3 people, each when it is their turn.', yes: 'Send', no: 'Not yet' },
    });
    expect(shown.actions[2]).toMatchObject({ label: 'Place fields', does: { open: 'placing', about: place } });
    expect(shown.actions[4]).toMatchObject({ label: 'Drop…', tone: 'bad', does: { ask: { title: 'Drop this draft', fields: [] } } });
  });
  test('to one person says so', () =>
    expect(card(envelope({ recipients: [MAX] })).actions[0]?.does).toMatchObject({
      confirm: { text: expect.stringContaining('1 person,') },
    }));
  test('with nobody in it, or past its deadline, cannot be sent', () => {
    expect(card(envelope({ recipients: [] })).paragraphs).toContain(phrases.cards.draft.nobody);
    expect(doable(card(envelope({ recipients: [] })))).toEqual(['change', 'page', 'void']);
    expect(doable(card(envelope({}), plus(T0, { days: 20 })))).toEqual(['change', 'placing', 'page', 'void']);
  });
  test('offers to place fields only where someone signs, and tells how many there are for whom', () => {
    expect(doable(card(envelope({ recipients: [MAX] })))).toEqual(['send', 'change', 'page', 'void']);
    const put = { document: 'd1', kind: 'date', label: '', isRequired: true, placedBy: 'sender' } as const;
    const at = { page: 1, left: 1, top: 1, width: 9, height: 9 };
    const fields = [2, 3, 2].map((n) => ({ ...put, recipient: r(n), place: at }));
    const shown = card(envelope({}, command(OLIVIA, { type: 'place', fields })));
    expect(shown.facts).toContainEqual({ label: 'Fields', value: 'Ines: 2, Dana: 1' });
  });
  test('that was dropped or lapsed is over for nobody else', () => {
    expect(card(envelope({}, command(OLIVIA, { type: 'void', reason: '' })))).toMatchObject({
      kind: 'stopped',
      title: phrases.voided.draft.subject({ title }),
      people: [],
    });
    expect(card(envelope({}, command(SYSTEM, { type: 'expire' }, { days: 3 })))).toMatchObject({
      kind: 'stopped',
      title: phrases.expired.draft.subject({ title }),
    });
  });
});

describe('while it is out', () => {
  test('it tells how far it is, who is waited for, and where each person stands', () => {
    const shown = card(sent(approve));
    expect(shown).toMatchObject({ kind: 'status', title, status: { word: '1 of 3 done', tone: 'waiting' } });
    expect(shown.paragraphs[0]).toBe('Waiting for Ines and Dana.');
    expect(shown.people).toEqual([
      { name: 'Max', does: 'approves', standing: 'approved on 24 Nov 2026, 10:00 (Europe/Berlin)', tone: 'done' },
      { name: 'Ines', does: 'signs', standing: 'is being asked', tone: 'waiting' },
      { name: 'Dana', does: 'signs', standing: 'is being asked', tone: 'waiting' },
    ]);
    expect(shown.facts.at(-1)).toEqual({ label: 'Copies', value: 'Carl' });
    expect(doable(shown)).toEqual(['remind', 'page', 'void']);
  });
  test.each([
    ['signers', [{ ...INES, step: 1 }, DANA, CARL], '0 of 2 signed'],
    ['approvers', [MAX], '0 of 1 approved'],
    ['both', [MAX, INES], '0 of 2 done'],
  ] as const)('it counts %s by what they do', (_, recipients, word) => expect(card(envelope({ recipients }, send)).status.word).toBe(word));
  test('of a group it counts those who are needed', () => {
    const group = { recipients: [MAX, seat('Bob', 'approver', 1), INES], quorums: { 1: 'any' } } as const;
    expect(card(envelope(group, send, approve)).status.word).toBe('1 of 2 done');
  });
  test('who has opened it is told with the time', () =>
    expect(card(sent(command(FROM_MAX, { type: 'view', recipient: r(1) }))).people[0]?.standing).toBe(
      'has opened it on 24 Nov 2026, 10:00 (Europe/Berlin)',
    ));
  test('nobody can be reminded who wants no reminders, or after the deadline', () => {
    expect(doable(card(sent(command(FROM_MAX, { type: 'mute', recipient: r(1), on: true }))))).toEqual(['page', 'void']);
    expect(card(sent(), plus(T0, { days: 20 }))).toMatchObject({
      status: { word: 'Closed' },
      paragraphs: [expect.stringContaining('deadline')],
    });
    expect(doable(card(sent(), plus(T0, { days: 20 })))).toEqual(['page', 'void']);
  });
  test('on hold it waits for the sender', () => {
    const shown = card(sent(dispute));
    expect(shown.status).toEqual({ word: 'On hold', tone: 'attention' });
    expect(shown.actions[0]?.does).toMatchObject({
      press: { verb: 'resume' },
      confirm: { title: 'Go on with “Mutual NDA”?', yes: 'Resume' },
    });
  });
});

describe('when it is over', () => {
  test('completed, at each step of sealing', () => {
    const words = [
      sent(approve, ...rest),
      sent(approve, ...rest, command(SYSTEM, { type: 'record-seal-failure', why: 'x' })),
      sent(approve, ...rest, seal),
    ];
    expect(words.map((state) => card(state)).map(({ kind, status }) => [kind, status.word])).toEqual([
      ['completed', 'Being sealed'],
      ['completed', 'Being repaired'],
      ['completed', 'Completed and sealed'],
    ]);
  });
  test('declined: by whom and why; nobody is asked any more', () => {
    const shown = card(sent(command(FROM_MAX, body.decline(r(1), 'Too dear'))));
    expect(shown).toMatchObject({ kind: 'stopped', title: 'Declined by Max: Mutual NDA', quote: { who: 'Max', text: 'Too dear' } });
    expect(shown.people.map(({ standing, tone }) => [standing.slice(0, 10), tone])).toEqual([
      ['declined o', 'stopped'],
      ['not needed', 'stopped'],
      ['not needed', 'stopped'],
    ]);
  });
  test('voided: by whom, and why', () => {
    expect(card(sent(command(OLIVIA, { type: 'void', reason: 'Old' })))).toMatchObject({
      paragraphs: ['You have voided this envelope.', expect.anything()],
      quote: { who: 'Olivia Park' },
    });
    expect(card(sent(command(ADMIN, { type: 'void', reason: 'Old' })))).toMatchObject({ quote: { who: 'An administrator', text: 'Old' } });
  });
  test('expired: who did not answer', () =>
    expect(card(sent(command(SYSTEM, { type: 'expire' }, { days: 15 }))).people[0]).toMatchObject({
      standing: 'did not answer in time',
      tone: 'stopped',
    }));
});

describe('shared with a place', () => {
  const states: readonly (readonly [string, Existing, string, string])[] = [
    ['a draft', envelope({}), 'status', 'Draft, not sent'],
    ['one that is out', sent(approve), 'status', 'Waiting for answers'],
    ['one on hold', sent(dispute), 'status', 'On hold'],
    ['a completed one', sent(approve, ...rest, seal), 'completed', 'Completed'],
    ['a declined one', sent(command(FROM_MAX, body.decline(r(1), 'secret'))), 'stopped', 'Declined'],
    ['a voided one', sent(command(OLIVIA, { type: 'void', reason: 'secret' })), 'stopped', 'Voided'],
    ['one that lapsed', envelope({}, command(SYSTEM, { type: 'expire' }, { days: 3 })), 'stopped', 'Closed without all answers'],
  ];
  test.each(states)('%s shows title and progress, and nothing that is anyone’s own', (_, state, kind, word) => {
    const shown = sharedCard({ state: { ...state, message: 'secret' }, setting });
    expect(shown).toMatchObject({ kind, title, status: { word }, people: [], actions: [], small: [] });
    expect(JSON.stringify(shown)).not.toMatch(/@|secret|nda\.pdf|Max|Ines|Dana|Carl|Olivia/);
  });
  test('how far it is, is told once it is out', () => {
    expect(sharedCard({ state: sent(approve), setting }).paragraphs).toEqual(['1 of 3 done.']);
    expect(sharedCard({ state: envelope({}), setting }).paragraphs).toEqual([]);
  });
});
