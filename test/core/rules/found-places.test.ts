// Places that were found in the documents become fields of those who sign, and the sender is told of places that are nobody's.
import { describe, expect, test } from 'vitest';
import type { Command, DraftContent } from '#core/command.ts';
import type { Envelope } from '#core/envelope.ts';
import type { FoundPlace } from '#core/fields.ts';
import { body, CARL, command, DANA, DOCUMENT, INES, MAX, OLIVIA, seat, sha256 } from '../../support/build.ts';
import { found, PLACE, placing, put } from '../../support/fields.ts';
import { stateAfter } from '../../support/spec.ts';
import { sender } from './kit.ts';

const SECOND = { ...DOCUMENT, id: 'd2', filename: 'annex.pdf', sha256: sha256('annex') };
const elsewhere = (page: number) => ({ place: { ...PLACE, page } });

function draft(places: Readonly<Record<string, readonly FoundPlace[]>>, change: Partial<DraftContent> = {}) {
  return command(OLIVIA, body.draft({ places, ...change }));
}

function draftedFrom(...history: readonly Command[]) {
  const state = stateAfter(...history);
  return { fields: fieldsIn(state), remarks: remarksIn(state) };
}

function fieldsIn(state: Envelope): readonly string[] {
  return state.status === 'none' ? [] : state.fields.map(({ id, kind, recipient, document }) => `${id} ${kind} ${recipient} ${document}`);
}

function remarksIn(state: Envelope): readonly string[] {
  return state.status !== 'draft' || state.remarks === '' ? [] : state.remarks.split('\n');
}

describe('a place that was found', () => {
  test('for the n-th signer is theirs, in the order in which they were named, whatever their step', () => {
    const recipients = [MAX, { ...DANA, step: 3 }, CARL, { ...INES, step: 1 }];
    expect(draftedFrom(draft({ d1: [found('signature', 1), found('date', 2)] }, { recipients }))).toEqual({
      fields: ['f1 signature r2 d1', 'f2 date r4 d1'],
      remarks: [],
    });
  });
  test('keeps what is asked for, whether it must be, where, and what it covers', () => {
    const place = found('text', 1, { label: 'Job title', isRequired: false, covers: { ...PLACE, width: 20 } });
    const state = stateAfter(draft({ d1: [place] }));
    const { name: _name, who: _who, ...rest } = place;
    expect(state).toMatchObject({ fields: [{ id: 'f1', document: 'd1', recipient: 'r2', ...rest }] });
    expect(JSON.stringify(state)).not.toContain('{{text:1}}');
  });
  test('without anyone’s number is for the only signer', () => {
    expect(draftedFrom(draft({ d1: [found('text', 0)] }, { recipients: [MAX, INES] })).fields).toEqual(['f1 text r2 d1']);
  });
  test('comes in the order of the documents, and of no document that is not in the draft', () => {
    const places = { d2: [found('date', 1)], d9: [found('text', 1)], d1: [found('signature', 2)] };
    expect(draftedFrom(draft(places, { documents: [DOCUMENT, SECOND] }))).toEqual({
      fields: ['f1 signature r3 d1', 'f2 date r2 d2'],
      remarks: [],
    });
  });
  test('outside the document’s pages is no field', () => {
    expect(draftedFrom(draft({ d1: [found('text', 1, elsewhere(5))] })).fields).toEqual([]);
  });
  test('beyond the most that an envelope takes is left out, which a remark says', () => {
    const many = (count: number) => draftedFrom(draft({ d1: Array.from({ length: count }, () => found('initials', 1)) }));
    expect(many(200)).toMatchObject({ fields: { length: 200 }, remarks: [] });
    expect(many(201)).toMatchObject({
      fields: { length: 200 },
      remarks: ['The documents ask for more fields than an envelope can take: the last field is left out.'],
    });
    expect(many(203).remarks).toEqual(['The documents ask for more fields than an envelope can take: the last 3 fields are left out.']);
  });
});

