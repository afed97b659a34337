// The histories behind the frozen streams since version 2, played by today's rules. A file that was released is never written again; these are
// for making the first one, and a story of a new version gets a new name.
import { createHash } from 'node:crypto';
import { offsetAt } from '#apps/world/hashing.ts';
import { commitOf, eventsOf } from '#core/chain.ts';
import type { Command, CommandBody, DraftContent } from '#core/command.ts';
import { decide } from '#core/decide.ts';
import { leafWithout } from '#core/erasure.ts';
import { evolve } from '#core/evolve.ts';
import { fold } from '#core/fold.ts';
import type { Commit, Stream } from '#core/record.ts';
import type { EvidenceRef } from '#core/terms.ts';
import { plus, type Duration } from '#core/time.ts';
import { body, DANA, DOCUMENT, INES, MAX, OLIVIA, person, POLICY, r, seat, sha256, SYSTEM, T0 } from './build.ts';
import { DRAWING, found, PLACE, placing, put, signing } from './fields.ts';

type Step = { readonly who: string; readonly after: Duration; readonly body: CommandBody };
type Story = { readonly name: string; readonly steps: readonly Step[] };

const OLIVIA_EMAIL = 'olivia@northwind.test';
const EVIDENCE: EvidenceRef = { kind: 'page', reference: sha256('request'), proof: 'Done on the document’s page.' };
const VERA = seat('Vera', 'viewer', 2);
const PAT = seat('Pat', 'preparer', 1);

