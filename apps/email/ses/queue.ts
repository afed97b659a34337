// What Amazon SES says, taken from its queue: the handler of a function that is called with a batch of it. Each message stands for itself.
// One that failed is named, so that the queue gives it again and after some tries keeps it aside; the others are done.
import type { DeliveryReport } from '#core/messages.ts';
import { unwrapped } from './sns-envelope.ts';
import { reportOf } from './event.ts';
import { sesSays } from './notification.ts';
import { takeReceived, type ReceivingPorts } from './received.ts';

export type SesPorts = ReceivingPorts & {
  readonly acceptReport: (key: string, report: DeliveryReport) => Promise<'new' | 'seen'>;
  readonly report: (fault: unknown, doing: string) => void;
};

/** As Lambda gives and takes them (`ReportBatchItemFailures`). */
type Batch = { readonly Records: readonly { readonly messageId: string; readonly body: string }[] };
type Failures = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

export async function takeSesBatch(ports: SesPorts, { Records }: Batch): Promise<Failures> {
  const failed: string[] = [];
  // One by one: a batch is small, and a mail can be large.
  for (const { messageId, body } of Records) {
    try {
      await takeOne(ports, body);
    } catch (fault) {
      ports.report(fault, `taking message ${messageId} of Amazon SES's queue`);
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function takeOne(ports: SesPorts, body: string): Promise<void> {
  const found = unwrapped(body);
  if (found.is === 'control') return say(ports, `${found.what} was ignored`);
  const said = sesSays(found.text);
  if (said.is === 'received') {
    const refused = await takeReceived(ports, said.received);
    return refused === undefined ? undefined : say(ports, refused);
  }
  if (said.is === 'happened') {
    const told = reportOf(said.happened);
    if (told.is === 'nothing') return say(ports, told.why);
    await ports.acceptReport(told.key, told.report);
  }
  if (said.is === 'unknown') say(ports, `a message of the type ${said.type} was ignored`);
}

/** Nothing to try again, and still to be seen in the log. */
function say({ report }: SesPorts, what: string): void {
  report(new Error(what), 'reading the queue of Amazon SES');
}
