// Teams, in the functions that take in from it or run its requests. undefined where the secret says that there is none.
import type { TeamsChannel } from '#apps/teams/lambda.ts';
import { teamsOf } from '#apps/world/teams.ts';
import type { Estate } from './estate.ts';
import { teamsSetUp } from './teams-settings.ts';

export function teamsHere(base: Estate): TeamsChannel | undefined {
  const setUp = teamsSetUp(base);
  return setUp && teamsOf(...setUp);
}