const FILLED = { ...DOCUMENT, filename: 'nda-filled.pdf', sha256: sha256('nda with data'), bytes: 41_000 };
const SIGNERS = [INES, DANA].map((one) => ({ ...one, step: 1 }));
const FIELDS_BY_HAND = [
  put('signature', 1, { placedBy: 'anchor', covers: PLACE }),
  put('initials', 1),
  put('date', 1),
  put('text', 1, { label: 'Job title' }),
  put('checkbox', 1, { label: 'I agree', isRequired: false, placedBy: 'form-field' }),
  put('signature', 2),
];
const STAND_IN = { name: 'Stan', email: 'stan@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;

function step(who: string, hours: number, wish: CommandBody): Step {
  return { who, after: { hours }, body: wish };
}

function drafted(hours: number, change: Partial<DraftContent>): Step[] {
  return [step(OLIVIA_EMAIL, hours, body.draft(change)), step(OLIVIA_EMAIL, hours, body.send)];
}

const objection = (recipient: ReturnType<typeof r>, reason: string) => ({ recipient, reason, evidence: EVIDENCE });
const acknowledge = { type: 'acknowledge', recipient: r(2), fingerprint: DOCUMENT.sha256, words: 'READ', evidence: EVIDENCE } as const;

const PREPARED: Story = {
  name: 'v2-prepared',
  steps: [
    ...drafted(0, { recipients: [PAT, { ...INES, step: 2 }] }),
    step('pat@northwind.test', 1, {
      type: 'prepare',
      recipient: r(1),
      values: [{ name: 'amount', value: '4,200 EUR' }],
      documents: [FILLED],
      evidence: EVIDENCE,
    }),
    step(INES.email, 2, body.sign(r(2), FILLED.sha256, 'Ines Duarte')),
    step('sealer', 3, { type: 'record-seal', documents: [{ document: 'd1', sha256: sha256('sealed'), bytes: 50_000, pages: 5 }] }),
  ],
};

/** One of two approvers is enough; the one who acted takes it back, and the signer has to wait again. */
const REOPENED: Story = {
  name: 'v2-reopened',
  steps: [
    ...drafted(0, { recipients: [MAX, seat('Moritz', 'approver', 1), { ...INES, step: 2 }], quorums: { 1: 'any' } }),
    step(MAX.email, 1, body.approve(r(1))),
    step(MAX.email, 2, { type: 'withdraw', ...objection(r(1), 'The price is wrong') }),
  ],
};

const HANDED_OVER: Story = {
  name: 'v2-handed-over',
  steps: [
    ...drafted(0, {
      recipients: [MAX, { ...INES, step: 1 }, { ...DANA, step: 1 }].map((one) => ({ ...one, role: 'signer' as const })),
      policy: { ...POLICY, escalateAfterDays: 2 },
      fallback: { name: 'Frida', email: 'frida@northwind.test' },
    }),
    step(MAX.email, 1, { type: 'snooze', recipient: r(1), until: plus(T0, { days: 4 }) }),
    step(MAX.email, 1, { type: 'mute', recipient: r(1), on: true }),
    step(OLIVIA_EMAIL, 2, {
      type: 'correct',
      recipient: r(3),
      name: 'Dana Ruiz',
      email: 'd.ruiz@fabrikam.test',
      internal: false,
      needs: 'L2',
    }),
    step(OLIVIA_EMAIL, 3, { type: 'resend', recipient: r(3) }),
    step('schedule', 52, { type: 'escalate', recipient: r(1) }),
    step(INES.email, 53, { type: 'delegate', recipient: r(2), to: STAND_IN, reason: 'I am away' }),
    step(OLIVIA_EMAIL, 54, {
      type: 'reassign',
      recipient: r(3),
      to: { ...STAND_IN, name: 'Rita', email: 'rita@fabrikam.test', internal: false },
      reason: 'She left',
    }),
    step(OLIVIA_EMAIL, 55, { type: 'extend', expiresAt: plus(T0, { days: 20 }) }),
    step('schedule', 24 * 19, { type: 'warn' }),
  ],
};

const DISPUTED: Story = {
  name: 'v2-disputed',
  steps: [
    ...drafted(0, { recipients: [{ ...DANA, step: 1 }, VERA], consumer: true, documentClass: 'contract' }),
    step(DANA.email, 1, { type: 'view', recipient: r(1) }),
    step(DANA.email, 1, {
      type: 'accept-disclosure',
      recipient: r(1),
      disclosure: { id: 'disclosure/en/1', sha256: sha256('disclosure') },
      evidence: EVIDENCE,
    }),
    step(DANA.email, 2, body.sign(r(1), DOCUMENT.sha256, 'Dana Ruiz')),
    step(VERA.email, 3, acknowledge),
    step(DANA.email, 4, { type: 'dispute', ...objection(r(1), 'I did not sign this') }),
    step(OLIVIA_EMAIL, 30, { type: 'resolve', note: 'We spoke on the phone' }),
  ],
};

/** Over, and everything personal of one recipient taken off, later of everyone. */
const ERASED: Story = {
  name: 'v2-erased',
  steps: [
    ...drafted(0, { recipients: [INES, DANA].map((one) => ({ ...one, step: 1 })) }),
    step(INES.email, 1, { type: 'comment', from: r(1), to: null, text: 'Which annex?' }),
    step(DANA.email, 2, body.decline(r(2), 'Wrong amount')),
    step('dispatch', 3, { type: 'erase', recipient: r(1) }),
    step('dispatch', 4, { type: 'erase', recipient: null }),
  ],
};

/** Written to in Slack, where nobody reads; from then on by mail. */
const REROUTED: Story = {
  name: 'v3-rerouted',
  steps: [
    ...drafted(0, {
      recipients: [
        { ...MAX, channel: 'slack' },
        { ...INES, step: 2 },
      ],
    }),
    step('dispatch', 1, {
      type: 'record-deliveries',
      deliveries: [
        { effect: 'e1', recipient: r(1), channel: 'slack', outcome: 'rerouted', next: 'email', why: 'The app is not installed.' },
        { effect: 'e2', recipient: r(1), channel: 'email', outcome: 'accepted' },
      ],
    }),
    step(MAX.email, 2, body.approve(r(1))),
  ],
};

/** What mail systems said later: a delay, an absence, a complaint, and a mailbox that is not there. */
const REPORTED: Story = {
  name: 'v4-reported',
  steps: [
    ...drafted(0, { recipients: [MAX, { ...INES, step: 1 }] }),
    step('dispatch', 1, {
      type: 'record-deliveries',
      deliveries: [
        { effect: 'e1', recipient: r(1), channel: 'email', outcome: 'accepted' },
        { effect: 'e2', recipient: r(2), channel: 'email', outcome: 'accepted' },
      ],
    }),
    step('dispatch', 6, {
      type: 'record-deliveries',
      deliveries: [
        { effect: 'e1#delayed', recipient: r(1), channel: 'email', outcome: 'delayed', reason: 'mailbox-full', isOver: false },
        { effect: 'n1#away', recipient: r(1), channel: 'email', outcome: 'away', until: '2026-12-03' },
        { effect: 'e1#complained', recipient: r(1), channel: 'email', outcome: 'complained' },
        { effect: 'e2#bounced', recipient: r(2), channel: 'email', outcome: 'undeliverable', reason: 'no-such-person' },
      ],
    }),
  ],
};

/** Places that were found, then such as the sender put; Ines fills hers in twice, and Dana leaves hers to the one who took over. */
const FIELDS: Story = {
  name: 'v5-fields',
  steps: [
    step(
      OLIVIA_EMAIL,
      0,
      body.draft({ recipients: SIGNERS, places: { d1: [found('signature', 1, { covers: PLACE }), found('date', 3)] } }),
    ),
    step(OLIVIA_EMAIL, 0, placing(...FIELDS_BY_HAND)),
    step(OLIVIA_EMAIL, 0, body.send),
    step(INES.email, 1, signing(1, { f1: DRAWING, f4: 'Buyer', f5: 'yes' })),
    step(INES.email, 2, { type: 'withdraw', ...objection(r(1), 'Wrong title') }),
    step(INES.email, 3, signing(1, { f4: 'Head of buying' })),
    step(DANA.email, 4, {
      type: 'delegate',
      recipient: r(2),
      to: { name: 'Dirk', email: 'dirk@fabrikam.test', internal: false, needs: 'L2', channel: 'email' },
      reason: 'Away',
    }),
    step('dirk@fabrikam.test', 5, signing(3, {}, 'Dirk Mahler')),
  ],
};

export const STORIES: readonly Story[] = [FIELDS, PREPARED, REOPENED, HANDED_OVER, DISPUTED, ERASED, REROUTED, REPORTED];

export type Frozen = { readonly status: string; readonly recipients: Readonly<Record<string, string>>; readonly stream: Stream };

export function playedStory({ name, steps }: Story): Frozen {
  let nonces = 0;
  const random = (bytes: number) => hash(`${name} ${(nonces += 1)}`).slice(0, bytes * 2);
  let commits: Commit[] = [];
  for (const [at, one] of steps.entries()) {
    const stream = { version: commits.length, commits };
    const command: Command = { at: plus(T0, one.after), by: actorOf(one.who), key: `k${at + 1}`, ...one.body };
    const before = fold(stream);
    const decision = decide(before, command, offsetAt);
    if (!decision.ok || decision.events.length === 0)
      throw new Error(`${name}: ${one.body.type} was not recorded: ${JSON.stringify(decision)}`);
    const after = decision.events.reduce(evolve, before);
    const people = after.status === 'none' ? [] : after.recipients;
    const roleOf = (id: string) => people.find((person) => person.id === id)?.role;
    const commit = commitOf({
      stream,
      events: decision.events,
      key: command.key,
      writer: 'w',
      recordedAt: command.at,
      roleOf,
      random,
      sha256,
    });
    const { body } = one;
    commits = body.type === 'erase' ? [...commits.map((each) => without(each, body.recipient)), commit] : [...commits, commit];
  }
  const stream = { version: commits.length, commits };
  const state = fold(stream);
  if (state.status === 'none') throw new Error(`${name} left nothing.`);
  return { status: state.status, recipients: Object.fromEntries(state.recipients.map(({ id, status }) => [id, status])), stream };
}

function without(commit: Commit, scope: ReturnType<typeof r> | null): Commit {
  const events = eventsOf({ version: commit.version, commits: [commit] });
  const stored = commit.stored.map((leaf, at) => {
    const event = events[at]?.event;
    return event ? leafWithout(leaf, event, scope) : leaf;
  });
  return { ...commit, stored };
}

function actorOf(who: string): Command['by'] {
  if (who === 'schedule' || who === 'dispatch' || who === 'sealer') return { ...SYSTEM, kind: 'system', via: who };
  return who === OLIVIA_EMAIL ? OLIVIA : person(who, 'L2', 'web');
}

function hash(text: string): string {
  return createHash('sha512').update(text).digest('hex');
}
