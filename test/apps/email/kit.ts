// The e-mail channel on real stores in memory, with a transport that keeps what it is given. `receive` is a mail on its whole way in,
// `deliver` brings out what the record and the answers ask for, as the dispatcher would.
import { simpleParser, type ParsedMail } from 'mailparser';
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import { emailChannel } from '#apps/email/lambda.ts';
import { blobKeys, type Ports, type Processed } from '#apps/ports.ts';
import { envelopeIds, offsetAt, random, sha256Of } from '#apps/world/hashing.ts';
import { eventsOf } from '#core/chain.ts';
import type { Envelope, Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import { notify } from '#core/notify.ts';
import { DEFAULT_POLICY, type Policy } from '#core/policy/policy.ts';
import type { Blobs, DnsResolver, MailTransport, OutgoingMail, SentMessage, Tenant } from '#core/ports.ts';
import type { Message } from '#core/messages.ts';
import type { Intake } from '#core/sealing.ts';
import { plus } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { codes } from '#stores/codes.ts';
import { directory } from '#stores/directory.ts';
import { tokens } from '#stores/tokens.ts';
import { content, DOCUMENT, person, seat, sha256, T0 } from '#test/support/build.ts';
import { GOOD_IP, zone } from '#test/support/mail.ts';
import { storeKit } from '#test/support/store-kit.ts';

export const MAIL_DOMAIN = 'in.countersign.test';
export const SIGN = `sign@${MAIL_DOMAIN}`;
export const OLIVIA = 'Olivia Park <olivia@northwind.test>';
export const INES = 'Ines Duarte <ines@northwind.test>';
export const DANA = 'Dana Ruiz <dana@fabrikam.test>';
export const NORTHWIND: Tenant = {
  id: 'northwind' as TenantId,
  name: 'Northwind Traders',
  domains: ['northwind.test'],
  zone: 'Europe/Berlin',
};

/** Signers from outside may sign by reply, so that both kinds are tried on the same path. */
const POLICY: Policy = { ...DEFAULT_POLICY, levels: DEFAULT_POLICY.levels.map((rule) => ({ ...rule, needs: 'L1' })) };

export const PDF = Buffer.from('%PDF-1.7\nA contract between two.\n%%EOF\n');

type Options = {
  readonly office?: OfficeConverter | undefined;
  readonly resolver?: DnsResolver;
  readonly policy?: Policy;
  readonly house?: TenantId;
  readonly transport?: MailTransport;
};

export async function emailKit(options: Options = {}) {
  const kit = storeKit();
  const clock = { now: T0 };
  const outbox: OutgoingMail[] = [];
  const sentTo = new Map<string, SentMessage[]>();
  const people = directory(kit.table);
  await people.addTenant(NORTHWIND);
  for (const [name, email] of [
    ['Olivia Park', 'olivia@northwind.test'],
    ['Ines Duarte', 'ines@northwind.test'],
    ['Max Berger', 'max@northwind.test'],
  ] as const) {
    await people.addPerson({ name, email, tenant: NORTHWIND.id });
  }
  const ports: Ports = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: MAIL_DOMAIN, signAddress: SIGN, isLocal: true },
    ledger: kit.ledger,
    commands: kit.commands,
    inbox: kit.inbox,
    directory: people,
    accounts: accounts(kit.table),
    tokens: tokens({ table: kit.table, keys: [{ kid: 'k1', secret: Buffer.from('test') }] }),
    codes: codes({ table: kit.table, secret: Buffer.from('codes'), now: () => clock.now, randomHex: random }),
    correspondence: { with: async (_tenant, envelope, seat) => sentTo.get(`${envelope}/${seat}`) ?? [] },
    blobs: memoryBlobs(),
    office: options.office,
    sealer: { intake: async (file) => intakeOf(file), seal: noSealing },
    policyOf: async () => options.policy ?? POLICY,
    envelopeId: envelopeIds(Buffer.from('ids')),
    clock: () => clock.now,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake: () => undefined,
  };
  const keeping: MailTransport = {
    send: async (mail) => {
      outbox.push(mail);
      return {
        providerId: `p${outbox.length}`,
        wireMessageId: /^message-id: (<[^>]+>)/im.exec(Buffer.from(mail.raw).toString('latin1'))?.[1] ?? '',
      };
    },
  };
  const channel = emailChannel({
    ...ports,
    transport: options.transport ?? keeping,
    resolver: options.resolver ?? zone(),
    ...(options.house === undefined ? {} : { house: options.house }),
  });
  return { kit, ports, channel, outbox, clock, sentTo };
}

export type EmailKit = Awaited<ReturnType<typeof emailKit>>;

type Delivery = { readonly mailFrom?: string; readonly after?: Parameters<typeof plus>[1]; readonly remoteIp?: string };

/** @returns what became of it; `undefined` when it was known already */
export async function receive(
  email: EmailKit,
  raw: Buffer,
  to: string,
  { mailFrom, after, remoteIp = GOOD_IP }: Delivery = {},
): Promise<Processed | undefined> {
  const blob = blobKeys.inboundMail(sha256Of(raw));
  await email.ports.blobs.put(blob, raw);
  const from = /^from:.*?([^\s<>]+@[^\s<>]+)/im.exec(raw.toString('latin1'))?.[1] ?? 'nobody@nowhere.test';
  const receivedAt = after === undefined ? email.clock.now : plus(email.clock.now, after);
  await email.channel.accept({ blob, mailFrom: mailFrom ?? from, recipient: to, receivedAt, remoteIp, helo: 'mail.test' });
  const [waiting] = await email.ports.inbox.pending();
  const claimed = waiting && (await email.ports.inbox.claim('email', waiting.key));
  if (!claimed) return undefined;
  const processed = await email.channel.process(claimed.request, claimed.lease);
  await email.ports.inbox.settle(claimed.lease, processed.outcome, processed.answers);
  return processed;
}

