// Streams that this process has read before, so that a load asks only for what came after. What was stored stays as it is, by the chain: it
// is enough to see the last known commit again. Erasure alone changes stored commits, and its event comes first: no stream with one is kept.
import { hasErasure } from '#core/erasure.ts';
import type { Commit, Stream } from '#core/record.ts';

const MOST_STREAMS = 64;
const MOST_COMMITS = 500;

export type KnownStreams = {
  get(name: string): Stream | undefined;
  /** @param stream one without an erasure */
  put(name: string, stream: Stream): void;
  forget(name: string): void;
};

export function knownStreams(): KnownStreams {
  const streams = new Map<string, Stream>();
  return {
    get: (name) => streams.get(name),
    put(name, stream) {
      // Whatever was used last comes last, and is dropped last.
      streams.delete(name);
      if (stream.version === 0 || stream.version > MOST_COMMITS) return;
      streams.set(name, stream);
      const [oldest] = streams.keys();
      if (streams.size > MOST_STREAMS && oldest !== undefined) streams.delete(oldest);
    },
    forget: (name) => void streams.delete(name),
  };
}

/** @param from the last known commit as it is stored now, and all after it @returns undefined where the whole must be read again */
export function grown(known: Stream, from: readonly Commit[]): Stream | undefined {
  const [last, ...more] = from;
  if (last?.version !== known.version || last.hash !== known.commits.at(-1)?.hash) return undefined;
  if (more.length === 0) return known;
  const stream = { version: known.version + more.length, commits: [...known.commits, ...more] };
  const isWhole = more.every(({ version }, at) => version === known.version + at + 1);
  return isWhole && !hasErasure({ version: stream.version, commits: more }) ? stream : undefined;
}
