// From a stored stream to what the envelope is now, or was after any commit.
import { eventsOf } from './chain.ts';
import { NO_ENVELOPE, type Envelope } from './envelope.ts';
import { evolve } from './evolve.ts';
import type { Stream } from './record.ts';

/** @param upTo the version after which to stop; the whole stream by default. */
export function fold(stream: Stream, upTo = Number.MAX_SAFE_INTEGER): Envelope {
  return eventsOf(stream)
    .filter(({ version }) => version <= upTo)
    .reduce<Envelope>((state, { event }) => evolve(state, event), NO_ENVELOPE);
}
