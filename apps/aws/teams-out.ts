// Teams, in the function that only writes to it. undefined where the secret says that there is none.
import type { Outbound } from '#core/messages.ts';
import { teamsOutboundOf } from '#apps/world/teams-sending.ts';
import type { Estate } from './estate.ts';
import { teamsSetUp } from './teams-settings.ts';

export function teamsOut(base: Estate): { readonly outbound: Outbound } | undefined {
  const setUp = teamsSetUp(base);
  return setUp && { outbound: teamsOutboundOf(...setUp) };
}
