// What every channel owes the dispatcher, whatever carries it: one act however often a request is run, nothing from a forged one, an
// outcome that can be stored, and an answer to every kind of message. A new channel registers itself with a few lines.
import { describe, expect, test } from 'vitest';
import type { ChannelEntry, Ports } from '#apps/ports.ts';
import type { Say } from '#core/answer.ts';
import type { Existing } from '#core/envelope.ts';
import type { Channel } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, RecipientId } from '#core/ids.ts';
import type { NotificationKind } from '#core/notify.ts';
import type { Tenant } from '#core/ports.ts';
import type { Message } from '#core/messages.ts';

export type ChannelUnderTest = {
  readonly entry: ChannelEntry;
  readonly ports: Pick<Ports, 'inbox' | 'ledger' | 'clock'>;
  readonly tenant: Tenant;
  readonly envelope: EnvelopeId;
  /** Whose turn it is, and who signs in the genuine request. */
  readonly seat: RecipientId;
  /** Puts such a request into the inbox, unprocessed. @returns its key */
  readonly genuine: () => Promise<string>;
  /** The same act by someone who is not that person. @returns undefined when the channel does not even store it */
  readonly forged: () => Promise<string | undefined>;
  /** Moves the machine's clock past any lease. */
  readonly passLease: () => void;
};

const KINDS: readonly NotificationKind[] = [
  'draft',
  'sign-request',
  'reminder',
  'confirm',
  'question',
  'answer',
  'declined',
  'voided',
  'expired',
  'completed',
  'seal-failed',
  'undeliverable',
  'rerouted',
  'delayed',
  'complained',
  'away',
];

const TO_SENDER = new Set<NotificationKind>([
  'draft',
  'question',
  'seal-failed',
  'undeliverable',
  'rerouted',
  'delayed',
  'complained',
  'away',
]);

const SAYS: readonly Say[] = [
  { kind: 'refused', refusal: { code: 'not-your-turn', waitingFor: ['Max'] }, tried: 'I SIGN' },
  { kind: 'ask', why: 'unclear', wrote: 'ok', role: 'signer' },
  { kind: 'quiet', email: 'max@northwind.test' },
  { kind: 'quarantined', why: 'virus', name: 'Max' },
  { kind: 'quarantined', why: 'spam', name: null },
  { kind: 'not-understood', name: 'Max', wrote: 'ok' },
  { kind: 'wrong-person', from: 'eve@evil.test' },
  { kind: 'not-authenticated', why: 'no signature', started: false },
  { kind: 'no-document', ignored: [] },
  { kind: 'unusable-document', filename: 'a.pdf', verdict: 'reject', why: 'It is broken.' },
  { kind: 'draft-problems', problems: ['“Bob” has no address.'] },
  { kind: 'not-a-member' },
  { kind: 'relayed', to: 'Olivia' },
  { kind: 'status' },
];

export function channelContract(channel: Channel, make: () => Promise<ChannelUnderTest>): void {
  describe(`the ${channel} channel`, () => {
    async function process({ entry, ports }: ChannelUnderTest, key: string) {
      const claimed = await ports.inbox.claim(channel, key);
      if (!claimed) throw new Error(`The request ${key} could not be claimed.`);
      return { lease: claimed.lease, processed: await entry.process(claimed.request, claimed.lease) };
    }

    test('acts once, however often a request is run, and says the same each time', async () => {
      const it = await make();
      const key = await it.genuine();
      const first = await process(it, key);
      it.passLease();
      const second = await process(it, key);
      await it.ports.inbox.settle(second.lease, second.processed.outcome, second.processed.answers);
      expect(first.processed.outcome).toMatchObject({ kind: 'done', result: { ok: true } });
      expect(second.processed.outcome).toEqual(first.processed.outcome);
      expect(await acts(it)).toEqual(['signed']);
      expect(await it.ports.inbox.claim(channel, key)).toBeUndefined();
    });

    test('does nothing for a runner that has lost its lease', async () => {
      const it = await make();
      const key = await it.genuine();
      const claimed = await it.ports.inbox.claim(channel, key);
      if (!claimed) throw new Error('not claimed');
      it.passLease();
      await it.ports.inbox.claim(channel, key);
      await expect(it.entry.process(claimed.request, claimed.lease)).rejects.toThrow(/lease/);
      expect(await acts(it)).toEqual([]);
    });

    test('records nothing for a forged request', async () => {
      const it = await make();
      const key = await it.forged();
      if (key !== undefined) await process(it, key);
      expect(await acts(it)).toEqual([]);
    });

    test('gives outcomes and answers that survive storage as JSON', async () => {
      const it = await make();
      const { processed } = await process(it, await it.genuine());
      expect(JSON.parse(JSON.stringify(processed))).toEqual(processed);
    });

    test.each(KINDS)('takes a %s to a person, or says for good that it cannot', async (kind) => {
      const it = await make();
      const to = TO_SENDER.has(kind) ? 'sender' : it.seat;
      const notification = { kind, to, event: '2.0', about: to === 'sender' ? it.seat : 'sender', text: 'Why?' } as const;
      expect(
        await deliver(it, { effect: `e/${kind}`, attempt: 1, version: 1, notification, envelope: await stateOf(it), tenant: it.tenant }),
      ).toMatch(/accepted|undeliverable/);
    });

    test.each(SAYS)('takes the answer $kind to a person', async (say) => {
      const it = await make();
      const answer = { to: { name: 'Ines', email: 'ines@northwind.test' }, channel, tenant: it.tenant.id, say };
      expect(await deliver(it, { effect: `a/${say.kind}`, attempt: 1, answer, tenant: it.tenant })).toMatch(/accepted|undeliverable/);
      const about = { ...answer, about: { envelope: it.envelope, seat: it.seat } };
      expect(
        await deliver(it, { effect: `b/${say.kind}`, attempt: 1, answer: about, envelope: await stateOf(it), tenant: it.tenant }),
      ).toMatch(/accepted|undeliverable/);
    });
  });
}

async function deliver({ entry }: ChannelUnderTest, message: Message): Promise<string> {
  return (await entry.outbound.deliver(message)).outcome;
}

async function stateOf({ ports, tenant, envelope }: ChannelUnderTest): Promise<Existing> {
  const state = fold(await ports.ledger.load(tenant.id, envelope));
  if (state.status === 'none') throw new Error('There is no envelope to speak of.');
  return state;
}

async function acts({ ports, tenant, envelope, seat }: ChannelUnderTest): Promise<string[]> {
  const state = fold(await ports.ledger.load(tenant.id, envelope));
  return state.status === 'none' ? [] : state.recipients.flatMap(({ id, act }) => (id === seat && act ? [act.type] : []));
}