/** Sends what one event, or an answer, asks for. */
async function deliver({ channel, sentTo }: EmailKit, message: Message): Promise<void> {
  const receipt = await channel.outbound.deliver(message);
  const seat = 'answer' in message ? message.answer.about?.seat : message.notification.to;
  const key = `${message.envelope?.id}/${seat}`;
  if (receipt.outcome !== 'accepted') throw new Error(receipt.why);
  const { threadId, sentText } = receipt;
  const event = 'notification' in message ? { event: message.notification.event } : {};
  const sent = { effect: message.effect, ...event, ...(threadId && { threadId }), ...(sentText && { sentText }) };
  sentTo.set(key, [...(sentTo.get(key) ?? []), sent]);
}

export async function deliverAnswers(email: EmailKit, { answers }: Processed): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    const envelope = answer.about && (await stateOf(email, answer.about.envelope));
    await deliver(email, {
      effect: `answer/${email.outbox.length}/${at}`,
      attempt: 1,
      answer,
      tenant: NORTHWIND,
      ...(envelope && { envelope }),
    });
  }
}

export async function deliverVersion(email: EmailKit, id: EnvelopeId, version: number): Promise<void> {
  const stream = await email.ports.ledger.load(NORTHWIND.id, id);
  const now = fold(stream);
  if (now.status === 'none') throw new Error(`There is no envelope ${id}.`);
  for (const stored of eventsOf(stream).filter((one) => one.version === version)) {
    for (const notification of notify(stored, fold(stream, version), now)) {
      await deliver(email, {
        effect: `${id}/${notification.event}/${notification.to}`,
        attempt: 1,
        notification,
        envelope: now,
        version: 1,
        tenant: NORTHWIND,
      });
    }
  }
}

export async function stateOf(email: EmailKit, id: EnvelopeId): Promise<Existing> {
  const state: Envelope = fold(await email.ports.ledger.load(NORTHWIND.id, id));
  if (state.status === 'none') throw new Error(`There is no envelope ${id}.`);
  return state;
}

export async function versionOf(email: EmailKit, id: EnvelopeId): Promise<number> {
  return (await email.ports.ledger.load(NORTHWIND.id, id)).version;
}

export async function replyAddress(email: EmailKit, envelope: EnvelopeId, seat: 'sender' | RecipientId): Promise<string> {
  return `r-${await email.ports.tokens.issue({ tenant: NORTHWIND.id, envelope, seat, purpose: 'reply', generation: 0 })}@${MAIL_DOMAIN}`;
}

export function idIn(processed: Processed | undefined): EnvelopeId {
  if (processed?.outcome.kind === 'done' && processed.outcome.result.ok) return processed.outcome.result.envelope;
  throw new Error(`No envelope came of it: ${JSON.stringify(processed)}`);
}

export async function mailTo(email: EmailKit, address: string): Promise<ParsedMail[]> {
  return Promise.all(email.outbox.filter(({ to }) => to === address).map(async ({ raw }) => simpleParser(Buffer.from(raw))));
}

async function noSealing(): Promise<never> {
  throw new Error('No sealing in this test.');
}

function intakeOf(file: Uint8Array): Intake {
  const text = Buffer.from(file).toString('latin1');
  if (text.includes('/Encrypt')) return { verdict: 'needs-password', why: 'It is encrypted.' };
  if (!text.trimEnd().endsWith('%%EOF')) return { verdict: 'reject', why: 'It is cut off.' };
  return { verdict: 'accept', presented: Buffer.concat([Buffer.from(file), Buffer.from('% presented\n')]), pages: 2, changes: [] };
}

function memoryBlobs(): Blobs {
  const kept = new Map<string, Buffer>();
  return {
    async put(key, content) {
      const chunks: Uint8Array[] = [];
      if (content instanceof Uint8Array) chunks.push(content);
      else for await (const chunk of content) chunks.push(chunk);
      if (kept.has(key)) return false;
      kept.set(key, Buffer.concat(chunks));
      return true;
    },
    async get(key) {
      const found = kept.get(key);
      return (
        found &&
        (async function* () {
          yield found;
        })()
      );
    },
    head: async (key) => (kept.has(key) ? { bytes: kept.get(key)?.length ?? 0 } : undefined),
    delete: async (key) => void kept.delete(key),
    link: async () => undefined,
  };
}

/** An envelope of Olivia's that waits for Dana (r1) and Ines (r2), both to sign. */
export async function envelopeOut({ ports, clock }: EmailKit, name = 'nda'): Promise<EnvelopeId> {
  const id = ports.envelopeId(NORTHWIND.id, name, 0);
  const by = person('olivia@northwind.test');
  const people = [
    { ...seat('Dana', 'signer', 1), name: 'Dana Ruiz', email: 'dana@fabrikam.test', internal: false },
    { ...seat('Ines', 'signer', 1), name: 'Ines Duarte' },
  ];
  const draft = content({
    recipients: people,
    sender: { name: 'Olivia Park', email: 'olivia@northwind.test', organisation: NORTHWIND.name },
  });
  await ports.blobs.put(blobKeys.presented(NORTHWIND.id, DOCUMENT.sha256), PDF);
  await ports.commands.run(NORTHWIND.id, id, {
    type: 'draft',
    at: clock.now,
    by,
    key: `${name}/draft`,
    id,
    tenant: NORTHWIND.id,
    content: draft,
  });
  await ports.commands.run(NORTHWIND.id, id, { type: 'send', at: clock.now, by, key: `${name}/send` });
  return id;
}
