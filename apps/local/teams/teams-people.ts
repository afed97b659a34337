// The cast as Teams knows them: Entra ids, the id under which a bot sees each of them, and the personal conversation with the bot.
import { createHash } from 'node:crypto';
import type { TenantId } from '#core/ids.ts';
import type { CastMember } from '../cast.ts';

/**
 * @property tenant the Entra tenant; `home`: ours
 * @property user the Entra object id; `mri`: what the connector calls the same person towards this bot
 * @property conversation the personal one
 */
export type TeamsPerson = {
  readonly name: string;
  readonly email: string;
  readonly home: TenantId;
  readonly organisation: string;
  readonly tenant: string;
  readonly user: string;
  readonly mri: string;
  readonly conversation: string;
};

export function teamsPeople(cast: readonly CastMember[]): readonly TeamsPerson[] {
  return cast.flatMap(({ name, email, organisation, tenant: home, teams }) => {
    if (teams === null || home === null) return [];
    const { tenant, user } = teams;
    return [{ name, email, home, organisation, tenant, user, mri: `29:1${mark('user', user)}`, conversation: `a:1${mark('chat', user)}` }];
  });
}

/** By object id or by the bot's name for them, as the connector takes either. */
export function personCalled(people: readonly TeamsPerson[], id: string): TeamsPerson | undefined {
  return people.find(({ user, mri }) => user === id || mri === id);
}

/** What the connector tells a bot about a member of a conversation. */
export function memberFacts({ name, email, tenant, user, mri }: TeamsPerson): object {
  const [givenName = '', surname = ''] = name.split(' ');
  return {
    id: mri,
    name,
    givenName,
    surname,
    aadObjectId: user,
    objectId: user,
    email,
    userPrincipalName: email,
    tenantId: tenant,
    userRole: 'user',
  };
}

function mark(kind: string, user: string): string {
  return createHash('sha256').update(`${kind}|${user}`).digest('base64url');
}
