// Where the reader of the page stands: one of a few situations, each with what can be done in it.
import type { Act, Existing, HeldAct, Recipient } from '#core/envelope.ts';
import type { Role, SealedDocument } from '#core/terms.ts';
import { hasTurn } from '#core/rules/turns.ts';
import type { Instant } from '#core/time.ts';
import { successorName } from '#core/views/place.ts';
import type { Visitor } from './identity.ts';

/** Someone who has something to do: not the `cc`. */
type Asked = Recipient & { readonly role: Exclude<Role, 'cc'> };

export type Standing =
  /** Only its sender sees a draft. */
  | { readonly kind: 'draft' }
  /** The sender looks on while the others decide. */
  | { readonly kind: 'out' }
  | { readonly kind: 'turn'; readonly recipient: Asked; readonly held: HeldAct | undefined }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'acted'; readonly act: Act }
  | { readonly kind: 'copy' }
  | { readonly kind: 'handed-over'; readonly to: string; readonly at: Instant }
  /** The quorum was met without this reader, or someone else has the place. */
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'on-hold'; readonly since: Instant }
  /** Past the deadline; the end is recorded a little later, when no answer can be under way any more. */
  | { readonly kind: 'late' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'seal-failed' }
  | { readonly kind: 'sealed'; readonly documents: readonly SealedDocument[] }
  | { readonly kind: 'declined' }
  | { readonly kind: 'voided'; readonly reason: string }
  | { readonly kind: 'expired' };

export function standingOf({ state, recipient }: Omit<Visitor, 'claim'>, now: Instant): Standing {
  switch (state.status) {
    case 'draft':
      return { kind: 'draft' };
    case 'completed':
      return state.sealing.state === 'sealed' ? { kind: 'sealed', documents: state.sealing.documents } : { kind: state.sealing.state };
    case 'declined':
      return { kind: 'declined' };
    case 'voided':
      return { kind: 'voided', reason: state.reason };
    case 'expired':
      return { kind: 'expired' };
    case 'sent':
      break;
  }
  if (!recipient) return { kind: 'out' };
  const { role, act, closed } = recipient;
  if (role === 'cc') return { kind: 'copy' };
  if (act) return { kind: 'acted', act };
  if (closed?.as === 'delegated') return { kind: 'handed-over', to: successorName(state, recipient), at: closed.at };
  if (closed) return { kind: 'not-needed' };
  const [dispute] = state.disputes;
  if (dispute) return { kind: 'on-hold', since: dispute.at };
  if (now > state.expiresAt) return { kind: 'late' };
  if (!hasTurn(state, recipient)) return { kind: 'waiting' };
  const held = recipient.held && recipient.held.lapsesAt > now ? recipient.held : undefined;
  return { kind: 'turn', recipient: { ...recipient, role }, held };
}

/** What the sender withdrew is shown to the sender alone. */
export function showsDocuments({ state, recipient }: { readonly state: Existing; readonly recipient?: Recipient | undefined }): boolean {
  return recipient === undefined || state.status !== 'voided';
}
