// Random envelopes as senders make them: steps of groups with quorums, preparers, viewers, copies, consumers, fallback persons, policies.
import fc from 'fast-check';
import type { Candidate, DraftContent, DraftRecipient } from '#core/command.ts';
import { ALWAYS } from '#core/policy/pinned.ts';
import type { Assurance, PinnedPolicy, Quorum, Role } from '#core/terms.ts';
import { plus } from '#core/time.ts';
import { places } from './fields.ts';
import { content, DOCUMENT, POLICY, SENDER, sha256, T0 } from '../build.ts';

export const ADMIN = 'ada@northwind.test';
export const STRANGER = 'eve@evil.test';
const FALLBACK = { name: 'Fay', email: 'fay@northwind.test' };
const ZONES = ['Europe/Berlin', 'America/New_York', 'UTC'] as const;

/** Everyone who may sit somewhere: own people, the sender among them, and two organisations outside. */
export const PEOPLE: readonly Candidate[] = [
  ...['Max', 'Ines', 'Carl', 'Bob', 'Fay'].map((name) => own(name, `${name.toLowerCase()}@northwind.test`)),
  own('Olivia Park', SENDER.email),
  ...['Dana', 'Dirk'].map((name) => guest(name, `${name.toLowerCase()}@fabrikam.test`)),
  guest('Gus', 'gus@contoso.test'),
];

function own(name: string, email: string): Candidate {
  return { name, email, internal: true, needs: 'L1', channel: 'email', zone: ZONES[name.length % 3] ?? 'UTC' };
}

function guest(name: string, email: string): Candidate {
  return { name, email, internal: false, needs: 'L2', channel: 'email' };
}

type Group = { readonly role: Role; readonly quorum: Quorum; readonly people: readonly number[]; readonly needs: Assurance };

const person = fc.nat({ max: PEOPLE.length - 1 });

const group: fc.Arbitrary<Group> = fc
  .record({
    role: fc.constantFrom<Role>('signer', 'signer', 'approver', 'approver', 'viewer'),
    people: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }),
    quorum: fc.constantFrom<'all' | 'any' | 'some'>('all', 'all', 'any', 'some'),
    needs: fc.constantFrom<Assurance>('L1', 'L1', 'L1', 'L2'),
  })
  .map(({ quorum, ...rest }) => ({ ...rest, quorum: quorum === 'some' ? Math.ceil((rest.people.length + 1) / 2) : quorum }));

const preparers: fc.Arbitrary<Group> = fc
  .uniqueArray(person, { minLength: 1, maxLength: 2 })
  .map((people) => ({ role: 'preparer', quorum: 'all', people, needs: 'L1' }));

const policy: fc.Arbitrary<PinnedPolicy> = fc
  .record({
    remindAfterDays: fc.constantFrom(0, 1, 3),
    remindEveryDays: fc.constantFrom(0, 1, 2),
    mostReminders: fc.constantFrom(0, 2, 5),
    escalateAfterDays: fc.constantFrom(0, 1, 1, 2),
    warnBeforeDays: fc.constantFrom(0, 1, 2),
    mayApproveOwn: fc.boolean(),
    mayApproveAndSign: fc.boolean(),
    delegation: fc.constantFrom('never', 'own-people', 'own-people', 'anyone', 'anyone'),
    isAlways: fc.boolean(),
  })
  .map(({ isAlways, ...chosen }) => ({ ...POLICY, ...chosen, ...(isAlways ? { calendar: ALWAYS } : {}) }));

const settings = fc.record({
  groups: fc.array(group, { minLength: 1, maxLength: 3 }),
  preparation: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: preparers }),
  copies: fc.uniqueArray(person, { maxLength: 2 }),
  policy,
  consumer: fc.nat({ max: 3 }).map((one) => one === 0),
  hasFallback: fc.nat({ max: 3 }).map((one) => one > 0),
  days: fc.integer({ min: 2, max: 14 }),
  documents: fc.integer({ min: 1, max: 2 }),
  places,
});

/** Mostly such as may be sent; some break a rule of seating, and are refused. */
export const envelopes: fc.Arbitrary<DraftContent> = settings.map(
  ({ groups, preparation, copies, days, documents, hasFallback, ...rest }) => {
    const steps = preparation === null ? groups : [preparation, ...groups];
    return content({
      ...rest,
      expiresAt: plus(T0, { days }),
      documents: Array.from({ length: documents }, (_, index) => ({
        ...DOCUMENT,
        id: `d${index + 1}`,
        sha256: sha256(`document ${index + 1}`),
      })),
      recipients: [...steps.flatMap(seats), ...copies.flatMap((at) => seatsOf(at, { role: 'cc', step: 9, needs: 'L0' }))],
      quorums: Object.fromEntries(steps.map(({ quorum }, index) => [index + 1, quorum])),
      fallback: hasFallback ? FALLBACK : undefined,
    });
  },
);

function seats({ role, people, needs }: Group, index: number): readonly DraftRecipient[] {
  return people.flatMap((at) => seatsOf(at, { role, step: index + 1, needs }));
}

function seatsOf(at: number, { role, step, needs }: { role: Role; step: number; needs: Assurance }): readonly DraftRecipient[] {
  return PEOPLE.slice(at, at + 1).map((one) => ({ ...one, role, step, needs: needs > one.needs || role === 'cc' ? needs : one.needs }));
}
