// What a delivery carries along through Bolt besides its body: how it was proven, and how far we are with storing it. The receiver judges
// by the latter what it may answer when time runs out.
import { AuthorizationError, type Context } from '@slack/bolt';

export type Transit = {
  /** As Slack stamped the request. */
  readonly timestamp: string;
  /** `none`: nothing is to be stored, or not yet. */
  storing: 'none' | 'under-way' | 'done';
};

/** A request that could not be stored: the one fault after which the sender must be told that we do not have it. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
}

export function withTransit(transit: Transit): { readonly transit: Transit } {
  return { transit };
}

export function transitOf(context: Context): Transit {
  const transit = context['transit'] as Transit | undefined;
  if (transit) return transit;
  throw new Error('A delivery from Slack reached its listener without having come through our receiver. Nothing was done.');
}

/** Work that must be repeated by whoever sent it where it fails. */
export async function storing<T>(transit: Transit, work: () => Promise<T>): Promise<T> {
  transit.storing = 'under-way';
  try {
    const done = await work();
    transit.storing = 'done';
    return done;
  } catch (cause) {
    if (cause instanceof NotStored) throw cause;
    throw new NotStored('A delivery from Slack could not be stored. Slack or the person sends it again.', { cause });
  }
}

/** What was thrown, out of Bolt's wrappings. Where no installation could be looked up nothing was stored either. */
export function faultFrom(thrown: unknown): unknown {
  const original = thrown instanceof Error && 'original' in thrown ? thrown.original : thrown;
  if (!(thrown instanceof AuthorizationError)) return original;
  return new NotStored('A delivery from Slack could not be stored: its installation could not be looked up.', { cause: original });
}
