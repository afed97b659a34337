// Who has the app, and where they are reached: told by Teams when it is added or removed, and needed before anything can be sent by itself.
import { z } from 'zod';
import type { Account, Installation } from '#core/people.ts';
import type { Activity } from './activity.ts';
import { readInstallationData, writeInstallationData, writePlace } from './place.ts';
import { userOf, whereOf } from './requests.ts';
import type { TeamsParts } from './teams-ports.ts';

/** The connector of a tenant may move; what is sent by itself goes to the newest that was heard of. */
export async function rememberConnector(
  { ports: { installations } }: TeamsParts,
  installation: Installation,
  { serviceUrl }: Activity,
): Promise<void> {
  const data = readInstallationData(installation.data);
  if (data.serviceUrl === serviceUrl) return;
  await installations.replace(installation, { ...installation, data: writeInstallationData({ ...data, serviceUrl }) });
}

/** `installationUpdate` and `conversationUpdate` of a personal chat; of groups nothing is kept. */
export async function membershipChanged(parts: TeamsParts, activity: Activity): Promise<void> {
  const { kind, tenant } = whereOf(activity);
  const user = userOf(activity);
  if (kind !== 'personal' || user === undefined) return;
  const bot = activity.recipient?.id;
  const isRemoved = activity.action?.startsWith('remove') || (bot !== undefined && activity.membersRemoved?.some(({ id }) => id === bot));
  if (isRemoved) return parts.ports.accounts.remove('teams', tenant, user);
  await reachable(parts, activity, user);
}

const clientSchema = z.looseObject({ type: z.literal('clientInfo'), timezone: z.string().optional() });

/** Their personal chat is where they are reached from now on; what their program says of language and zone goes along. */
async function reachable({ ports, platform }: TeamsParts, activity: Activity, user: string): Promise<void> {
  const place = whereOf(activity);
  platform.saw(place, user);
  if (place.kind !== 'personal') return;
  const account = await platform.account(place.tenant, user);
  if (!account) return;
  const known: Account = { ...account, address: writePlace(place), ...tastesOf(activity) };
  if (known.address === account.address && known.language === account.language && known.zone === account.zone) return;
  await ports.accounts.put(known);
}

function tastesOf({ locale, entities }: Activity): Pick<Account, 'language' | 'zone'> {
  const zone = entities?.flatMap((one) => clientSchema.safeParse(one).data?.timezone ?? [])[0];
  return { ...(locale === undefined ? {} : { language: locale }), ...(zone === undefined ? {} : { zone }) };
}
