// Where a mail belongs in its reader's mailbox: under what we wrote before to this seat, and for the sender under the mail that began it all.
import type { Ports } from '#apps/ports.ts';
import type { Addressed } from '../outbound.ts';

const MESSAGE_ID = /^<[^<>\s@]+@[^<>\s@]+>$/;
const MOST_REFERENCES = 12;

/** Message-IDs, oldest first. */
export async function referencesOf({ correspondence }: Ports, { seat, state }: Pick<Addressed, 'seat' | 'state'>): Promise<string[]> {
  if (!state || !seat) return [];
  const origin = seat === 'sender' && state.origin.channel === 'email' ? [state.origin.reference] : [];
  const before = await correspondence.with(state.tenant, state.id, seat);
  const known = [...origin, ...before.flatMap(({ threadId }) => (threadId === undefined ? [] : [threadId]))];
  const references = [...new Set(known)].filter((id) => MESSAGE_ID.test(id));
  // The first stays: mail programs find the conversation by it (RFC 5322 §3.6.4 lets the middle be dropped).
  return references.length <= MOST_REFERENCES ? references : [...references.slice(0, 1), ...references.slice(1 - MOST_REFERENCES)];
}
