// A crowd on one envelope: its signers, who may all act at once, and what they do. The same in every process.
import type { Actor, Command, DraftRecipient } from '#core/command.ts';
import type { Commands } from '#core/ports.ts';
import { body, command, ENVELOPE, OLIVIA, person, r, seat, T0, TENANT } from './build.ts';

function crowdOf(size: number): DraftRecipient[] {
  return Array.from({ length: size }, (_, at) => seat(`Signer${at + 1}`, 'signer', 1));
}

export function signer(at: number): Actor {
  return person(`signer${at + 1}@northwind.test`);
}

export function signing(at: number): Command {
  return { at: T0, by: signer(at), key: `signs-${at}`, ...body.sign(r(at + 1)) };
}

/** Drafted and sent, so that everyone's turn it is. */
export async function sentTo(run: Commands, size: number): Promise<void> {
  await run.run(TENANT, ENVELOPE, command(OLIVIA, body.draft({ recipients: crowdOf(size) })));
  const sent = await run.run(TENANT, ENVELOPE, command(OLIVIA, body.send));
  if (!sent.ok) throw new Error(sent.refusal.code);
}
