// Where a recipient stands as their card is shown: one of a few situations, each with its words and with what can be done in it.
import type { Act, Completed, Expired, Recipient, Sent, Voided } from '../envelope.ts';
import type { RecipientId } from '../ids.ts';
import { hasTurn } from '../rules/turns.ts';
import type { Role } from '../terms.ts';
import type { Instant } from '../time.ts';
import type { SeatContext } from './context.ts';

/** Someone who has something to do: not the `cc`. */
export type Asked = Recipient & { readonly role: Exclude<Role, 'cc'> };

export type Standing =
  /** Someone else has the place: they may have been the wrong person all along, and hear no more of it. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'unsent' }
  | { readonly kind: 'completed'; readonly sealing: Completed['sealing']['state'] }
  | { readonly kind: 'declined' }
  | { readonly kind: 'voided'; readonly reason: string }
  | { readonly kind: 'expired'; readonly at: Instant }
  | { readonly kind: 'copy' }
  | { readonly kind: 'acted'; readonly act: Act }
  | { readonly kind: 'handed-over'; readonly to: RecipientId; readonly at: Instant }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'on-hold'; readonly since: Instant }
  /** Past the deadline; the end is recorded a little later. */
  | { readonly kind: 'late' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'held' }
  | { readonly kind: 'turn'; readonly recipient: Asked };

export function standingOf(context: SeatContext): Standing {
  const { state, recipient } = context;
  if (recipient.closed?.as === 'reassigned') return { kind: 'replaced' };
  switch (state.status) {
    case 'draft':
      return { kind: 'unsent' };
    case 'completed':
      return { kind: 'completed', sealing: state.sealing.state };
    case 'declined':
      return { kind: 'declined' };
    case 'voided':
      return voided(state);
    case 'expired':
      return expired(state);
    case 'sent':
      return whileSent(state, context);
  }
}

/** Of a draft that was dropped nobody but its sender ever heard. */
function voided({ sentAt, reason }: Voided): Standing {
  return sentAt === undefined ? { kind: 'unsent' } : { kind: 'voided', reason };
}

function expired({ sentAt, expiresAt }: Expired): Standing {
  return sentAt === undefined ? { kind: 'unsent' } : { kind: 'expired', at: expiresAt };
}

function whileSent(state: Sent, { recipient, now }: SeatContext): Standing {
  const { role, act, closed, held } = recipient;
  if (role === 'cc') return { kind: 'copy' };
  if (act) return { kind: 'acted', act };
  if (closed) return closed.as === 'released' ? { kind: 'not-needed' } : { kind: 'handed-over', to: closed.to, at: closed.at };
  const [dispute] = state.disputes;
  if (dispute) return { kind: 'on-hold', since: dispute.at };
  if (now > state.expiresAt) return { kind: 'late' };
  if (!hasTurn(state, recipient)) return { kind: 'waiting' };
  return held && held.lapsesAt > now ? { kind: 'held' } : { kind: 'turn', recipient: { ...recipient, role } };
}

/** An answer of theirs is still waited for, now or once it can be given. */
export function isAsked({ kind }: Standing): boolean {
  return kind === 'turn' || kind === 'held' || kind === 'on-hold' || kind === 'waiting';
}
