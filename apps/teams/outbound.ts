// What the dispatcher wants told, told in Teams: a card in the personal chat of one person, or in the conversation where it was asked for;
// and cards that stand there, kept true.
import type { Account } from '#core/people.ts';
import type { Message, Outbound, Posted, Receipt, Refresh } from '#core/messages.ts';
import { cardOf, readerOf, refreshedCard } from '#apps/chat/card-of.ts';
import { addressed } from './identity.ts';
import type { Reader } from './look.ts';
import { cardRef, readCardRef, readInstallationData, readPlace, writePlace } from './place.ts';
import { postingOf } from './posting.ts';
import type { TeamsPorts } from './teams-ports.ts';
import { faultKind, type Address } from './transport.ts';
import { viewersOf } from './viewers.ts';

const ELSEWHERE = {
  noAccount: 'They have no account in Teams that we know of.',
  notInstalled: 'The app is not installed for them in Teams, or they have blocked it.',
} as const;

export function teamsOutbound(ports: TeamsPorts): Outbound {
  return {
    deliver: async (message) => deliver(ports, message),
    refresh: async (refresh) => refreshed(ports, refresh),
  };
}

async function deliver(ports: TeamsPorts, message: Message): Promise<Receipt> {
  // The card on which they acted shows it.
  if (isOwnAct(message)) return { outcome: 'accepted', providerId: 'card' };
  const address = isShared(message) ? await placeOf(ports, message) : await personal(ports, message);
  if (!address) return { outcome: 'elsewhere', why: ELSEWHERE.noAccount };
  if (address === 'unreachable') return { outcome: 'elsewhere', why: ELSEWHERE.notInstalled };
  const {
    message: outgoing,
    hash,
    copy,
    bytes,
  } = await postingOf(ports, message.tenant.id, {
    card: await cardOf(ports, message),
    reader: await readerIn(ports, message, address),
  });
  const isNew = await ports.blobs.put(copy, bytes);
  try {
    const activity = await ports.transport.send(address, outgoing);
    const ref = cardRef({ ...address, activity });
    return { outcome: 'accepted', providerId: ref, copy, ...(isKept(message) ? { card: { ref, hash, copy } } : {}) };
  } catch (fault) {
    // No record would name it, so nobody could erase it; one that was there before is another card's too.
    if (isNew) await ports.blobs.delete(copy);
    // A personal chat that is no more is one in which the app was removed.
    if (faultKind(fault) === 'other') throw fault;
    return { outcome: 'elsewhere', why: ELSEWHERE.notInstalled };
  }
}

function isOwnAct(message: Message): boolean {
  return 'notification' in message && message.notification.kind === 'recorded';
}

function isShared(message: Message): boolean {
  return 'answer' in message && message.answer.say.kind === 'shared';
}

/** Answers are true when they are given; what was told or shared stays. */
function isKept(message: Message): boolean {
  return 'notification' in message || isShared(message);
}

async function placeOf({ installations }: TeamsPorts, message: Message): Promise<Address | undefined> {
  const place = 'answer' in message && message.answer.place !== undefined ? readPlace(message.answer.place) : undefined;
  const installation = place && (await installations.get('teams', place.tenant));
  return installation?.tenant === message.tenant.id ? addressed(installation, place) : undefined;
}

/** Where they asked if that is their own chat with us, else the one that is: what is said to one person is never said in a group. */
async function personal(ports: TeamsPorts, message: Message): Promise<Address | 'unreachable' | undefined> {
  const asked = await placeOf(ports, message);
  if (asked?.kind === 'personal') return asked;
  const all = await ports.accounts.ofPerson(message.tenant.id, readerOf(message).email);
  const usable = all.filter(({ platform, standing }) => platform === 'teams' && standing !== 'deactivated' && standing !== 'bot');
  const account = usable.find(({ address }) => address !== undefined) ?? usable[0];
  return account && addressOfAccount(ports, account);
}

async function addressOfAccount(ports: TeamsPorts, account: Account): Promise<Address | 'unreachable' | undefined> {
  const installation = await ports.installations.get('teams', account.install);
  if (!installation) return undefined;
  const known = account.address === undefined ? undefined : addressed(installation, readPlace(account.address));
  if (known) return known;
  const { serviceUrl } = readInstallationData(installation.data);
  if (serviceUrl === undefined) return undefined;
  try {
    const opened = await ports.transport.open({ tenant: account.install, user: account.user, serviceUrl });
    await ports.accounts.put({ ...account, address: writePlace(opened) });
    return opened;
  } catch (fault) {
    if (faultKind(fault) === 'other') throw fault;
    return 'unreachable';
  }
}

async function readerIn({ accounts }: TeamsPorts, message: Message, { tenant: install }: Address): Promise<Reader> {
  const state = message.envelope;
  const { seat } = readerOf(message);
  const isLive = 'notification' in message || message.answer.say.kind === 'shared' || message.answer.say.kind === 'status';
  if (!state || seat === undefined || !isLive) return { state };
  const shared = isShared(message);
  const users = await viewersOf(accounts, { state, seat: shared ? 'everyone' : seat, install });
  // A shared card is the same whoever asked for it.
  return { state, users, place: { tenant: state.tenant, envelope: state.id, seat: shared ? 'sender' : seat }, isShared: shared };
}

async function refreshed(ports: TeamsPorts, refresh: Refresh): Promise<Posted | 'gone'> {
  const { posted, shows, envelope: state, tenant } = refresh;
  const at = readCardRef(posted.ref);
  const installation = at && (await ports.installations.get('teams', at.tenant));
  if (!at || !installation) return 'gone';
  const seat = shows.as === 'told' ? shows.notification.to : 'sender';
  const address = addressed(installation, { ...at, kind: 'personal' });
  if (!address) return 'gone';
  const isForAll = shows.as === 'shared';
  const users = await viewersOf(ports.accounts, { state, seat: isForAll ? 'everyone' : seat, install: at.tenant });
  const { message, hash, copy, bytes } = await postingOf(ports, tenant.id, {
    card: await refreshedCard(ports, refresh),
    reader: { state, users, place: { tenant: state.tenant, envelope: state.id, seat }, isShared: isForAll },
  });
  if (hash === posted.hash) return posted;
  await ports.blobs.put(copy, bytes);
  try {
    await ports.transport.update(address, at.activity, message);
    return { ref: posted.ref, hash, copy };
  } catch (fault) {
    if (faultKind(fault) === 'other') throw fault;
    return 'gone';
  }
}
