// Who someone is in Teams, as the connector tells it: an account of Entra in the tenant that claimed us, a guest of it, or nobody.
import type { Account, Installation } from '#core/people.ts';
import { epochMs } from '#core/time.ts';
import { fetchFile } from './files.ts';
import { readInstallationData, readPlace, writePlace, type TeamsPlace } from './place.ts';
import { faultKind, type Address, type Member } from './transport.ts';
import type { TeamsPlatform, TeamsPorts } from './teams-ports.ts';

const FRESH_MS = 10 * 60_000;
/** Where people were met is only a hint; forgetting it costs a call. */
const MOST_MET = 10_000;

type Ports = Pick<TeamsPorts, 'accounts' | 'installations' | 'transport' | 'endpoints' | 'clock'>;
type Asked = { readonly install: string; readonly user: string };

export function teamsPlatform(ports: Ports): TeamsPlatform {
  const met = new Map<string, TeamsPlace>();
  return {
    platform: 'teams',
    saw(place, user) {
      const name = `${place.tenant}/${user}`;
      met.delete(name);
      met.set(name, place);
      const [oldest] = met.keys();
      if (met.size > MOST_MET && oldest !== undefined) met.delete(oldest);
    },
    async account(install, user) {
      const known = await ports.accounts.get('teams', install, user);
      if (known && isFresh(known, ports)) return known;
      const installation = await ports.installations.get('teams', install);
      if (!installation) return undefined;
      return lookedUp(ports, { asked: { install, user }, installation, known, met: met.get(`${install}/${user}`) });
    },
    file: async (_install, file) => fetchFile(ports.endpoints, file),
  };
}

/** Also one from the future: a clock that was set back makes nothing newer. */
function isFresh({ checkedAt }: Account, { clock }: Ports): boolean {
  return Math.abs(epochMs(clock()) - epochMs(checkedAt)) < FRESH_MS;
}

type LookUp = {
  readonly asked: Asked;
  readonly installation: Installation;
  readonly known: Account | undefined;
  readonly met: TeamsPlace | undefined;
};

async function lookedUp(ports: Ports, { asked, installation, known, met }: LookUp): Promise<Account | undefined> {
  const own = known?.address === undefined ? undefined : readPlace(known.address);
  const address = addressed(installation, met ?? own) ?? (await opened(ports, installation, asked));
  const member = address && (await ports.transport.member(address, asked.user));
  if (!address || !member) return undefined;
  const personal = address.kind === 'personal' ? address : own;
  const account = accountOf(member, { installation, asked, personal, known, now: ports.clock() });
  if (account) await ports.accounts.put(account);
  return account;
}

/** Someone who was picked in a list and has never spoken to us: they are there only where the app is installed for them. */
async function opened({ transport }: Ports, installation: Installation, { install, user }: Asked): Promise<Address | undefined> {
  const { serviceUrl } = readInstallationData(installation.data);
  if (serviceUrl === undefined) return undefined;
  try {
    return await transport.open({ tenant: install, user, serviceUrl });
  } catch (fault) {
    if (faultKind(fault) === 'other') throw fault;
    return undefined;
  }
}

export function addressed({ data }: Installation, place: TeamsPlace | undefined): Address | undefined {
  // The installation's is the newest that was heard of.
  const serviceUrl = readInstallationData(data).serviceUrl ?? place?.serviceUrl;
  return place && serviceUrl !== undefined ? { ...place, serviceUrl } : undefined;
}

type Facts = {
  readonly installation: Installation;
  readonly asked: Asked;
  readonly personal: TeamsPlace | undefined;
  readonly known: Account | undefined;
  readonly now: Account['checkedAt'];
};

function accountOf(member: Member, { installation, asked, personal, known, now }: Facts): Account | undefined {
  const { aadObjectId, email, userPrincipalName, name } = member;
  // Whoever has no object id in Entra proves nothing: visitors of meetings, and whoever only a display name is known of.
  if (aadObjectId === undefined || aadObjectId === '') return undefined;
  const isHome = isAtHome(member, installation.install);
  // The name to sign in with is a mailbox only by custom; at home it stands in where no address is told.
  const mailbox = email ?? (isHome ? userPrincipalName : undefined);
  const place = personal && { ...personal, member: member.id };
  return {
    platform: 'teams',
    install: asked.install,
    user: aadObjectId.toLowerCase(),
    tenant: installation.tenant,
    email: mailbox?.includes('@') ? mailbox.toLowerCase() : null,
    isEmailConfirmed: isHome,
    name: name ?? mailbox ?? 'Somebody in Teams',
    standing: isHome ? 'member' : 'guest',
    ...(known?.language === undefined ? {} : { language: known.language }),
    ...(known?.zone === undefined ? {} : { zone: known.zone }),
    ...(place ? { address: writePlace(place) } : {}),
    checkedAt: now,
  };
}

function isAtHome({ userPrincipalName = '', userRole, tenantId }: Member, install: string): boolean {
  const isGuest = userPrincipalName.toUpperCase().includes('#EXT#') || userRole?.toLowerCase() === 'guest';
  return !isGuest && tenantId?.toLowerCase() === install;
}
