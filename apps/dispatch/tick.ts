// The clock's turn: reminders and expiries that have become due, as commands through the same rules as everyone's.
import { due } from '#core/due.ts';
import type { Envelope } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { Commands, Ledger } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import type { Projections } from '#stores/projections.ts';
import type { ExpiryGate } from './expiry-gate.ts';

type Parts = {
  readonly projections: Projections;
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly gate: ExpiryGate;
  readonly now: () => Instant;
  readonly report: (fault: unknown, doing: string) => void;
};

export async function tick(parts: Parts): Promise<void> {
  const now = parts.now();
  const clear = await parts.gate.clearUntil(now);
  for (const { tenant, envelope } of await parts.projections.dueUntil(now)) {
    try {
      const state = fold(await parts.ledger.load(tenant, envelope));
      for (const command of due(state, now)) {
        if (command.type !== 'expire' || mayClose(state, clear)) await parts.commands.run(tenant, envelope, command);
      }
    } catch (fault) {
      parts.report(fault, `carrying out what became due in ${envelope}`);
    }
  }
}

function mayClose(state: Envelope, clear: Instant | undefined): boolean {
  if (state.status === 'none' || clear === undefined) return false;
  return clear >= (state.status === 'draft' ? state.lapsesAt : state.expiresAt);
}
