// From a stored stream to what the envelope is now, or was after any commit.
import { eventsOf } from './chain.ts';
import { NO_ENVELOPE, type Envelope } from './envelope.ts';
import { evolve } from './evolve.ts';
import type { Stream } from './record.ts';

/** A stream never changes, and one request looks at the same several times over. */
const folded = new WeakMap<Stream, Envelope>();

/** @param upTo the version after which to stop; the whole stream by default. */
export function fold(stream: Stream, upTo = stream.version): Envelope {
  if (upTo < stream.version) return foldUpTo(stream, upTo);
  const state = folded.get(stream) ?? foldUpTo(stream, upTo);
  folded.set(stream, state);
  return state;
}

function foldUpTo(stream: Stream, upTo: number): Envelope {
  return eventsOf(stream)
    .filter(({ version }) => version <= upTo)
    .reduce<Envelope>((state, { event }) => evolve(state, event), NO_ENVELOPE);
}
