// What both seats do with an answer that was understood: run the command it is, and tell the person what became of it.
import type { Command, CommandBody } from '#core/command.ts';
import type { EvidenceRef } from '#core/terms.ts';
import type { LocalPhrases } from '#core/grammar/reply-phrases.ts';
import type { ReplyIntent } from '#core/grammar/reply.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import type { Say } from '#core/answer.ts';
import type { Arrival } from '../gate/arrival.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { answering, type Seated } from './seat.ts';

export type Act = {
  readonly arrival: Arrival;
  readonly seated: Seated;
  readonly intent: Extract<ReplyIntent, { verb: string }>;
  readonly reply: string;
  /** Of the tenant, beside the English ones. */
  readonly phrases: LocalPhrases;
  readonly evidence: EvidenceRef;
};

/** A reply from the registered address with an aligned signature: assurance L1. */
function commandOf({ arrival, seated }: Act, body: CommandBody): Command {
  const by = { kind: 'person', email: seated.person.email, via: 'email', assurance: 'L1' } as const;
  return { at: arrival.mail.receivedAt, by, key: arrival.lease.key, ...body };
}

/** @param say what the person is told when it worked; nothing where the event itself brings them a mail */
export async function run(ports: Ports, act: Act, { body, say }: { body: CommandBody; say?: Say }): Promise<Processed> {
  const { tenant, envelope } = act.seated.claim;
  const result = await ports.commands.run(tenant, envelope, commandOf(act, body), act.arrival.lease);
  if (result.ok) ports.wake();
  const told: Say | undefined = result.ok ? say : { kind: 'refused', refusal: result.refusal, tried: triedIn(act) };
  return { outcome: { kind: 'done', result }, answers: told === undefined ? [] : answering(act.seated, told).answers };
}

/** As much of an answer as is shown back to whoever wrote it. */
export function triedIn({ reply }: Pick<Act, 'reply'>): string {
  return cleanLine(reply).slice(0, 200);
}

/** An answer that we understood as no decision we can take here. */
export function unclear(act: Act): Say {
  return { kind: 'ask', why: 'unclear', wrote: triedIn(act), role: act.seated.role };
}
