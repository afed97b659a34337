// Random histories, and how one is played: every command that came, what was decided, and the state before and after.
import fc from 'fast-check';
import type { Command, Decision, DraftContent } from '#core/command.ts';
import { decide } from '#core/decide.ts';
import { due, nextDue } from '#core/due.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import { epochMs, later, plus, type Instant, type OffsetAt } from '#core/time.ts';
import { body, command as commandAt, OLIVIA, T0 } from '../build.ts';
import { envelopes } from './envelopes.ts';
import { placingBy } from './fields.ts';
import { commandFor, moves, type Move } from './moves.ts';

export type History = {
  readonly drafts: readonly DraftContent[];
  /** Which fields the sender puts by hand before sending, if any; in some the draft is changed after it. */
  readonly placing: number;
  readonly moves: readonly Move[];
  readonly [fc.toStringMethod]: () => string;
};
export type Step = { readonly before: Envelope; readonly command: Command; readonly decision: Decision; readonly after: Envelope };

export const histories: fc.Arbitrary<History> = fc
  .record({
    drafts: fc.tuple(envelopes, envelopes),
    placing: fc.nat({ max: 11 }),
    moves: fc.array(moves, { minLength: 1, maxLength: 45, size: 'max' }),
  })
  .map((history) => ({ ...history, [fc.toStringMethod]: () => told(history) }));

/** What a failure prints: the commands as they came, and what became of each. */
function told(history: Played): string {
  const { documents, recipients, policy, quorums } = history.drafts[0] ?? body.draft().content;
  const people = recipients.map(({ name, role, step, needs }) => `${name} ${role}/${step} ${needs}`);
  const lines = [...played(history)].map(({ command: { at, by, key: _, type, ...more }, decision }) => {
    const who = by.kind === 'person' ? `${by.email} ${by.assurance}` : by.kind;
    const outcome = decision.ok ? decision.events.map((event) => event.type).join(', ') : decision.refusal.code;
    return `${at} ${who}: ${type} ${type === 'draft' ? '' : JSON.stringify(more)} → ${outcome}`;
  });
  return [JSON.stringify({ people, documents: documents.length, quorums, policy }), ...lines].join('\n');
}

/** Summer time begins half-way through the histories, which makes their clocks jump; cheaper than the tables of zones. */
export const offsetAt: OffsetAt = (zone, at) => {
  const standard = zone === 'Europe/Berlin' ? 60 : zone === 'America/New_York' ? -300 : 0;
  return standard !== 0 && epochMs(at) >= CHANGE ? standard + 60 : standard;
};
const CHANGE = epochMs(plus(T0, { days: 4, hours: 16 }));

type Played = Omit<History, typeof fc.toStringMethod>;

export function* played({ drafts, placing, moves }: Played): Generator<Step> {
  let state: Envelope = NO_ENVELOPE;
  let at = T0;
  let serial = 0;
  function step(command: Command): Step {
    const before = state;
    const decision = decide(before, command, offsetAt);
    state = decision.ok ? decision.events.reduce(evolve, before) : before;
    return { before, command, decision, after: state };
  }
  for (const draft of drafts) if (state.status === 'none') yield step(commandAt(OLIVIA, body.draft(draft)));
  if (placing < 6) yield step(commandAt(OLIVIA, { type: 'place', fields: placingBy(placing, state) }));
  for (const draft of placing < 3 ? drafts.slice(1) : []) yield step(commandAt(OLIVIA, body.draft(draft)));
  yield step(commandAt(OLIVIA, body.send));
  for (const move of moves) {
    at = later(plus(at, { minutes: move.waitMinutes }), closing(move, state) ?? at);
    if (move.wish !== 'tick') {
      serial += 1;
      yield step(commandFor(move, { state, at, key: `move/${serial}`, drafts }));
      continue;
    }
    at = later(at, nextDue(state) ?? at);
    for (const command of due(state, at)) yield step(command);
  }
}

/** Some try to close an envelope right after its deadline, before or after its grace is over. */
function closing({ wish, aimed, pick }: Move, state: Envelope): Instant | undefined {
  return wish === 'expire' && aimed && state.status === 'sent' ? plus(state.expiresAt, { minutes: 2 * pick }) : undefined;
}

export function accepted({ decision }: Step) {
  return decision.ok ? decision.events : [];
}
