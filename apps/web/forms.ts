// What every form carries: a nonce that makes sending it twice one act, and a proof that this page made it for this session and act.
import type { Random } from '#core/chain.ts';
import { isSameSecret } from '#stores/same-secret.ts';
import type { SeatClaim, WebActType } from './request.ts';
import { macOf, seatParts } from './session.ts';

/** Hidden fields of a form. */
export type FormSeal = { readonly nonce: string; readonly proof: string };

type Binding = {
  readonly secret: Uint8Array;
  readonly seat: SeatClaim;
  /** Empty for the Open form, which comes before any session. */
  readonly session: string;
  readonly type: WebActType;
};

export function newForm(binding: Binding, random: Random): FormSeal {
  const nonce = random(16);
  return { nonce, proof: proofOf(binding, nonce) };
}

/** Since the proof covers nonce, session and act together, no one can send a form, or ask for an outcome, that was not theirs. */
export function isOurForm({ nonce, proof }: FormSeal, binding: Binding): boolean {
  return /^[0-9a-f]{32}$/.test(nonce) && isSameSecret(proof, proofOf(binding, nonce));
}

/** The inbox key of a form, and the key of its command. */
export function keyOf(nonce: string): string {
  return `web/${nonce}`;
}

function proofOf({ secret, seat, session, type }: Binding, nonce: string): string {
  return macOf(secret, ['form', ...seatParts(seat), session, type, nonce]);
}
