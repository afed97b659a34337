// The only place where a wish becomes a fact or a refusal, the same for every channel.
import type { Command, Decision } from './command.ts';
import type { Envelope } from './envelope.ts';
import { acceptDisclosure, act, view } from './rules/acts.ts';
import { correct, extend, resend } from './rules/correcting.ts';
import { draft, send } from './rules/drafting.ts';
import { place } from './rules/placing.ts';
import { recordDeliveries } from './rules/deliveries.ts';
import { erase, expire, recordSeal, voidIt, warn } from './rules/ending.ts';
import { delegate, escalate, reassign } from './rules/handover.ts';
import { mute, remind, snooze } from './rules/reminding.ts';
import { comment } from './rules/talk.ts';
import { dispute, resolve, withdraw } from './rules/withdrawing.ts';
import type { OffsetAt } from './time.ts';

type Rules = {
  readonly [C in Command['type']]: (state: Envelope, command: Extract<Command, { type: C }>, offsetAt: OffsetAt) => Decision;
};

/** Exhaustive by its type: a command without its rule does not compile. */
const RULES: Rules = {
  draft,
  place,
  send,
  view,
  approve: act,
  sign: act,
  acknowledge: act,
  prepare: act,
  decline: act,
  withdraw,
  dispute,
  resolve,
  'accept-disclosure': acceptDisclosure,
  delegate,
  reassign,
  correct,
  resend,
  extend,
  comment,
  remind,
  snooze,
  mute,
  escalate,
  warn,
  void: voidIt,
  expire,
  erase,
  'record-deliveries': recordDeliveries,
  'record-seal': recordSeal,
  'record-seal-failure': recordSeal,
};

/**
 * @param offsetAt offsets of time zones, for due times that suit people
 * @returns the events to store, in one commit; an empty list when the wish is already fulfilled; or why not.
 */
export function decide(state: Envelope, command: Command, offsetAt: OffsetAt): Decision {
  // Each rule takes its own member of the union; the table's type guarantees the pair, which TypeScript cannot follow here.
  const rule = RULES[command.type] as (state: Envelope, command: Command, offsetAt: OffsetAt) => Decision;
  return rule(state, command, offsetAt);
}
