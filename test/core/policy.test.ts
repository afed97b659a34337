// A tenant's policy: read with clear errors, whole or as a difference from the default, and what it then decides.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '#core/canonical.ts';
import { ALWAYS, BEFORE_POLICIES, pinned } from '#core/policy/pinned.ts';
import { DEFAULT_POLICY, isAdmin, maySend, needsOf, type LevelRule, type Policy } from '#core/policy/policy.ts';
import { readPolicy } from '#core/policy/read.ts';
import { sha256 } from '../support/build.ts';

const problemsOf = (document: Json) => {
  const read = readPolicy(document);
  return read.ok ? [] : read.problems;
};
const policyOf = (document: Json): Policy => {
  const read = readPolicy(document);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.policy;
};
const nested = (place: string, value: Json): Json => place.split('.').reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
const problemAt = (place: string, value: Json) => problemsOf(nested(place, value));

describe('reading', () => {
  test('what stays unsaid is as in the default', () => {
    expect(policyOf({})).toEqual(DEFAULT_POLICY);
    expect(policyOf({ reminders: {}, send: undefined, escalation: { to: undefined } })).toEqual(DEFAULT_POLICY);
    expect(policyOf({ reminders: { workingHours: { from: '08:00' } }, duties: { mayApproveOwn: true } })).toEqual({
      ...DEFAULT_POLICY,
      reminders: { ...DEFAULT_POLICY.reminders, workingHours: { ...DEFAULT_POLICY.reminders.workingHours, from: '08:00' } },
      duties: { ...DEFAULT_POLICY.duties, mayApproveOwn: true },
    });
  });
  test('lists, days off and the fallback person are replaced whole', () => {
    const change = {
      admins: ['a@b.test'],
      reminders: { holidays: { 'Europe/Berlin': ['2026-12-25'] } },
      escalation: { afterDays: 3, to: { name: 'Fay', email: 'f@b.test' } },
    };
    const first = policyOf(change);
    expect([first.admins, first.reminders.holidays, first.escalation]).toEqual([
      change.admins,
      change.reminders.holidays,
      change.escalation,
    ]);
  });
  test('only an object with fields can be a policy', () => {
    for (const document of [null, 7, 'policy', ['policy'], true]) {
      expect(problemsOf(document)).toEqual([`The policy must be an object with fields; it is ${JSON.stringify(document)}.`]);
    }
  });
});

