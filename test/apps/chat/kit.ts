// What Slack and Teams share, on real stores in memory, with a platform that knows the people and files it is given. `say` and `press`
// take a request the whole way: stored, claimed, processed, settled.
import { chat } from '#apps/chat/chat.ts';
import type { ChatFile, ChatPlatform, ChatPorts, Shown } from '#apps/chat/chat-ports.ts';
import { intents } from '#apps/chat/intents.ts';
import type { ChatRequest, Inputs } from '#apps/chat/request.ts';
import { blobKeys, type Processed } from '#apps/ports.ts';
import { envelopeIds, offsetAt, random, sha256Of } from '#apps/world/hashing.ts';
import { eventsOf } from '#core/chain.ts';
import type { Card, Intent, Place } from '#core/cards/card.ts';
import type { CommandBody, DraftContent } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { fold } from '#core/fold.ts';
import { recipientIdOf, type EnvelopeId, type TenantId } from '#core/ids.ts';
import type { Account, Platform } from '#core/people.ts';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import type { Commands, Tenant } from '#core/ports.ts';
import type { FoundPlace } from '#core/fields.ts';
import type { Intake } from '#core/sealing.ts';
import { accounts } from '#stores/accounts.ts';
import { directory } from '#stores/directory.ts';
import { content, DOCUMENT, person, seat, sha256, T0 } from '#test/support/build.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { storeKit } from '#test/support/store-kit.ts';

export const NORTHWIND: Tenant = {
  id: 'northwind' as TenantId,
  name: 'Northwind Traders',
  domains: ['northwind.test'],
  zone: 'Europe/Berlin',
};
export const FABRIKAM: Tenant = { id: 'fabrikam' as TenantId, name: 'Fabrikam', domains: ['fabrikam.test'], zone: 'UTC' };
const PDF = Buffer.from('%PDF-1.7\nA contract between two.\n%%EOF\n');
const SECRET = Buffer.from('the secret of the buttons');

export const MAX = seat('Max', 'approver', 1, { name: 'Max Berger' });
export const INES = seat('Ines', 'signer', 2, { name: 'Ines Duarte' });

type AccountChange = Partial<Account>;

export function account(user: string, change: AccountChange = {}): Account {
  const install = change.install ?? 'TNORTH';
  const tenant = install === 'TFABRI' ? FABRIKAM : NORTHWIND;
  return {
    platform: 'slack',
    install,
    user,
    tenant: tenant.id,
    email: `${user.toLowerCase()}@${tenant.domains[0] ?? ''}`,
    isEmailConfirmed: true,
    name: user,
    standing: 'member',
    checkedAt: T0,
    ...change,
  };
}

const PEOPLE = ['OLIVIA', 'MAX', 'INES', 'ADA', 'ZOE'].map((user) =>
  account(user, { name: `${user.charAt(0)}${user.slice(1).toLowerCase()}` }),
);

type Options = { readonly policy?: Policy; readonly platform?: Platform; readonly people?: readonly Account[] };

export async function chatKit({ policy = DEFAULT_POLICY, platform = 'slack', people = [] }: Options = {}) {
  const kit = storeKit();
  const clock = { now: T0 };
  const blobs = memoryBlobs();
  const members = directory(kit.table);
  for (const tenant of [NORTHWIND, FABRIKAM]) await members.addTenant(tenant);
  for (const [name, user] of [
    ['Olivia Park', 'olivia'],
    ['Max Berger', 'max'],
    ['Ines Duarte', 'ines'],
  ] as const) {
    await members.addPerson({ name, email: `${user}@northwind.test`, tenant: NORTHWIND.id });
  }
  const known = accounts(kit.table);
  const there = new Map<string, Account>();
  const files = new Map<string, ChatFile>();
  const asked: string[] = [];
  const commands: Commands = {
    async run(tenant, envelope, command, lease) {
      const result = await kit.commands.run(tenant, envelope, command, lease);
      if (result.ok) await kit.projections.project(await kit.ledger.load(tenant, envelope));
      return result;
    },
  };
  const ports: ChatPorts = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'in.countersign.test', signAddress: 'sign@in.countersign.test', isLocal: true },
    ledger: kit.ledger,
    commands,
    inbox: kit.inbox,
    directory: members,
    accounts: known,
    tokens: kit.tokens,
    codes: kit.codes,
    correspondence: { with: async () => [] },
    blobs,
    sealer: { intake: async (file) => intakeOf(file), seal: noSealing },
    policyOf: async () => policy,
    envelopeId: envelopeIds(Buffer.from('ids')),
    clock: () => clock.now,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake: () => undefined,
    cards: kit.cards,
    intents: intents([SECRET]),
    desk: async (tenant, email) => kit.projections.ofPerson(tenant, email),
  };
  const fake: ChatPlatform = {
    platform,
    account: async (install, user) => {
      asked.push(user);
      return there.get(`${install}/${user}`);
    },
    file: async (_install, file) => {
      asked.push(file);
      return files.get(file) ?? { ok: false, filename: file, why: 'it is not there any more.' };
    },
  };
  const all = [...PEOPLE, ...people].map((one) => ({ ...one, platform }));
  for (const one of all) {
    there.set(`${one.install}/${one.user}`, one);
    if (one.email !== null) await known.put(one);
  }
  return { kit, ports, clock, blobs, there, files, asked, platform: fake, chat: chat(ports, fake) };
}

