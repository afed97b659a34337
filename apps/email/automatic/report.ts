// What a mail system reported of a message that went out, put on the envelope's record: as an outcome under a name of its own, since the
// message itself is on record as accepted. Whoever has the address may report; so nothing more follows than that the sender knows.
import { eventsOf } from '#core/chain.ts';
import type { Existing, Recipient } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { DeliveryReport } from '#core/messages.ts';
import type { Lease, SentMessage } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import { sameAddress } from '#core/rules/answers.ts';
import type { Delivery } from '#core/terms.ts';
import { plus, type Instant } from '#core/time.ts';
import { chatOf } from '#apps/drafting/channel-for.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { dropped } from '../gate/arrival.ts';
import { bounceVerdict } from './bounce-reason.ts';
import { recipientIn } from '../answering/seat.ts';

/** Before that, a delay is nobody's business: most messages arrive in the next hours. */
const PATIENCE = { hours: 4 };

export async function processReport(ports: Ports, report: DeliveryReport, lease: Lease): Promise<Processed> {
  const { tenant, envelope, seat, kind } = report;
  if (kind === 'delivered') return dropped('it reports a delivery; noted');
  const stream = await ports.ledger.load(tenant, envelope);
  const state = fold(stream);
  if (state.status === 'none') return dropped('it is about no envelope of ours');
  if (seat === 'sender') return dropped(`it is about a message to the sender (${kind}); noted`);
  const recipient = recipientIn(state, seat);
  if (!recipient) return dropped('it is about nobody in the envelope');
  const message = messageOf(ports, report, await ports.correspondence.with(tenant, envelope, seat));
  if (!message) return dropped('it is about no message that was sent');
  if (!sameAddress(addressThen(stream, message, recipient), recipient.email))
    return dropped('it is about an address that was replaced since');
  const delivery = await deliveryOf(ports, { report, recipient, state, message, stream, lease });
  if (delivery === undefined) return dropped('it is still being tried, and not for long');
  const result = await ports.commands.run(
    tenant,
    envelope,
    { type: 'record-deliveries', at: report.at, by: { kind: 'system', via: 'dispatch' }, key: lease.key, deliveries: [delivery] },
    lease,
  );
  ports.wake();
  return { outcome: { kind: 'done', result }, answers: [] };
}

function messageOf({ sha256 }: Ports, { effect }: DeliveryReport, sent: readonly SentMessage[]): SentMessage | undefined {
  const mails = sent.filter(({ channel = 'email' }) => channel === 'email');
  return effect === undefined ? mails.at(-1) : mails.find((one) => one.effect !== undefined && sha256(one.effect) === effect);
}

/** Where it went: an address may have been corrected while the message was under way. */
function addressThen(stream: Stream, { event }: SentMessage, { id, email }: Recipient): string {
  const then = event === undefined ? undefined : fold(stream, Number(event.split('.')[0]));
  return then === undefined || then.status === 'none' ? email : (recipientIn(then, id)?.email ?? email);
}

type About = {
  readonly report: DeliveryReport;
  readonly recipient: Recipient;
  readonly state: Existing;
  readonly message: SentMessage;
  readonly stream: Stream;
  readonly lease: Lease;
};

/** @returns undefined where there is nothing to tell yet */
async function deliveryOf(ports: Ports, about: About): Promise<Delivery | undefined> {
  const { report, recipient, message, lease } = about;
  const name = message.effect ?? lease.key;
  const base = { recipient: recipient.id, channel: 'email' } as const;
  switch (report.kind) {
    case 'delivered':
      return undefined;
    case 'complained':
      return { ...base, effect: `${name}#complained`, outcome: 'complained' };
    case 'away':
      return { ...base, effect: `${lease.key}#away`, outcome: 'away', ...(report.until === undefined ? {} : { until: report.until }) };
    case 'delayed': {
      const since = sentAt(about);
      if (since === undefined || plus(since, PATIENCE) > report.at) return undefined;
      return { ...base, effect: `${name}#delayed`, outcome: 'delayed', reason: bounceVerdict({ text: report.why }).reason, isOver: false };
    }
    case 'bounced': {
      const { reason } = bounceVerdict({ text: report.why });
      const bounced = { ...base, effect: `${name}#bounced`, reason };
      if (!report.isForGood) return { ...bounced, outcome: 'delayed', isOver: true };
      const next = await chatOf(ports, { tenant: report.tenant, email: recipient.email });
      return next === undefined ? { ...bounced, outcome: 'undeliverable' } : { ...bounced, outcome: 'rerouted', next, why: '' };
    }
  }
}

/** On the product's own clock. */
function sentAt({ message: { event }, stream }: About): Instant | undefined {
  return eventsOf(stream).find(({ version, index }) => `${version}.${index}` === event)?.event.at;
}
