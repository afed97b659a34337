// The clock's turn: reminders and expiries that have become due, as commands through the same rules as everyone's.
import { due } from '#core/due.ts';
import { fold } from '#core/fold.ts';
import type { Commands, Inbox, Ledger } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import type { Projections } from '#stores/projections.ts';

type Parts = {
  readonly projections: Projections;
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly inbox: Inbox;
  readonly now: () => Instant;
  readonly report: (fault: unknown, doing: string) => void;
};

export async function tick(parts: Parts): Promise<void> {
  const now = parts.now();
  // An input received by the deadline must get its outcome before the envelope closes.
  const mayExpire = (await parts.inbox.pending()).length === 0;
  for (const { tenant, envelope } of await parts.projections.dueUntil(now)) {
    try {
      const commands = due(fold(await parts.ledger.load(tenant, envelope)), now);
      for (const command of commands) {
        if (command.type !== 'expire' || mayExpire) await parts.commands.run(tenant, envelope, command);
      }
    } catch (fault) {
      parts.report(fault, `carrying out what became due in ${envelope}`);
    }
  }
}