export type ChatKit = Awaited<ReturnType<typeof chatKit>>;

const PLACE: FoundPlace = {
  placedBy: 'anchor',
  name: '{{sign:1}}',
  kind: 'signature',
  who: 1,
  label: '',
  isRequired: true,
  place: { page: 1, left: 100, top: 600, width: 140, height: 36 },
};

function intakeOf(file: Uint8Array): Intake {
  const text = Buffer.from(file).toString('latin1');
  if (text.includes('/Encrypt')) return { verdict: 'needs-password', why: 'It is encrypted.' };
  const presented = Buffer.concat([Buffer.from(file), Buffer.from('% presented\n')]);
  return { verdict: 'accept', presented, pages: 2, changes: [], ...(text.includes(PLACE.name) ? { places: [PLACE] } : {}) };
}

async function noSealing(): Promise<never> {
  throw new Error('No sealing in this test.');
}

export function givePdf({ files }: ChatKit, name: string, bytes: Buffer = PDF): void {
  files.set(name, { ok: true, filename: `${name}.pdf`, contentType: 'application/pdf', bytes });
}

type From = {
  readonly install?: string;
  readonly on?: string;
  readonly files?: readonly string[];
  readonly bots?: readonly string[];
  readonly key?: string;
};

let serial = 0;

async function through({ ports, chat: talk }: ChatKit, request: ChatRequest, key: string): Promise<Processed> {
  await ports.inbox.accept(request.platform, key, request);
  const claimed = await ports.inbox.claim(request.platform, key);
  if (!claimed) throw new Error(`The request ${key} could not be claimed.`);
  const processed = await talk.process(request, claimed.lease);
  await ports.inbox.settle(claimed.lease, processed.outcome, processed.answers);
  return processed;
}

function requestOf({ platform, clock }: ChatKit, user: string, install: string): Omit<ChatRequest, 'did'> {
  return {
    platform: platform.platform,
    install,
    user,
    at: clock.now,
    place: 'here',
    proof: { actionTs: '1795543200.000100', triggerId: '13.7' },
  };
}

export async function say(
  kit: ChatKit,
  user: string,
  text: string,
  { install = 'TNORTH', on, files = [], bots = [], key }: From = {},
): Promise<Processed> {
  serial += 1;
  const did = { kind: 'say' as const, text, bots: [...bots], files: [...files], ...(on !== undefined && { on }) };
  return through(kit, { ...requestOf(kit, user, install), did }, key ?? `k${serial}`);
}

type Button = Intent | string;

export async function press(
  kit: ChatKit,
  user: string,
  button: Button,
  { install = 'TNORTH', on, inputs = {}, key }: Omit<From, 'files' | 'bots'> & { readonly inputs?: Inputs } = {},
): Promise<Processed> {
  serial += 1;
  const intent = typeof button === 'string' ? button : kit.ports.intents.seal(button);
  const did = { kind: 'press' as const, intent, inputs, ...(on !== undefined && { on }) };
  return through(kit, { ...requestOf(kit, user, install), did }, key ?? `k${serial}`);
}

export async function hear(kit: ChatKit, user: string, text: string, { install = 'TNORTH', on }: From = {}): Promise<Shown> {
  return kit.chat.hear({ install, user, at: kit.clock.now, text, ...(on !== undefined && { on }) });
}

export async function open(kit: ChatKit, user: string, button: Button, { install = 'TNORTH' }: From = {}): Promise<Shown> {
  const intent = typeof button === 'string' ? button : kit.ports.intents.seal(button);
  return kit.chat.open({ install, user, at: kit.clock.now, intent });
}

type OutOptions = Partial<DraftContent> & { readonly isDraft?: boolean; readonly tenant?: Tenant };

