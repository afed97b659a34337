// Invariant 4: the record is the state, and whatever is changed in it shows at the commit where it was changed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRecord, checkStream, commitOf, eventsOf, publicRecord } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { Commit, Stream } from '#core/record.ts';
import { ENVELOPE, sha256, T0, TENANT } from '../../support/build.ts';
import { eachHolds, HISTORIES, LONG } from '../../support/history/each-holds.ts';
import { accepted, histories, played, type Step } from '../../support/history/play.ts';

let nonce = 0;
function random(bytes: number): string {
  nonce += 1;
  return nonce.toString(16).padStart(bytes * 2, '0');
}

const streams = new WeakMap<readonly Step[], Stream>();

function streamOf(steps: readonly Step[]): Stream {
  const stream = streams.get(steps) ?? storedOf(steps);
  streams.set(steps, stream);
  return stream;
}

function storedOf(steps: readonly Step[]): Stream {
  return steps.reduce<Stream>(
    (stream, step) => {
      const events = accepted(step);
      if (events.length === 0) return stream;
      const { after, command } = step;
      const roleOf = (id: string) => (after.status === 'none' ? undefined : after.recipients.find((one) => one.id === id)?.role);
      const commit = commitOf({ stream, events, key: command.key, writer: 'w', recordedAt: T0, roleOf, random, sha256 });
      return { version: commit.version, commits: [...stream.commits, commit] };
    },
    { version: 0, commits: [] },
  );
}

describe('in any history', () => {
  eachHolds({
    'the stored stream folds to the state that the rules went on with, at every version': (steps) => {
      const stream = streamOf(steps);
      const states = steps.filter((step) => accepted(step).length > 0).map(({ after }) => after);
      assert.deepStrictEqual(
        eventsOf(stream).map(({ event }) => event),
        steps.flatMap(accepted),
      );
      for (const version of [Math.ceil(states.length / 2), states.length]) {
        if (version > 0) assert.deepStrictEqual(fold(stream, version), states[version - 1]);
      }
    },

    'the whole record and its shared part both hold': (steps) => {
      const stream = streamOf(steps);
      expect(checkStream(stream, sha256).chain).toBe('ok');
      expect(checkRecord(publicRecord(stream, { envelope: ENVELOPE, tenant: TENANT }), sha256).chain).toBe('ok');
    },

    'an envelope whose every personal value is erased still folds, to the same status, and its chain holds': (steps) => {
      if (steps.length % 3 > 0) return;
      const stream = streamOf(steps);
      const erased = {
        ...stream,
        commits: stream.commits.map((one) => ({ ...one, stored: one.stored.map(({ text }) => ({ text, beside: {} })) })),
      };
      expect(fold(erased).status).toBe(fold(stream).status);
      expect(checkStream(erased, sha256).chain).toBe('ok');
    },
  });
});

test('any removed or exchanged commit breaks the chain where it was', LONG, () => {
  fc.assert(
    fc.property(histories, fc.nat(), (history, which) => {
      const { commits, version } = streamOf([...played(history)]);
      const last = commits.length - 1;
      if (last < 1) return;
      const index = which % last;
      const chainOf = (changed: readonly Commit[]) => checkStream({ version, commits: changed }, sha256).chain;
      expect(chainOf(commits.toSpliced(index, 1))).toBe(`broken@${index + 1}`);
      // What came before is replaced by a record that holds by itself: the next commit does not know it.
      const other = streamOf([...played({ ...history, moves: [] })]).commits[0];
      if (other) expect(chainOf(commits.with(0, other))).toBe('broken@2');
    }),
    { numRuns: HISTORIES },
  );
});

test('any changed byte of a commit breaks the chain at that commit', LONG, () => {
  const anywhere = fc.tuple(
    fc.nat(),
    fc.constantFrom<Part>('text', 'value', 'salt', 'leaf-hash', 'previous', 'hash', 'version'),
    fc.nat(),
    fc.nat(),
  );
  fc.assert(
    fc.property(histories, anywhere, (history, [which, part, position, other]) => {
      const stream = streamOf([...played(history)]);
      const index = which % Math.max(1, stream.commits.length);
      const before = stream.commits[index];
      const changed = before && changedIn(before, { part, position, other });
      if (!changed) return;
      const commits = stream.commits.with(index, changed);
      expect(checkStream({ ...stream, commits }, sha256).chain, `${part} of commit ${index + 1}`).toBe(`broken@${index + 1}`);
    }),
    { numRuns: HISTORIES },
  );
});

type Part = 'text' | 'value' | 'salt' | 'leaf-hash' | 'previous' | 'hash' | 'version';
type Place = { readonly part: Part; readonly position: number; readonly other: number };

/** @returns undefined where the commit has no such part */
function changedIn(commit: Commit, { part, position, other }: Place): Commit | undefined {
  const at = position % commit.stored.length;
  const leaf = commit.stored[at];
  if (!leaf) return undefined;
  const byte = (text: string) => withOtherByte(text, position, other);
  const hashed = <T extends string>(hash: T): T => withOtherHex(hash, position, other) as T;
  const [entry] = Object.entries(leaf.beside);
  switch (part) {
    case 'text':
      return { ...commit, stored: commit.stored.with(at, { ...leaf, text: byte(leaf.text) }) };
    case 'value':
    case 'salt': {
      if (!entry) return undefined;
      const [hash, kept] = entry;
      return {
        ...commit,
        stored: commit.stored.with(at, { ...leaf, beside: { ...leaf.beside, [hash]: { ...kept, [part]: byte(`${kept[part]} `) } } }),
      };
    }
    case 'leaf-hash':
      return { ...commit, leaves: commit.leaves.map((hash, index) => (index === at ? hashed(hash) : hash)) };
    case 'previous':
      return commit.previous === null ? undefined : { ...commit, previous: hashed(commit.previous) };
    case 'hash':
      return { ...commit, hash: hashed(commit.hash) };
    case 'version':
      return { ...commit, version: commit.version + 1 + (other % 5) };
  }
}

function withOtherByte(text: string, position: number, other: number): string {
  const at = position % text.length;
  const replacement = String.fromCharCode(32 + ((text.charCodeAt(at) + 1 + (other % 90)) % 95));
  return text.slice(0, at) + (replacement === text.charAt(at) ? '~' : replacement) + text.slice(at + 1);
}

function withOtherHex(hash: string, position: number, other: number): string {
  const at = position % hash.length;
  const digit = (Number.parseInt(hash.charAt(at), 16) + 1 + (other % 15)) % 16;
  return hash.slice(0, at) + digit.toString(16) + hash.slice(at + 1);
}
