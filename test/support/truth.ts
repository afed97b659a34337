// Whether an answer to a command is true: held against the record itself and the rules, without the code that gave it.
import { offsetAt } from '#apps/world/hashing.ts';
import { checkStream, eventsOf } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { decide } from '#core/decide.ts';
import type { Envelope } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { CommandOutcome } from '#core/ports.ts';
import type { StoredEvent, Stream } from '#core/record.ts';
import { sha256 } from './build.ts';

export type Answered = {
  readonly command: Command;
  readonly outcome: CommandOutcome;
  /** Versions that the record had when the command was given, and when it was answered. */
  readonly from: number;
  readonly until: number;
};

/** @returns what is untrue, in words; nothing when all is true */
export function untruths(stream: Stream, answers: readonly Answered[]): readonly string[] {
  const chain = checkStream(stream, sha256).chain;
  const record = { stream, events: eventsOf(stream), states: new Map<number, Envelope>() };
  return [
    ...(chain === 'ok' ? [] : [`the chain is ${chain}`]),
    ...strangers(stream, answers),
    ...answers.flatMap((one) => untruth(record, one)),
  ];
}

/** `states`: by version, each folded once. */
type OnRecord = { readonly stream: Stream; readonly events: readonly StoredEvent[]; readonly states: Map<number, Envelope> };

function stateAt({ stream, states }: OnRecord, version: number): Envelope {
  const known = states.get(version);
  if (known) return known;
  const state = fold(stream, version);
  states.set(version, state);
  return state;
}

function untruth(record: OnRecord, { command, outcome, from, until }: Answered): string[] {
  const { stream } = record;
  const name = `${command.type} under ${command.key}`;
  const decided = (version: number) => decide(stateAt(record, version), command, offsetAt);
  const mine = stream.commits.filter(({ key }) => key === command.key);
  if (!outcome.ok) {
    if (mine.length > 0) return [`${name} was refused, and is on record`];
    const versions = Array.from({ length: until - from + 1 }, (_, at) => from + at);
    const isTrue = versions.some((version) => isSame(decided(version), outcome));
    return isTrue ? [] : [`${name} was refused with ${outcome.refusal.code}, which held at no time between ${from} and ${until}`];
  }
  const [commit, ...others] = mine;
  if (others.length > 0) return [`${name} is on record ${mine.length} times`];
  if (!commit) return isSame(decided(outcome.version), { ok: true, events: [] }) ? [] : [`${name} was accepted, and is not on record`];
  if (commit.version !== outcome.version) return [`${name} is on record as ${commit.version}, and was said to be ${outcome.version}`];
  const events = record.events.flatMap(({ version, event }) => (version === commit.version ? [event] : []));
  return isSame(decided(commit.version - 1), { ok: true, events }) ? [] : [`${name} is on record as the rules would not have it`];
}

/** Commits that none of the answers speaks of, beyond those that were there before. */
function strangers(stream: Stream, answers: readonly Answered[]): string[] {
  const keys = new Set(answers.map(({ command }) => command.key));
  const before = Math.min(...answers.map(({ from }) => from));
  return stream.commits.flatMap(({ key, version }) => (version > before && !keys.has(key) ? [`${key} is on record unasked`] : []));
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalText(a) === canonicalText(b);
}

/** Independent of the order of fields. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
