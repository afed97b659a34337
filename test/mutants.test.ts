// Mistakes planted in the core, each in a copy: the properties must find every one, and find nothing in a copy without.
import { beforeAll, describe, expect, test } from 'vitest';
import { verdictsOn, type Mutant, type Verdict } from './support/mutated-core.ts';

const RUNS = 150;

const PLANTED: readonly (Mutant & { readonly broken: string })[] = [
  {
    name: 'skip turn check',
    file: 'core/rules/acts.ts',
    from: "if (!hasTurn(state, recipient)) return { code: 'not-your-turn'",
    to: "if (recipient.act) return { code: 'not-your-turn'",
    suite: 'acts',
    broken: 'an act is recorded only in turn',
  },
  {
    name: 'act after terminal',
    file: 'core/rules/acts.ts',
    from: "  if (state.status !== 'sent') return refused(notOut(state));\n  const refusal = objectionTo(state, recipient, command);",
    to: "  if (state.status === 'draft') return refused(notOut(state));\n  const refusal = objectionTo(state, recipient, command);",
    suite: 'endings',
    broken: 'an envelope ends at most once',
  },
  {
    name: 'act from any seat',
    file: 'core/rules/answers.ts',
    from: 'recipient.id === id && sameAddress(recipient.email, by.email)',
    to: 'recipient.id === id',
    suite: 'acts',
    broken: 'an act is recorded only in turn',
  },
  {
    name: 'any proof will do',
    file: 'core/rules/answers.ts',
    from: "by.kind === 'system' || by.assurance >= needs",
    to: "by.kind === 'system' || needs >= 'L0'",
    suite: 'acts',
    broken: 'an act counts only at the assurance',
  },
  {
    name: 'act after the deadline',
    file: 'core/rules/answers.ts',
    from: 'return at > expiresAt ?',
    to: 'return at < expiresAt && at > expiresAt ?',
    suite: 'acts',
    broken: 'an act is recorded only in turn',
  },
  {
    name: 'decline one too late',
    file: 'core/rules/turns.ts',
    from: 'return people - lost < needed;',
    to: 'return people - lost < needed - 1;',
    suite: 'endings',
    broken: 'it is declined in the very commit',
  },
  {
    name: 'quorum one too many',
    file: 'core/rules/turns.ts',
    from: 'return met >= needed;',
    to: 'return met > needed || (met >= needed && met > 1);',
    suite: 'endings',
    broken: 'it is completed in the very commit',
  },
  {
    name: 'two voices in a group',
    file: 'core/rules/seating.ts',
    from: 'if (own.some((other) => isSameGroup(other, seat)))',
    to: 'if (own.length > 9)',
    suite: 'people',
    broken: 'nobody is two open or acted voices',
  },
  {
    name: 'weaker proof for a delegate',
    file: 'core/rules/handover.ts',
    from: 'needs: needs > recipient.needs ? needs : recipient.needs,',
    to: 'needs,',
    suite: 'people',
    broken: 'a handover or a correction never lets a weaker proof do',
  },
  {
    name: 'expiry without grace',
    file: 'core/rules/ending.ts',
    from: 'plus(state.expiresAt, EXPIRY_GRACE);',
    to: 'state.expiresAt;',
    suite: 'clock',
    broken: 'nothing closes within a quarter of an hour',
  },
  {
    name: 'commits not linked',
    file: 'core/chain.ts',
    from: 'header.version === position + 1 && header.previous === previous && ',
    to: 'header.version === position + 1 && ',
    suite: 'record',
    broken: 'any removed or exchanged commit',
  },
];

describe('a planted mistake', () => {
  let verdicts: ReadonlyMap<string, Verdict> = new Map();
  beforeAll(async () => {
    verdicts = await verdictsOn(PLANTED, RUNS);
  }, 180_000);

  test('none: every property holds', () => {
    expect(verdicts.get('none')?.broken).toEqual([]);
    expect(verdicts.get('none')?.passed.length).toBeGreaterThan(20);
  });

  test.each(PLANTED)('$name is found', ({ name, broken }) => {
    const found = verdicts.get(name)?.broken ?? [];
    expect(found.map((one) => one.name).join('\n')).toContain(broken);
    expect(found.find((one) => one.name.startsWith(broken))?.why).toMatch(/Property failed after \d+ tests/);
  });
});
