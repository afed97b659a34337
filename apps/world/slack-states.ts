// The one-time codes in the links that connect workspaces: made on the command line, taken by the running product, over the same table.
import type { States } from '#apps/slack/install.ts';
import type { Table } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { oneTime } from '#stores/one-time.ts';
import { random } from './hashing.ts';

/** Whoever administers the workspace may have to be found first. */
const LINK_LIVES = { hours: 24 };

export function slackStates(table: Table, now: () => Instant): States {
  const codes = oneTime(table, { now, randomHex: random });
  return { make: async (tenant) => codes.make(tenant, LINK_LIVES), take: codes.take };
}
