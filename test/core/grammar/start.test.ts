// The mail that starts an envelope: people, order, deadline, reminders; and what is told back instead of being guessed.
import { describe, expect, it } from 'vitest';
import { parseStart } from '#core/grammar/start.ts';
import type { StartMail, StartRequest } from '#core/grammar/start.ts';

const OMAR = { name: 'Omar Haddad', email: 'omar@acme.example' };
const DANA = { name: 'Dana Ruiz', email: 'dana@fabrikam.example' };
const BOB = { name: 'Bob Lee', email: 'bob@fabrikam.example' };
const US = { name: 'Countersign', email: 'sign@acme.in.countersign.example' };
const MAIL: StartMail = {
  subject: 'Mutual NDA',
  text: '',
  sender: OMAR,
  to: [US],
  cc: [],
  own: ['@acme.in.countersign.example'],
  today: '2026-01-05',
};

const start = (text: string, mail: Partial<StartMail> = {}): StartRequest => parseStart({ ...MAIL, text, ...mail });
const seats = ({ people }: StartRequest): string[] =>
  people.map(({ email, role, step }) => `${role}${role === 'cc' ? '' : step} ${email.split('@')[0] ?? ''}`);

describe('people', () => {
  it.each<readonly [text: string, seats: readonly string[]]>([
    ['signers: dana@fabrikam.example', ['signer1 dana']],
    ['Signer: Dana Ruiz <dana@Fabrikam.Example>', ['signer1 dana']],
    ['sign = dana@fabrikam.example', ['signer1 dana']],
    ['signers：dana@fabrikam.example', ['signer1 dana']],
    ['**Signers:** dana@fabrikam.example', ['signer1 dana']],
    ['signers: dana@fabrikam.example, bob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example and bob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example; bob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signer: dana@fabrikam.example\nsigner: bob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example,\nbob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signers:\n- dana@fabrikam.example\n- Bob Lee <bob@fabrikam.example>\n\nThanks', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example\n  bob@fabrikam.example', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example then bob@fabrikam.example', ['signer1 dana', 'signer2 bob']],
    ['signers: dana@fabrikam.example -> me', ['signer1 dana', 'signer2 omar']],
    ['signers: "Ruiz, Dana" <dana@fabrikam.example>; Bob (bob@fabrikam.example)', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example<mailto:dana@fabrikam.example>, Bob <mailto:bob@fabrikam.example>', ['signer1 dana', 'signer1 bob']],
    ['signers: dana@fabrikam.example\napprover: lee@acme.example', ['approver1 lee', 'signer2 dana']],
    [
      'signers: dana@fabrikam.example, bob@fabrikam.example; approver: lee@acme.example; order: signers then approver',
      ['signer1 dana', 'signer1 bob', 'approver2 lee'],
    ],
    [
      'signers: a@x.example, b@y.example\napprover: lee@acme.example\norder: approver then a@x.example then b@y.example',
      ['approver1 lee', 'signer2 a', 'signer3 b'],
    ],
    ['signers: a@x.example, b@y.example\norder: b -> a', ['signer1 b', 'signer2 a']],
    ['signers: Ann Bo <a@x.example>, b@y.example\norder: b > ann', ['signer1 b', 'signer2 a']],
    ['signers: a@x.example, me\norder: me then a', ['signer1 omar', 'signer2 a']],
    ['signers: a@x.example, b@y.example\norder: in order', ['signer1 a', 'signer2 b']],
    ['signers: a@x.example then b@y.example\norder: parallel', ['signer1 a', 'signer2 b']],
    [
      'signers: a@x.example then b@y.example\napprovers: c@z.example\norder: approvers, then signers',
      ['approver1 c', 'signer2 a', 'signer3 b'],
    ],
    ['signers: a@x.example, b@y.example, c@z.example\norder: a and b then c', ['signer1 a', 'signer1 b', 'signer2 c']],
    ['signers: a@x.example\ncc: lee@acme.example, a@x.example', ['signer1 a', 'cc lee']],
    ['approver: lee@acme.example\nsigner: lee@acme.example', ['approver1 lee', 'signer2 lee']],
  ])('%j seats %j', (text, expected) => {
    const read = start(text);
    expect(seats(read)).toEqual(expected);
    expect(read.problems).toEqual([]);
  });

  it('keeps names and puts the domain in lower case', () => {
    expect(start('signers: Dana Ruiz <Dana@Fabrikam.Example>').people).toEqual([
      { name: 'Dana Ruiz', email: 'Dana@fabrikam.example', role: 'signer', step: 1 },
    ]);
  });

  it.each<readonly [text: string, problem: RegExp, seats: readonly string[]]>([
    ['signers: Bob', /“Bob” in “signers” has no address/, []],
    ['signers: Bob, dana@fabrikam.example', /“Bob” in “signers” has no address/, ['signer1 dana']],
    ['signers: Ruiz, Dana <dana@fabrikam.example>', /“Ruiz” in “signers” has no address/, ['signer1 dana']],
    ['signers: dana@fabrikam', /not an address that we can write to/, []],
    ['signers: dana@fabrikam.example bob@fabrikam.example', /holds several addresses/, []],
    ['signers:', /“signers:” names nobody/, []],
    ['signers: a@x.example, A@X.example', /A@x\.example is named twice as signer/, ['signer1 a']],
    ['signers: sign@acme.in.countersign.example', /address of Countersign/, []],
    ['signers: a@x.example\norder: a then c@z.example', /“order” mentions “c@z\.example”, who is not listed/, ['signer1 a']],
    ['signers: a@x.example\norder: a then approver', /“order” mentions “approver”, who is not listed/, ['signer1 a']],
    ['signers: lee@x.example, lee@y.example\norder: lee', /“lee”, which fits more than one person/, ['signer1 lee', 'signer1 lee']],
    ['signers: a@x.example, b@y.example\norder: a then b then a', /puts a@x\.example in more than one place/, ['signer1 a', 'signer2 b']],
    ['signers: a@x.example, b@y.example\norder: b', /does not say when a@x\.example comes/, ['signer1 b', 'signer2 a']],
    ['signers: a@x.example\norder: ?!', /“order” mentions “\?!”/, ['signer1 a']],
    [
      `signers: ${Array.from({ length: 60 }, (_, n) => `p${n}@x.example`).join(',\n')}`,
      /50 are the most/,
      Array.from({ length: 50 }, (_, n) => `signer1 p${n}`),
    ],
    [`signers: ${'someone with a long name <x@x.example>,\n'.repeat(300)}`, /“signers” is too long/, ['signer1 x']],
  ])('%j is told back', (text, problem, expected) => {
    const read = start(text);
    expect(read.problems.join('\n')).toMatch(problem);
    expect(seats(read)).toEqual(expected);
  });
});

describe('people in the headers', () => {
  it('proposes others in To as signers and copies those in Cc', () => {
    expect(seats(start('', { to: [US, DANA, OMAR], cc: [BOB] }))).toEqual(['signer1 dana', 'cc bob']);
  });

  it('lets a line say who signs, and then copies the others', () => {
    expect(seats(start('signers: bob@fabrikam.example', { to: [US, DANA], cc: [BOB] }))).toEqual(['signer1 bob', 'cc dana']);
  });

  it('keeps the signers of To beside an approver line, without those who approve', () => {
    expect(seats(start('approver: bob@fabrikam.example\ncc: me', { to: [US, DANA, BOB], cc: [] }))).toEqual([
      'approver1 bob',
      'signer2 dana',
      'cc omar',
    ]);
  });

  it('knows an address of ours that is written out', () => {
    expect(seats(start('', { to: [US, DANA], own: ['SIGN@acme.in.countersign.example'] }))).toEqual(['signer1 dana']);
  });

  it('invents nobody when our address is only in the envelope', () => {
    expect(start('', { to: [], cc: [] })).toMatchObject({ people: [], problems: [] });
  });

  it('asks when more than five people are in To', () => {
    const many = Array.from({ length: 6 }, (_, n) => ({ name: '', email: `p${n}@x.example` }));
    expect(start('', { to: [US, ...many] })).toMatchObject({ people: [], problems: [expect.stringContaining('6 people are in “To”')] });
  });
});

describe('when', () => {
  it.each([
    ['expires: 30 days', { days: 30 }],
    ['expires: 30d', { days: 30 }],
    ['deadline: in 2 weeks', { days: 14 }],
    ['due: 36 hours', { hours: 36 }],
    ['expires: 2026-01-19', { date: '2026-01-19' }],
    ['expires: on 19 January 2026.', { date: '2026-01-19' }],
    ['expires: Feb 28, 2026', { date: '2026-02-28' }],
    ['expires: 2026-01-05', { date: '2026-01-05' }],
  ])('%j', (text, expires) => {
    expect(start(text)).toMatchObject({ expires, problems: [] });
  });

  it.each([
    ['expires: 05/06/2026', /two different days/],
    ['expires: 2026-01-04', /in the past/],
    ['expires: 2026-02-29', /no date that we can read/],
    ['expires: 31 June 2026', /no date that we can read/],
    ['expires: 19 Foo 2026', /no date that we can read/],
    ['expires: soon', /no date that we can read/],
    ['expires: 0 days', /not between/],
    ['expires: 90 weeks', /not between/],
    ['expires: 2029-01-01', /more than a year/],
    ['remind: every 2 hours', /too often/],
    ['remind: often', /not understood/],
    ['remind: every 36 hours', /whole number of days/],
    ['send: tomorrow', /“send: tomorrow” is not understood/],
  ])('%j is told back', (text, problem) => {
    const read = start(text);
    expect(read.problems.join('\n')).toMatch(problem);
    expect(read).not.toHaveProperty('expires');
    expect(read).not.toHaveProperty('remind');
  });

  it.each([
    ['remind: never', 'never'],
    ['reminders: off', 'never'],
    ['remind: daily', { everyDays: 1 }],
    ['remind: weekly', { everyDays: 7 }],
    ['remind: every 3 days', { everyDays: 3 }],
    ['remind: 2 weeks', { everyDays: 14 }],
  ])('%j', (text, remind) => {
    expect(start(text)).toMatchObject({ remind, problems: [] });
  });

  it.each([
    ['expires: 2028-02-29', '2027-06-01', { date: '2028-02-29' }],
    ['expires: 2100-02-28', '2099-06-01', { date: '2100-02-28' }],
  ])('%j in a year of its kind', (text, today, expires) => {
    expect(start(text, { today })).toMatchObject({ expires });
  });
});

describe('the rest of the mail', () => {
  it.each([
    ['Mutual NDA', 'Mutual NDA'],
    ['Fwd: Re: WG: [EXTERNAL] Mutual NDA', 'Mutual NDA'],
    ['RE[2]: TR : Mutual\r\n NDA', 'Mutual NDA'],
    ['转发：合同', '合同'],
    ['Re: ', ''],
  ])('the title of %j is %j', (subject, title) => {
    expect(start('', { subject }).title).toBe(title);
  });

  it('takes title, message and send from lines', () => {
    const read = start('Hi,\ntitle: NDA with Fabrikam\nmessage: Dear Dana,\nas discussed.\n\nThat is all\nsend: now');
    expect(read).toMatchObject({ title: 'NDA with Fabrikam', message: 'Dear Dana,\nas discussed.', sendNow: true, ignored: [] });
    expect(start('send: draft')).toMatchObject({ sendNow: false, problems: [] });
  });

  it('tells back lines that look like commands', () => {
    const read = start(
      'singers: dana@fabrikam.example\ncolour: blue\nsee https://acme.example/x\nhttps://acme.example\nthis is a sentence: yes',
    );
    expect(read).toMatchObject({ people: [], ignored: ['singers: dana@fabrikam.example', 'colour: blue'] });
  });

  it.each([
    ['forwarded', 'signers: dana@fabrikam.example\n\n---------- Forwarded message ---------\nFrom: Bob\nsigners: eve@evil.example'],
    ['quoted', 'signers: dana@fabrikam.example\n\n> signers: eve@evil.example'],
    ['signed off', 'signers: dana@fabrikam.example\n\n-- \nOmar\nsigners: eve@evil.example'],
  ])('reads no commands in what is %s', (_, text) => {
    expect(seats(start(text))).toEqual(['signer1 dana']);
  });

  it('does not take its own lines for the head of a quotation', () => {
    const read = start('expires: 2026-01-19\ncc: lee@acme.example\nsigners:\ndana@fabrikam.example');
    expect(seats(read)).toEqual(['signer1 dana', 'cc lee']);
  });
});

describe('changed lines', () => {
  const base = {
    title: 'NDA',
    message: 'Hello',
    people: [
      { ...DANA, role: 'signer', step: 1 },
      { ...BOB, role: 'approver', step: 2 },
    ],
  } as const;

  it('replace the people of their role only', () => {
    expect(seats(start('approvers: lee@acme.example', { base }))).toEqual(['approver1 lee', 'signer2 dana']);
  });

  it('leave steps, title and message as they were', () => {
    const read = start('expires: 30d\ncc: lee@acme.example', { base, subject: 'Re: Draft ready: NDA', to: [US, DANA] });
    expect(read).toMatchObject({ title: 'NDA', message: 'Hello', expires: { days: 30 } });
    expect(seats(read)).toEqual(['signer1 dana', 'approver2 bob', 'cc lee']);
  });

  it('put people into another order', () => {
    expect(seats(start('order: approver then signer', { base }))).toEqual(['approver1 bob', 'signer2 dana']);
  });
});
