// The record under any erasure and any hand: it holds when values are taken off, it breaks where a byte is changed, and what stays inside
// the tenant is in no file that leaves it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRecord, checkStream, eventsOf, publicRecord } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import { ERASED, WITHHELD } from '#core/personal.ts';
import type { BesideValue, Commit, Leaf, PublicRecord, Stream } from '#core/record.ts';
import { ENVELOPE, sha256, TENANT } from '../support/build.ts';
import { playedStory, STORIES } from '../support/frozen-stories.ts';
import '../support/properties.ts';

const OF = { envelope: ENVELOPE, tenant: TENANT };

/** Any story up to any point, with words of any kind from its sender. */
const streams: fc.Arbitrary<Stream> = fc
  .tuple(fc.constantFrom(...STORIES), fc.nat(), fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), { maxLength: 3 }))
  .map(([{ name, steps }, length, texts]) => {
    const out = 1 + steps.findIndex((step) => step.body.type === 'send');
    const before = steps.slice(0, out + (length % (steps.length - out + 1)));
    const said = texts.map((text) => ({
      who: 'olivia@northwind.test',
      after: { hours: 0 },
      body: { type: 'comment', from: null, to: null, text: `geheim ${text}` } as const,
    }));
    return playedStory({ name, steps: [...before.slice(0, out), ...said, ...before.slice(out)] }).stream;
  });

/** Of each leaf, whether its values are gone. */
const erasedStreams = fc
  .tuple(streams, fc.infiniteStream(fc.boolean()))
  .map(([stream, isGone]) => changed(stream, (leaf) => (isGone.next().value ? { ...leaf, beside: {} } : leaf)));

function changed(stream: Stream, change: (leaf: Leaf, version: number) => Leaf): Stream {
  return { ...stream, commits: stream.commits.map((one) => ({ ...one, stored: one.stored.map((leaf) => change(leaf, one.version)) })) };
}

describe('the record', () => {
  test('holds, whole and as a file carries it, whatever was erased', () => {
    fc.assert(
      fc.property(erasedStreams, (stream) => {
        expect(checkStream(stream, sha256).chain).toBe('ok');
        expect(checkRecord(publicRecord(stream, OF), sha256).chain).toBe('ok');
        expect(fold(stream).status).not.toBe('none');
      }),
    );
  });

  test('breaks at the very commit in which any character of a leaf, a header or a value is changed', () => {
    fc.assert(
      fc.property(erasedStreams, fc.nat(), fc.nat(), (stream, whichCommit, whichPlace) => {
        const at = whichCommit % stream.commits.length;
        const commits = stream.commits.map((one, index) => (index === at ? tampered(one, whichPlace) : one));
        expect(checkStream({ ...stream, commits }, sha256).chain).toBe(`broken@${at + 1}`);
      }),
    );
  });

  test('breaks in the same way as a file carries it', () => {
    fc.assert(
      fc.property(erasedStreams, fc.nat(), fc.nat(), (stream, whichCommit, whichPlace) => {
        const record = publicRecord(stream, OF);
        const at = whichCommit % record.headers.length;
        const stored = record.shared.filter(({ version }) => version === at + 1);
        const header = record.headers[at];
        if (!header) throw new Error('no header');
        const { stored: leaves, ...head } = tampered({ ...header, stored }, whichPlace);
        const shared: PublicRecord['shared'] = [...record.shared.filter(({ version }) => version !== at + 1), ...leaves];
        const headers = record.headers.map((one, index) => (index === at ? head : one));
        expect(checkRecord({ ...record, headers, shared }, sha256).chain).toBe(`broken@${at + 1}`);
      }),
    );
  });

  test('leaves nothing internal in the file: no approval, comment, draft or reason, nor a salt that would tell them', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const file = JSON.stringify(publicRecord(stream, OF));
        const { inside, outside } = valuesOf(stream);
        const leaked = inside.filter(
          ({ value, salt }) => file.includes(salt) || (value.length > 2 && !outside.has(value) && file.includes(inJson(value))),
        );
        expect(leaked).toEqual([]);
      }),
    );
  });

  test('reads every value that is gone as erased, and no other', () => {
    fc.assert(
      fc.property(erasedStreams, (stream) => {
        const gone = stream.commits.flatMap(({ stored }) => stored.map(({ beside }) => Object.keys(beside).length === 0));
        const read = eventsOf(stream).map(({ event }) => JSON.stringify(event).includes(`"${ERASED}"`));
        expect(read.filter((isErased, index) => isErased && gone[index] !== true)).toEqual([]);
      }),
    );
  });
});

function valuesOf(stream: Stream): { readonly inside: readonly BesideValue[]; readonly outside: ReadonlySet<string> } {
  const leaves = stream.commits.flatMap(({ stored }) => stored);
  const isInside = ({ text }: Leaf, hash: string) => {
    const { audience, event } = JSON.parse(text) as { audience: string; event: { type: keyof typeof WITHHELD } & Record<string, unknown> };
    const withheld = (WITHHELD[event.type] ?? []).map((field) => JSON.stringify(event[field]));
    return audience === 'internal' || withheld.includes(JSON.stringify({ beside: hash }));
  };
  const all = leaves.flatMap((leaf) => Object.entries(leaf.beside).map(([hash, kept]) => ({ kept, isInside: isInside(leaf, hash) })));
  const { true: inside = [], false: outside = [] } = Object.groupBy(all, (one) => String(one.isInside) as 'true' | 'false');
  return { inside: inside.map(({ kept }) => kept), outside: new Set(outside.map(({ kept }) => kept.value)) };
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

type Whole = Pick<Commit, 'version' | 'previous' | 'leaves' | 'hash' | 'stored'>;

/** One character of one of its texts changed, in such a way that it stays the JSON that it is. */
function tampered<T extends Whole>(commit: T, which: number): T {
  const places: (() => T)[] = [
    () => ({ ...commit, hash: flipped(commit.hash, which) }),
    () => ({ ...commit, version: commit.version + 1 }),
    () => ({ ...commit, previous: commit.previous === null ? sha256('') : flipped(commit.previous, which) }),
    ...commit.leaves.map((_, at) => () => ({
      ...commit,
      leaves: commit.leaves.map((leaf, index) => (index === at ? flipped(leaf, which) : leaf)),
    })),
    ...commit.stored.flatMap((leaf, at) =>
      tamperings(leaf, which).map((changedLeaf) => () => ({ ...commit, stored: commit.stored.with(at, changedLeaf) })),
    ),
  ];
  return (places[which % places.length] ?? (() => commit))();
}

function tamperings(leaf: Leaf, which: number): readonly Leaf[] {
  const values = Object.entries(leaf.beside).flatMap(([hash, { value, salt }]) => {
    const put = (key: string, kept: BesideValue) => ({ ...leaf, beside: { ...leaf.beside, [key]: kept } });
    return [
      put(hash, { value: value === '' ? 'x' : flipped(value, which), salt }),
      put(hash, { value, salt: flipped(salt, which) }),
      put(flipped(hash, which), { value, salt }),
    ];
  });
  return [{ ...leaf, text: flipped(leaf.text, which) }, ...values];
}

function flipped<T extends string>(text: T, at: number): T {
  const position = at % text.length;
  return `${text.slice(0, position)}${String.fromCharCode(text.charCodeAt(position) ^ 1)}${text.slice(position + 1)}` as T;
}
