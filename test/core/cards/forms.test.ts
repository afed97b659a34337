// What is asked for before something happens, field by field.
import { describe, expect, test } from 'vitest';
import type { Intent } from '#core/cards/card.ts';
import { formFor, needsForm, startForm } from '#core/cards/forms.ts';
import { body, command, DANA, ENVELOPE, INES, OLIVIA, r, TENANT } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './kit.ts';

const setting = settingIn('en');
const draft = stateAfter(command(OLIVIA, body.draft()));
const sent = stateAfter(command(OLIVIA, body.draft()), command(OLIVIA, body.send));
if (sent.status === 'none' || draft.status === 'none') throw new Error('There is no envelope.');

const intent = (verb: Intent['verb'], seat: 'sender' | ReturnType<typeof r> = r(1)): Intent => ({
  verb,
  place: { tenant: TENANT, envelope: ENVELOPE, seat },
  version: 2,
});
const form = (of: Intent, initial?: Readonly<Record<string, string>>) =>
  formFor({ intent: of, state: sent, setting, ...(initial ? { initial } : {}) });

test.each([
  ['decline', ['reason!']],
  ['delegate', ['address!', 'reason']],
  ['comment', ['text!']],
  ['withdraw', ['reason!']],
  ['dispute', ['reason!']],
  ['void', ['reason!']],
] as const)('%s asks for %j', (verb, fields) => {
  const asked = form(intent(verb));
  expect(needsForm(verb)).toBe(true);
  expect(asked.fields.map(({ id, isRequired }) => `${id}${isRequired ? '!' : ''}`)).toEqual(fields);
  expect(asked).toMatchObject({ intent: intent(verb), language: 'en', lead: ['About “Mutual NDA” from Olivia Park.', expect.anything()] });
});

test('a draft is changed as it stands: people by their addresses, one after the other where they were', () => {
  const change = (state: typeof draft) => formFor({ intent: intent('change', 'sender'), state, setting });
  const initial = (state: typeof draft) => change(state).fields.map((field) => [field.id, 'initial' in field ? field.initial : undefined]);
  expect(initial(draft)).toEqual([
    ['title', 'Mutual NDA'],
    ['approvers', 'Max <max@northwind.test>'],
    ['signers', 'Ines <ines@northwind.test>\nDana <dana@fabrikam.test>'],
    ['order', 'together'],
    ['day', undefined],
    ['message', undefined],
  ]);
  const inTurn = stateAfter(command(OLIVIA, body.draft({ recipients: [INES, { ...DANA, step: 3 }] })));
  if (inTurn.status === 'none') throw new Error('There is no envelope.');
  expect(initial(inTurn)).toContainEqual(['order', 'one-by-one']);
});

test('a draft is dropped without a reason', () => {
  const asked = formFor({ intent: intent('void', 'sender'), state: draft, setting });
  expect([asked.title, asked.fields, asked.submit]).toEqual(['Drop this draft', [], 'Drop']);
});

test('words go to the sender, to whoever asked, or to whoever asked last', () => {
  const to = (of: Intent) => [form(of).title, form(of).lead[1]];
  expect(to(intent('comment'))).toEqual(['Ask a question', 'It goes to Olivia Park and decides nothing.']);
  expect(to({ ...intent('comment', 'sender'), to: r(1) })).toEqual(['Answer', 'It goes to Max and decides nothing.']);
  expect(to(intent('comment', 'sender'))).toEqual(['Answer', setting.phrases.forms.commentHintAll]);
  expect(to({ verb: 'comment', version: 0 })[0]).toBe('Ask a question');
});

test('what was typed already stands there', () => {
  expect(form(intent('delegate'), { address: 'bob@example.com', reason: '' }).fields).toEqual([
    expect.objectContaining({ initial: 'bob@example.com' }),
    expect.not.objectContaining({ initial: expect.anything() }),
  ]);
});

test.each(['approve', 'remind', 'send', 'start', 'show'] as const)('%s is pressed, not filled in', (verb) => {
  expect(needsForm(verb)).toBe(false);
  expect(() => form(intent(verb))).toThrow(`Could not make a form for ${verb} in ${ENVELOPE}`);
});

describe('the form in which a request begins', () => {
  test('asks for the documents only where none is there', () => {
    const ids = (hasFiles: boolean) => startForm({ setting, hasFiles }).fields.map(({ id }) => id);
    const others = ['title', 'approvers', 'signers', 'others', 'order', 'day', 'message'];
    expect([ids(false), ids(true)]).toEqual([['files', ...others], others]);
    expect(startForm({ setting, hasFiles: false })).toMatchObject({
      intent: { verb: 'start', version: 0 },
      fields: [{ kind: 'files', most: 10, isRequired: true }, {}, {}, {}, {}, {}, {}, {}],
    });
  });
  test('names the documents that are there', () =>
    expect(startForm({ setting, hasFiles: true, files: ['nda.pdf', 'annex.pdf'] }).lead.at(-1)).toBe('Documents: nda.pdf, annex.pdf'));
  test('begins with what was said', () => {
    const initial = {
      title: 'NDA',
      message: 'Hi',
      approvers: ['U1'],
      signers: ['U2', 'U3'],
      others: 'a@b.test',
      day: '2026-12-24',
      order: 'one-by-one',
    } as const;
    const asked = startForm({ setting, hasFiles: true, initial });
    expect(Object.fromEntries(asked.fields.map((field) => [field.id, 'initial' in field ? field.initial : undefined]))).toEqual(initial);
  });
  test('leaves out what is empty, and begins with everyone together', () => {
    const asked = startForm({ setting, hasFiles: true, initial: { title: '', signers: [] } });
    expect(asked.fields.filter((field) => 'initial' in field)).toEqual([
      expect.objectContaining({
        id: 'order',
        initial: 'together',
        options: [
          { value: 'together', label: 'All at the same time' },
          { value: 'one-by-one', label: 'One after the other' },
        ],
      }),
    ]);
  });
});
