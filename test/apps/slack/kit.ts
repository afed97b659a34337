// The incoming side of Slack over real stores: a chat that answers as the test says, a Slack that only remembers what it was called for.
import { intents } from '#apps/chat/intents.ts';
import type { Chat, ChatPorts, Shown } from '#apps/chat/chat-ports.ts';
import type { ChatRequest } from '#apps/chat/request.ts';
import { signingSecrets } from '#apps/slack/gate.ts';
import { slackApp } from '#apps/slack/inbound.ts';
import { installationOf, slackInstalls, type SlackTokens } from '#apps/slack/installs.ts';
import { members } from '#apps/slack/members.ts';
import { slackReceiver } from '#apps/slack/receiver.ts';
import type { SlackApi } from '#apps/slack/web-api.ts';
import { secretBox } from '#apps/secret-box.ts';
import type { Card, Form, Intent } from '#core/cards/card.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Inbox } from '#core/ports.ts';
import type { Account } from '#core/people.ts';
import { instantOf } from '#core/time.ts';
import { installations } from '#stores/installations.ts';
import { delivery, MAX, NOW, SIGNING_SECRET, TEAM, type Payload } from '#test/support/slack-deliveries.ts';
import { storeKit } from '#test/support/store-kit.ts';

export const NORTHWIND = 'northwind' as TenantId;
export const box = secretBox([{ kid: 'k1', secret: Buffer.alloc(32, 7) }]);
export const sealing = intents([Buffer.from('the secret of the buttons')]);

export const CARD: Card = {
  kind: 'status',
  language: 'en',
  title: 'Consulting agreement',
  status: { word: 'Waiting', tone: 'waiting' },
  summary: 'Consulting agreement: waiting for Max.',
  paragraphs: [],
  facts: [],
  people: [],
  actions: [],
  small: [],
};

/** A table that is not to be reached. */
export async function broken(): Promise<never> {
  throw new Error('no table');
}

export const PLACE = { tenant: NORTHWIND, envelope: 'CS-7K3F2-QXA9B' as EnvelopeId, seat: 'sender' } as const;

export function intentOf(verb: Intent['verb']): Intent {
  return { verb, place: PLACE, version: 4 };
}

export function formOf(intent: Intent): Form {
  return {
    intent,
    language: 'en',
    title: 'A form',
    lead: [],
    fields: [
      { kind: 'files', id: 'files', label: 'Documents', isRequired: true, most: 10 },
      { kind: 'text', id: 'reason', label: 'Reason', isRequired: true, most: 500 },
    ],
    submit: 'Send',
    dismiss: 'Back',
  };
}

export function installationFor(install: string, tokens: SlackTokens = { access: `xoxb-${install}` }) {
  const particulars = { botUser: 'U0CSBOT01', app: 'A0CSIGN01', scopes: ['commands'], installedBy: 'U0OLIVIA1' };
  return installationOf({ install, tenant: NORTHWIND, name: install, installedAt: instantOf(NOW - 60_000), tokens, ...particulars }, box);
}

export function accountFor(more: Partial<Account> = {}): Account {
  return {
    platform: 'slack',
    install: TEAM,
    user: MAX,
    tenant: NORTHWIND,
    email: 'max@northwind.test',
    isEmailConfirmed: true,
    name: 'Max Berger',
    standing: 'member',
    checkedAt: instantOf(NOW - 60_000),
    ...more,
  };
}

type Call = { readonly call: string; readonly with: Payload };
type Says = { hear?: Shown; open?: Shown };

export async function incoming({ hear = { show: 'card', card: CARD }, open = { show: 'card', card: CARD } }: Says = {}) {
  const stores = storeKit();
  const known = installations(stores.table);
  await known.put(installationFor(TEAM));
  await stores.accounts.put(accountFor());
  const calls: Call[] = [];
  const faults: string[] = [];
  const chat = { says: { hear, open }, fault: undefined as Error | undefined };
  const report = (fault: unknown, doing: string) => void faults.push(`${doing}: ${fault instanceof Error ? fault.message : String(fault)}`);
  const api: Pick<SlackApi, 'respond' | 'openView' | 'publishHome'> = {
    async respond(to, shown) {
      calls.push({ call: 'respond', with: { to, ...shown } });
      return { ok: true, value: undefined };
    },
    async openView(opening) {
      calls.push({ call: 'openView', with: opening });
      return { ok: true, value: { id: 'V1', hash: 'h' } };
    },
    async publishHome(home) {
      calls.push({ call: 'publishHome', with: home });
      return { ok: true, value: undefined };
    },
  };
  const fake: Pick<Chat, 'hear' | 'open'> = {
    async hear(said) {
      calls.push({ call: 'hear', with: said });
      if (chat.fault) throw chat.fault;
      return said.text === 'help' ? { show: 'card', card: { ...CARD, title: 'Help' } } : chat.says.hear;
    },
    async open(asked) {
      calls.push({ call: 'open', with: asked });
      if (chat.fault) throw chat.fault;
      return chat.says.open;
    },
  };
  const inbox: { current: Inbox } = { current: stores.inbox };
  const ports: Pick<ChatPorts, 'accounts' | 'clock' | 'inbox' | 'intents' | 'ledger' | 'site' | 'tokens' | 'wake'> = {
    ...stores,
    clock: () => instantOf(NOW),
    get inbox() {
      return inbox.current;
    },
    intents: sealing,
    site: { publicUrl: 'https://countersign.test', mailDomain: 'm.test', signAddress: 'sign@m.test', isLocal: true },
    wake: () => undefined,
  };
  const now = () => NOW;
  const receiver = slackReceiver({ secrets: signingSecrets([SIGNING_SECRET]), now, report });
  const installs = slackInstalls({ installations: known, box, now });
  const { accounts } = stores;
  slackApp({
    ports,
    chat: fake,
    api,
    report,
    receiver,
    installs,
    members: members({ accounts, installations: known, clock: ports.clock }),
  });

  return {
    ...stores,
    known,
    calls,
    faults,
    chat,
    inboxPort: inbox,
    send: async (body: Payload, headers: Record<string, string> = {}) => receiver.receive(delivery(body, headers)),
    requests: async (): Promise<ChatRequest[]> => {
      const open = await stores.inbox.pending();
      const claimed = await Promise.all(open.map(async ({ channel, key }) => stores.inbox.claim(channel, key)));
      return claimed.flatMap((one) => (one ? [one.request as ChatRequest] : []));
    },
    called: (name: string) => calls.filter(({ call }) => call === name).map((one) => one.with),
  };
}
