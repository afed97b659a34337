// When `send: now` is followed: only where the policy says so and there is nothing left to look at.
import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { readPolicy } from '#core/policy/read.ts';
import { whyNotAtOnce, type AtOnce } from '#core/rules/at-once.ts';

const INES = { email: 'ines@northwind.test', internal: true, role: 'signer' };
const FINE: AtOnce = {
  policy: { ...DEFAULT_POLICY, sendWithoutConfirmation: ['@northwind.test'] },
  sender: 'olivia@northwind.test',
  recipients: [INES],
  doubts: [],
};

it('is followed for a sender whom the policy names, with people of the organisation and nothing to check', () => {
  expect(whyNotAtOnce(FINE)).toEqual([]);
  expect(whyNotAtOnce({ ...FINE, policy: { ...DEFAULT_POLICY, sendWithoutConfirmation: ['Olivia@northwind.test'] } })).toEqual([]);
  expect(whyNotAtOnce({ ...FINE, policy: { ...DEFAULT_POLICY, sendWithoutConfirmation: 'everyone' } })).toEqual([]);
});

it.each<readonly [why: string, change: Partial<AtOnce>, said: string]>([
  ['the policy names nobody, as it does by default', { policy: DEFAULT_POLICY }, 'does not let you send without confirming'],
  ['the policy names others', { sender: 'max@fabrikam.test' }, 'does not let you send without confirming'],
  ['the draft has something to check', { doubts: ['Please check: x'] }, 'there is something to check in it'],
  ['nobody is asked', { recipients: [{ ...INES, role: 'cc' }] }, 'nobody is asked to act'],
  [
    'someone is of no one’s organisation',
    { recipients: [INES, { ...INES, email: 'a@x.test', internal: false }] },
    'a@x.test is not of your organisation',
  ],
  [
    'several are',
    { recipients: ['a@x.test', 'b@x.test'].map((email) => ({ ...INES, email, internal: false })) },
    'a@x.test, b@x.test are not of your organisation',
  ],
  ['six are named', { recipients: Array.from({ length: 6 }, () => INES) }, 'more than 5 people are named'],
])('is not followed where %s, and the draft says so', (_why, change, said) => {
  const [sentence, ...more] = whyNotAtOnce({ ...FINE, ...change });
  expect(sentence).toContain(said);
  expect(sentence).toContain('Nothing goes out until you say so.');
  expect(more).toEqual([]);
});

it('is a setting that older policies lack, and that takes what `send` takes', () => {
  expect(readPolicy({})).toMatchObject({ ok: true, policy: { send: 'everyone' } });
  expect(readPolicy({ sendWithoutConfirmation: ['@acme.example', 'a@b.example'] })).toMatchObject({ ok: true });
  expect(readPolicy({ sendWithoutConfirmation: 'sometimes' })).toMatchObject({ ok: false });
});