/** An envelope of Olivia's: Max approves, then Ines signs. */
export async function out(
  kit: ChatKit,
  name = 'nda',
  { isDraft = false, tenant = NORTHWIND, ...change }: OutOptions = {},
): Promise<EnvelopeId> {
  const id = kit.ports.envelopeId(tenant.id, name, 0);
  await kit.ports.blobs.put(blobKeys.presented(tenant.id, DOCUMENT.sha256), PDF);
  const draft = content({ recipients: [MAX, INES], origin: { channel: 'slack', reference: 'here' }, ...change });
  await did(kit, id, { type: 'draft', id, tenant: tenant.id, content: draft }, { by: draft.sender.email, tenant });
  if (!isDraft) await did(kit, id, { type: 'send' }, { by: draft.sender.email, tenant });
  return id;
}

/** By someone, elsewhere. */
export async function did(
  { ports, clock }: ChatKit,
  id: EnvelopeId,
  body: CommandBody,
  { by, tenant = NORTHWIND }: { readonly by: string; readonly tenant?: Tenant },
): Promise<void> {
  serial += 1;
  const command = { at: clock.now, by: person(by, 'L2'), key: `elsewhere-${serial}`, ...body };
  const result = await ports.commands.run(tenant.id, id, command);
  if (!result.ok) throw new Error(`Not done in ${id}: ${JSON.stringify(result.refusal)}`);
}

/** `r1` is whoever was named first. */
export type SeatName = 'sender' | `r${number}`;

function seatCalled(name: SeatName): Place['seat'] {
  return name === 'sender' ? name : recipientIdOf(Number(name.slice(1)));
}

export function placeIn(envelope: EnvelopeId, at: SeatName, tenant: TenantId = NORTHWIND.id): Place {
  return { tenant, envelope, seat: seatCalled(at) };
}

export async function button(
  kit: ChatKit,
  id: EnvelopeId,
  verb: Intent['verb'],
  at: SeatName,
  more: Partial<Intent> = {},
): Promise<Intent> {
  return { verb, place: placeIn(id, at), version: (await kit.ports.ledger.load(NORTHWIND.id, id)).version, ...more };
}

/** What a card that stands somewhere told this seat. */
export async function standing(
  { kit, ports, platform }: ChatKit,
  id: EnvelopeId,
  { ref, to }: { readonly ref: string; readonly to: SeatName },
) {
  const { version } = await ports.ledger.load(NORTHWIND.id, id);
  const notification = { event: `${version}.0`, to: seatCalled(to), kind: to === 'sender' ? 'draft' : 'approve-request' } as const;
  await kit.cards.add({
    tenant: NORTHWIND.id,
    envelope: id,
    channel: platform.platform,
    shows: { as: 'told', notification },
    posted: { ref, hash: sha256(`card ${ref}`), copy: `northwind/cards/${ref}` },
    version,
    isGone: false,
  });
}

export async function stateOf({ ports }: ChatKit, id: EnvelopeId, tenant: TenantId = NORTHWIND.id): Promise<Existing> {
  const state = fold(await ports.ledger.load(tenant, id));
  if (state.status === 'none') throw new Error(`There is no envelope ${id}.`);
  return state;
}

export async function lastEvents({ ports }: ChatKit, id: EnvelopeId): Promise<readonly EnvelopeEvent[]> {
  const stream = await ports.ledger.load(NORTHWIND.id, id);
  return eventsOf(stream).flatMap(({ version, event }) => (version === stream.version ? [event] : []));
}

export function cardOf(shown: Shown): Card {
  if (shown.show !== 'card') throw new Error(`No card was shown: ${JSON.stringify(shown)}`);
  return shown.card;
}

export function formOf(shown: Shown) {
  if (shown.show !== 'form') throw new Error(`No form was shown: ${JSON.stringify(shown)}`);
  return shown.form;
}

export function refusalOf({ outcome }: Processed): string | undefined {
  return outcome.kind === 'done' && !outcome.result.ok ? outcome.result.refusal.code : undefined;
}

export function isDone({ outcome }: Processed): boolean {
  return outcome.kind === 'done' && outcome.result.ok;
}

/** What was said first. */
export function told({ answers }: Processed): unknown {
  return answers[0]?.say;
}

export function idIn(processed: Processed): EnvelopeId {
  if (processed.outcome.kind === 'done' && processed.outcome.result.ok) return processed.outcome.result.envelope;
  throw new Error(`No envelope came of it: ${JSON.stringify(processed)}`);
}

/** Where each stream stands, so that a test can tell that nothing was written. */
export async function versions({ ports }: ChatKit, ids: readonly EnvelopeId[]): Promise<readonly number[]> {
  return Promise.all(ids.map(async (id) => (await ports.ledger.load(NORTHWIND.id, id)).version));
}