describe('every wrong value is told with its place, what is allowed and what was given', () => {
  test.each<[string, Json, string]>([
    ['format', 2, '1'],
    ['revision', 0, 'a whole number from 1 to 1000000'],
    ['revision', 1.5, 'a whole number from 1 to 1000000'],
    ['send', 'nobody', '“everyone”, or a list of addresses and domains such as “@example.com”'],
    ['send', ['@example'], '“everyone”, or a list of addresses and domains such as “@example.com”'],
    ['send', [7], '“everyone”, or a list of addresses and domains such as “@example.com”'],
    ['admins', 'ana@example.com', 'a list of addresses'],
    ['admins', ['ana'], 'a list of addresses'],
    ['levels', { role: 'signer' }, 'a list of rules with role (signer, approver, viewer, preparer), needs (L1 or L2) and'],
    ['levels', [7], 'a list of rules'],
    ['levels', [{ role: 'signer' }], 'a list of rules'],
    ['levels', [{ needs: 'L1' }], 'a list of rules'],
    ['levels', [{ role: 'cc', needs: 'L1' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L3' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', people: 'all' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', documentClass: 'nonsense' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', amountFrom: -1 }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', amountFrom: 1, currency: 'euro' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', colour: 'red' }], 'a list of rules'],
    ['levels', [{ role: 'signer', needs: 'L1', hasOwnProperty: 'role' }], 'a list of rules'],
    ['reminders.firstAfterDays', '3', 'a whole number of days from 0 to 90'],
    ['reminders.everyDays', -1, 'a whole number of days from 0 to 90'],
    ['reminders.most', 51, 'a whole number from 0 to 50'],
    ['reminders.perPersonPerDay', 0, 'a whole number from 1 to 20'],
    ['reminders.workingHours.days', [], 'a list of weekdays from 1 (Monday) to 7, at least one'],
    ['reminders.workingHours.days', [0], 'a list of weekdays from 1 (Monday) to 7, at least one'],
    ['reminders.workingHours.from', '9:00', 'a time such as “09:00”'],
    ['reminders.workingHours.to', '24:01', 'a time such as “09:00”'],
    ['reminders.workingHours.to', 17, 'a time such as “09:00”'],
    ['reminders.holidays', { 'Europe/Berlin': ['2026-02-30'] }, 'lists of days as YYYY-MM-DD by time zone'],
    ['reminders.holidays', { 'Europe/Berlin': ['2026-13-01'] }, 'lists of days as YYYY-MM-DD by time zone'],
    ['reminders.holidays', { 'Europe/Berlin': '2026-12-25' }, 'lists of days as YYYY-MM-DD by time zone'],
    ['reminders.holidays', { 'Europe / Berlin': [] }, 'lists of days as YYYY-MM-DD by time zone'],
    ['reminders.holidays', ['2026-12-25'], 'lists of days as YYYY-MM-DD by time zone'],
    ['escalation.afterDays', 91, 'a whole number of days from 0 to 90'],
    ['escalation.to', 'fay@example.com', 'null, or a name and an email'],
    ['escalation.to', { name: ' ', email: 'fay@example.com' }, 'null, or a name and an email'],
    ['escalation.to', { name: 'Fay' }, 'null, or a name and an email'],
    ['escalation.to', { name: 'Fay', email: 'fay@example.com', phone: '1' }, 'null, or a name and an email'],
    ['expiry.afterDays', 0, 'a whole number of days from 1 to 366'],
    ['expiry.warnBeforeDays', 31, 'a whole number of days from 0 to 30'],
    ['duties.mayApproveOwn', 'yes', 'true or false'],
    ['duties.mayApproveAndSign', null, 'true or false'],
    ['delegation', 'sometimes', '“never” or “own-people” or “anyone”'],
    ['language', 'English', 'a language such as “en”'],
  ])('%s: %j', (place, value, allowed) => {
    const [problem, ...others] = problemAt(place, value);
    expect(others).toEqual([]);
    expect(problem).toContain(`“${place}” must be ${allowed}`);
    expect(problem?.endsWith(`; it is ${JSON.stringify(value)}.`)).toBe(true);
  });
  test.each<[string, Json]>([
    ['send', ['@example.com', 'ana@example.com']],
    ['reminders.workingHours.to', '24:00'],
    ['reminders.holidays', { 'America/Argentina/Buenos_Aires': ['2028-02-29'], UTC: [], 'Etc/GMT+1': [] }],
    ['levels', [{ role: 'signer', needs: 'L2', people: 'external', documentClass: 'contract', amountFrom: 10_000, currency: 'EUR' }]],
    ['language', 'pt-BR'],
  ])('%s: %j is right', (place, value) => expect(problemAt(place, value)).toEqual([]));
  test('a value where fields should be', () =>
    expect(problemAt('reminders.workingHours', '9 to 5')).toEqual([
      '“reminders.workingHours” must be an object with days, from, to; it is "9 to 5".',
    ]));
  test.each(['colour', 'reminders.colour', 'constructor', '__proto__', 'toString'])('%s is no field, and the fields are named', (place) => {
    // Only JSON gives an object a field that is really called `__proto__`.
    const document = place === '__proto__' ? (JSON.parse('{"__proto__": 1}') as Json) : nested(place, 1);
    expect(problemsOf(document)).toEqual([
      expect.stringMatching(/is no field of a policy\. The fields are format, revision, .* language\./),
    ]);
  });
  test('all mistakes at once', () => expect(problemsOf({ format: 2, delegation: 1, reminders: { most: 'x' } })).toHaveLength(3));
  test('a value that is long is cut short', () => expect(problemAt('language', 'x'.repeat(999))[0]?.length).toBeLessThan(250));
});

describe('contradictions', () => {
  test.each<[Json, string]>([
    [{ reminders: { workingHours: { from: '17:00' } } }, '“reminders.workingHours” ends at 17:00, which is not after it begins at 17:00.'],
    [{ escalation: { afterDays: 3 } }, '“escalation.afterDays” is set, but “escalation.to” names nobody.'],
    [
      { levels: [{ role: 'signer', needs: 'L1', documentClass: 'will' }] },
      '“levels” has a rule for the class “will”, which cannot be sent.',
    ],
    [{ levels: [{ role: 'signer', needs: 'L1', currency: 'EUR' }] }, '“levels” has a rule with the currency EUR and no amountFrom.'],
  ])('%j', (document, problem) => expect(problemsOf(document)).toEqual([problem]));
});

