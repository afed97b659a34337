// Whose payload it is: the workspace in which we are installed and may work, and the person with the organisation that vouches for them.
// In a channel shared with another company these are two workspaces; a person of the other one is somebody only there.
import type { Who } from '#apps/chat/chat-ports.ts';
import { listOf, recordOf, textAt, type Body } from './payload.ts';

/** As Bolt reads it from a payload, its quirks for shared channels and organisations included. */
type Source = { readonly teamId?: string | undefined; readonly enterpriseId?: string | undefined; readonly isEnterpriseInstall: boolean };

/** The installation's id: of the organisation where the whole of it installed us, else of the workspace. */
export function hostOf({ teamId, enterpriseId, isEnterpriseInstall }: Source): string | undefined {
  const id: unknown = isEnterpriseInstall ? enterpriseId : teamId;
  // Signed is not the same as complete: what is no id must not become a key.
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** Of events for which Bolt asks nobody, such as that we were removed. */
export function hostOfEvent(body: Body): string | undefined {
  const [authorization] = listOf(body['authorizations']);
  const isOrganisation = (authorization ?? body)['is_enterprise_install'] === true;
  return isOrganisation
    ? (textAt(authorization, 'enterprise_id') ?? textAt(body, 'enterprise_id'))
    : (textAt(authorization, 'team_id') ?? textAt(body, 'team_id'));
}

/**
 * Where a whole organisation installed us it vouches for everyone in it: people have one id in all of its workspaces.
 * @returns undefined where nobody is named, as in what a program did
 */
export function whoOf(body: Body, host: string): Who | undefined {
  const event = recordOf(body['event']);
  const user = textAt(event, 'user') ?? textAt(event, 'user', 'id') ?? textAt(body, 'user', 'id') ?? textAt(body, 'user_id');
  if (user === undefined) return undefined;
  if (isOrganisation(host)) return { install: host, user };
  // Within an organisation Slack may name that instead of a workspace: then the host's own word on the user tells whether they are a stranger.
  const homes = [textAt(event, 'user_team'), textAt(event, 'team'), textAt(body, 'user', 'team_id')];
  return { install: homes.find((id) => id !== undefined && !isOrganisation(id)) ?? host, user };
}

/** Slack's ids of organisations begin so, those of workspaces with `T`. */
function isOrganisation(install: string): boolean {
  return install.startsWith('E');
}
