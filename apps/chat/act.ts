// What was pressed, handed in or said in so many words, carried out: one command at most, and an answer where the card itself is none.
import type { Say } from '#core/answer.ts';
import type { Command, CommandBody } from '#core/command.ts';
import type { CommandOutcome, Lease } from '#core/ports.ts';
import type { Refusal } from '#core/refusal.ts';
import type { Processed } from '#apps/ports.ts';
import type { ChatPorts } from './chat-ports.ts';
import type { Found } from './finding.ts';
import type { ChatRequest } from './request.ts';
import { answerTo } from './saying.ts';
import { actorOf, type Speaker } from './speaker.ts';

export type Doing = { readonly request: ChatRequest; readonly lease: Lease; readonly speaker: Speaker; readonly it: Found };

/** @param say what the person is told when it worked; nothing where their card says it */
export async function run(ports: ChatPorts, doing: Doing, { body, say }: { body: CommandBody; say?: Say | undefined }): Promise<Processed> {
  const { request, lease, speaker, it } = doing;
  const { tenant, envelope } = it.place;
  const command: Command = { at: request.at, by: actorOf(speaker), key: lease.key, ...body };
  const result: CommandOutcome = await ports.commands.run(tenant, envelope, command, lease);
  if (result.ok) ports.wake();
  else await repairStale(ports, doing);
  const told: Say | undefined = result.ok ? say : { kind: 'refused', refusal: result.refusal, tried: '' };
  return {
    outcome: { kind: 'done', result },
    answers: told === undefined ? [] : [answerTo(speaker, { say: told, it, place: request.place })],
  };
}

/** What came to nothing on a card of an earlier version: it should have shown that by now, and may never have been told. */
async function repairStale(ports: ChatPorts, { request: { did, platform }, it }: Doing): Promise<void> {
  const pressed = did.kind === 'press' && did.on !== undefined ? { on: did.on, intent: ports.intents.open(did.intent) } : undefined;
  if (pressed?.intent && pressed.intent.version < it.version) await ports.repair?.(platform, pressed.on);
}

export function refuse(doing: Omit<Doing, 'it' | 'lease'> & { it?: Found | undefined }, refusal: Refusal): Processed {
  const { speaker, it, request } = doing;
  const say: Say = { kind: 'refused', refusal, tried: '' };
  return { outcome: { kind: 'done', result: { ok: false, refusal } }, answers: [answerTo(speaker, { say, it, place: request.place })] };
}

export function tell(doing: Omit<Doing, 'it' | 'lease'> & { it?: Found | undefined }, say: Say): Processed {
  const { speaker, it, request } = doing;
  return { outcome: { kind: 'answered', code: say.kind }, answers: [answerTo(speaker, { say, it, place: request.place })] };
}

export function dropped(why: string): Processed {
  return { outcome: { kind: 'dropped', why }, answers: [] };
}