describe('whatever comes', () => {
  const names = fc.constantFrom(
    ...Object.keys(DEFAULT_POLICY),
    'workingHours',
    'days',
    'most',
    'to',
    'afterDays',
    'constructor',
    '__proto__',
    'valueOf',
  );
  const leaves = fc.oneof(
    fc.constantFrom<Json>('everyone', 'L1', 'never', '09:00', 'en', 1, 3, true, null, []),
    fc.jsonValue() as fc.Arbitrary<Json>,
  );
  const documents = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, leaves, fc.dictionary(names, tie('node')) as fc.Arbitrary<Json>),
  })).node;
  test('reading never throws, and what is accepted is accepted again unchanged', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const read = readPolicy(document);
        if (read.ok) expect(readPolicy(JSON.parse(JSON.stringify(read.policy)) as Json)).toEqual(read);
        else expect(read.problems.every((problem) => problem.endsWith('.'))).toBe(true);
      }),
    );
  });
  test('any policy made of right values is accepted again unchanged, and is pinned by its hash', () => {
    const right = fc.record(
      {
        send: fc.constantFrom<Json>('everyone', ['@example.com']),
        delegation: fc.constantFrom('never', 'own-people', 'anyone'),
        reminders: fc.record(
          { firstAfterDays: fc.nat(90), most: fc.nat(50), workingHours: fc.constantFrom({ from: '00:00', to: '24:00' }, {}) },
          { requiredKeys: [] },
        ),
        expiry: fc.record({ afterDays: fc.integer({ min: 1, max: 366 }), warnBeforeDays: fc.nat(30) }),
        duties: fc.record({ mayApproveOwn: fc.boolean(), mayApproveAndSign: fc.boolean() }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(right, right, (one, other) => {
        const [first, second] = [policyOf(one), policyOf(other)];
        expect(readPolicy(first as unknown as Json)).toEqual({ ok: true, policy: first });
        const isSame = JSON.stringify(first) === JSON.stringify(second);
        if (isSame) expect(pinned(first, sha256)).toEqual(pinned(second, sha256));
        if (pinned(first, sha256).hash === pinned(second, sha256).hash) expect(first).toEqual(second);
      }),
    );
  });
});

describe('what a policy decides', () => {
  const levels: readonly LevelRule[] = [
    { role: 'approver', amountFrom: 10_000, currency: 'EUR', needs: 'L2' },
    { role: 'approver', amountFrom: 50_000, needs: 'L2' },
    { role: 'approver', documentClass: 'nda', needs: 'L0' },
    { role: 'approver', needs: 'L1' },
    { role: 'signer', people: 'internal', needs: 'L1' },
  ];
  const needs = (role: 'approver' | 'signer' | 'viewer' | 'cc', matter?: Parameters<typeof needsOf>[2], internal = true) =>
    needsOf({ ...DEFAULT_POLICY, levels }, { role, internal }, matter);
  test.each([
    ['below the amount', needs('approver', { amount: { value: 9_999, currency: 'EUR' } }), 'L1'],
    ['from the amount up', needs('approver', { amount: { value: 10_000, currency: 'EUR' } }), 'L2'],
    ['in another currency', needs('approver', { amount: { value: 10_000, currency: 'USD' } }), 'L1'],
    ['in any currency', needs('approver', { amount: { value: 50_000, currency: 'USD' } }), 'L2'],
    ['in a class', needs('approver', { documentClass: 'nda' }), 'L0'],
    [
      'in a class above the amount: the first rule that fits',
      needs('approver', { documentClass: 'nda', amount: { value: 10_000, currency: 'EUR' } }),
      'L2',
    ],
    ['without an amount', needs('approver'), 'L1'],
    ['inside', needs('signer'), 'L1'],
    ['where no rule fits: like a signature of someone outside', needs('signer', {}, false), 'L2'],
    ['where no rule is about the role', needs('viewer'), 'L2'],
    ['of a copy: nothing', needs('cc'), 'L0'],
  ])('the proof asked for %s', (_name, actual, expected) => expect(actual).toBe(expected));
  test('who may send', () => {
    const policy = { ...DEFAULT_POLICY, send: ['Ana@example.com', '@sales.example.com'] };
    expect(
      ['ana@EXAMPLE.com', 'bob@Sales.example.com', 'bob@example.com', 'eve@evilsales.example.com'].map((one) => maySend(policy, one)),
    ).toEqual([true, true, false, false]);
    expect(maySend(DEFAULT_POLICY, 'bob@example.com')).toBe(true);
  });
  test('who administers', () => {
    const policy = { ...DEFAULT_POLICY, admins: ['Ana@example.com'] };
    expect(['ana@example.com', 'bob@example.com'].map((one) => isAdmin(policy, one))).toEqual([true, false]);
  });
  test('pinned into an envelope is what decides later, and the hash of the whole', () => {
    const fallback = { escalation: { afterDays: 4, to: { name: 'Fay', email: 'f@b.test' } } };
    expect(pinned(DEFAULT_POLICY, sha256)).toMatchObject({
      remindAfterDays: 3,
      mostReminders: 5,
      escalateAfterDays: 0,
      warnBeforeDays: 2,
      calendar: { from: 540, to: 1020 },
    });
    expect(pinned(policyOf(fallback), sha256).escalateAfterDays).toBe(4);
    expect(pinned({ ...DEFAULT_POLICY, escalation: { afterDays: 4, to: null } }, sha256).escalateAfterDays).toBe(0);
    expect(BEFORE_POLICIES).toMatchObject({ calendar: ALWAYS, escalateAfterDays: 0, warnBeforeDays: 0 });
  });
});