describe('a remark', () => {
  const one = [MAX, INES];
  test.each([
    [
      'says for whom a place is that nobody takes',
      { d1: [found('signature', 3)] },
      { recipients: [MAX, INES, DANA] },
      'The document has a place for a third signer (“{{sign:3}}”, page 2), but two are named.',
    ],
    [
      'names the first three places of several',
      { d1: [1, 2, 3, 4].map((page) => found('initials', 2, elsewhere(page))) },
      { recipients: one },
      'The document has 4 places for a second signer (“{{initials:2}}”, page 1; “{{initials:2}}”, page 2; “{{initials:2}}”, page 3 and 1 more), but only one is named.',
    ],
    [
      'names the document where there are several',
      { d2: [found('signature', 11)] },
      { recipients: one, documents: [DOCUMENT, SECOND] },
      '“annex.pdf” has a place for signer number 11 (“{{sign:11}}”, page 2), but only one is named.',
    ],
    [
      'says so where nobody signs',
      { d1: [found('signature', 1)] },
      { recipients: [MAX] },
      'The document has a place for a first signer (“{{sign:1}}”, page 2), but none is named.',
    ],
    [
      'says of a form’s field that it is nobody’s among several signers',
      { d1: [found('text', 0)] },
      { recipients: [INES, DANA] },
      'The document has a place to fill in without saying by whom (“Form.Field”, page 2), and two people sign: nobody is asked to fill in there.',
    ],
    [
      'says of a form’s fields that nobody signs',
      { d1: [found('text', 0), found('checkbox', 0)] },
      { recipients: [MAX] },
      'The document has 2 places to fill in without saying by whom (“Form.Field”, page 2; “Form.Field”, page 2), and nobody is named who signs: nobody is asked to fill in there.',
    ],
    [
      'counts a crowd in figures',
      { d1: [found('text', 0)] },
      { recipients: Array.from({ length: 12 }, (_, at) => seat(`S${at}`, 'signer', 1)) },
      'The document has a place to fill in without saying by whom (“Form.Field”, page 2), and 12 people sign: nobody is asked to fill in there.',
    ],
    [
      'counts a crowd that is too small in figures',
      { d1: [found('date', 13)] },
      { recipients: Array.from({ length: 12 }, (_, at) => seat(`S${at}`, 'signer', 1)) },
      'The document has a place for signer number 13 (“{{date:13}}”, page 2), but 12 are named.',
    ],
  ] as const)('%s', (_name, places, change, remark) => expect(draftedFrom(draft(places, change)).remarks).toEqual([remark]));
  test('comes after those on how the draft was read, one for each signer who is missing', () => {
    const places = { d1: [found('signature', 2), found('signature', 3), found('date', 2)] };
    const { remarks } = draftedFrom(draft(places, { recipients: one, remarks: ['A page was blank.'] }));
    expect(remarks.map((line) => line.slice(0, 45))).toEqual([
      'A page was blank.',
      'The document has 2 places for a second signer',
      'The document has a place for a third signer (',
    ]);
  });
  test('is not made of a draft that names nobody yet', () =>
    expect(draftedFrom(draft({ d1: [found('signature', 1)] }, { recipients: [] }))).toEqual({ fields: [], remarks: [] }));
});

describe('a draft that is changed', () => {
  const places = { d1: [found('signature', 1), found('date', 2)] };
  const byHand = sender(placing(put('signature', 2), put('text', 3, { label: 'Job title' })), {});
  test('has its places looked for anew where the sender put nothing', () => {
    expect(draftedFrom(draft(places), draft({ d1: [found('date', 1)] })).fields).toEqual(['f1 date r2 d1']);
  });
  test('keeps what the sender put by hand, and what they took away stays away', () => {
    expect(draftedFrom(draft(places), byHand, draft(places)).fields).toEqual(['f1 signature r2 d1', 'f2 text r3 d1']);
  });
  test('keeps what was found and left where it was, in a document where the sender put something', () => {
    const both = sender(placing(put('date', 2, { placedBy: 'anchor' }), put('text', 3)), {});
    expect(draftedFrom(draft(places), both, draft(places)).fields).toEqual(['f1 date r2 d1', 'f2 text r3 d1']);
  });
  test('keeps it for the same people by their addresses, wherever they are named now', () => {
    const recipients = [{ ...DANA, email: DANA.email.toUpperCase() }, MAX, INES];
    expect(draftedFrom(draft(places), byHand, draft(places, { recipients })).fields).toEqual(['f1 signature r3 d1', 'f2 text r1 d1']);
  });
  test('lets go of what was for people who sign no more, and looks anew for those who are new', () => {
    const recipients = [INES, seat('Nia', 'signer', 2), { ...DANA, role: 'viewer' as const }];
    expect(draftedFrom(draft(places), byHand, draft(places, { recipients })).fields).toEqual(['f1 signature r1 d1', 'f2 date r2 d1']);
  });
  test('looks anew for someone who did not sign before', () => {
    const recipients = [{ ...MAX, role: 'signer' as const }, INES, DANA];
    const anew = draftedFrom(draft(places), byHand, draft(places, { recipients }));
    expect(anew.fields).toEqual(['f1 signature r2 d1', 'f2 text r3 d1', 'f3 signature r1 d1']);
  });
  test('keeps it with the same document under another id, and lets go of it with the document', () => {
    const moved = { documents: [SECOND, DOCUMENT].map((one, at) => ({ ...one, id: `d${at + 1}` })) };
    expect(draftedFrom(draft(places), byHand, draft({}, moved)).fields).toEqual(['f1 signature r2 d2', 'f2 text r3 d2']);
    const other = { documents: [{ ...DOCUMENT, sha256: sha256('mended') }] };
    expect(draftedFrom(draft(places), byHand, draft(places, other)).fields).toEqual(['f1 signature r2 d1', 'f2 date r3 d1']);
  });
  test('keeps the two seats of someone who signs twice apart', () => {
    const recipients = [INES, { ...INES, step: 3 }];
    const twice = { ...places, d1: [found('signature', 1), found('date', 2)] };
    const two = sender(placing(put('text', 1), put('checkbox', 2)), {});
    const change = { recipients };
    expect(draftedFrom(draft(twice, change), two, draft(twice, change)).fields).toEqual(['f1 text r1 d1', 'f2 checkbox r2 d1']);
    expect(draftedFrom(draft(twice, change), two, draft(twice, { recipients: [INES] })).fields).toEqual(['f1 text r1 d1']);
  });
  test('keeps the fields of each of two documents that are the same file', () => {
    const documents = [DOCUMENT, { ...DOCUMENT, id: 'd2' }];
    const two = sender(placing(put('text', 2), put('date', 2, { document: 'd2' })), {});
    expect(draftedFrom(draft({}, { documents }), two, draft({}, { documents })).fields).toEqual(['f1 text r2 d1', 'f2 date r2 d2']);
  });
});
