// Groups, viewers and settings of the mail that starts an envelope.
import { describe, expect, test } from 'vitest';
import { parseStart, type StartMail, type StartRequest } from '#core/grammar/start.ts';

const OLIVIA = { name: 'Olivia Hart', email: 'olivia@northwind.test' };

function read(text: string, more: Partial<StartMail> = {}): StartRequest {
  const mail = { subject: 'Agreement', text, sender: OLIVIA, to: [], cc: [], own: ['@in.test'], today: '2026-11-24' };
  return parseStart({ ...mail, ...more });
}

describe('groups', () => {
  test.each([
    ['approvers: any of a@x.test, b@x.test', 'any'],
    ['approvers: one of a@x.test, b@x.test', 'any'],
    ['approvers: 2 of a@x.test, b@x.test, c@x.test', 2],
    ['approvers: any 2 of a@x.test, b@x.test, c@x.test', 2],
  ])('%s', (line, quorum) => {
    const request = read(`${line}\nsigners: d@x.test`);
    expect(request).toMatchObject({ quorums: { 1: quorum }, problems: [] });
    expect(request.people.map(({ step }) => step)).toEqual([...request.people.slice(1).map(() => 1), 2]);
  });
  test('all of a group is what is asked for without a word', () => {
    expect(read('signers: all of a@x.test, b@x.test').quorums).toEqual({});
    expect(read('signers: a@x.test, b@x.test').quorums).toEqual({});
  });
  test('a group that is put into several steps is told back', () => {
    const { problems } = read('approvers: 2 of a@x.test, b@x.test, c@x.test\norder: a@x.test then b@x.test, c@x.test');
    expect(problems).toEqual(['“approvers: 2 of” counts one group, but “order” puts them in 2 steps.']);
  });
  test('a change of other lines keeps the group’s quorum, a new line of its people replaces it', () => {
    const base = {
      title: 'T',
      message: '',
      people: ['a', 'b'].map((name) => ({ name, email: `${name}@x.test`, role: 'approver', step: 1 }) as const),
      quorums: { approver: 'any' } as const,
    };
    expect(read('title: New', { base }).quorums).toEqual({ 1: 'any' });
    expect(read('approvers: a@x.test, c@x.test', { base }).quorums).toEqual({});
  });
});

test('viewers come last, unless the order says otherwise, and must confirm', () => {
  const people = read('viewers: v@x.test\nsigners: s@x.test\napprovers: a@x.test').people.map(({ role, step }) => `${role} ${step}`);
  expect(people).toEqual(['approver 1', 'signer 2', 'viewer 3']);
  expect(read('viewers: v@x.test\nsigners: s@x.test\norder: viewers then signers').people[0]).toMatchObject({ role: 'viewer', step: 1 });
});

describe('settings', () => {
  test('a consumer, a class, an amount and a language', () => {
    const request = read('signers: a@x.test\nconsumer: yes\nclass: Lease\namount: 12,500 EUR\nlanguage: Deutsch');
    expect(request).toMatchObject({ consumer: true, documentClass: 'lease', amount: { value: 12_500, currency: 'EUR' }, language: 'de' });
    expect(request.problems).toEqual([]);
    expect(read('consumer: no')).toMatchObject({ consumer: false });
  });
  test('a class that is kept out is a class all the same: the rules say so', () => {
    expect(read('class: employment termination').documentClass).toBe('employment-termination');
  });
  test.each([
    ['consumer: maybe', /Write “consumer: yes”/],
    ['class: banana', /is no class of documents/],
    ['amount: a lot', /Write a number and a currency/],
    ['amount: 900', /a number and a currency/],
    ['amount: 1,2,3 EUR', /a number and a currency/],
    ['language: Klingon', /is none that we write/],
  ])('%s is told back', (line, problem) => expect(read(line).problems.join(' ')).toMatch(problem));
  test.each([
    ['€ 12.500,00', 12_500, 'EUR'],
    ['$900.5', 900.5, 'USD'],
    ['1 000 000 CHF', 1_000_000, 'CHF'],
    ['12.500 EUR', 12_500, 'EUR'],
    ['£99', 99, 'GBP'],
    ['USD 1,234,567.89', 1_234_567.89, 'USD'],
  ])('amount: %s', (text, value, currency) => expect(read(`amount: ${text}`).amount).toEqual({ value, currency }));
});
