// The record: chained, checkable in parts, erasable without breaking, and readable for ever.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '#core/canonical.ts';
import { checkRecord, checkStream, commitOf, eventsOf, publicRecord } from '#core/chain.ts';
import { ERASED, PERSONAL } from '#core/personal.ts';
import { fold } from '#core/fold.ts';
import type { Stream } from '#core/record.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, sha256, SYSTEM, T0, TENANT } from '../support/build.ts';
import { run } from '../support/spec.ts';

const history = [
  command(OLIVIA, body.draft({ message: 'Bitte' })),
  command(OLIVIA, body.send),
  command(person(MAX.email), body.approve(r(1))),
  command(person(INES.email), body.sign(r(2))),
  command(person(DANA.email, 'L2', 'web'), body.sign(r(3))),
  command(SYSTEM, { type: 'record-seal', documents: [] }),
];

let nonce = 0;
const random = (bytes: number) => (nonce += 1).toString(16).padStart(bytes * 2, '0');

const stream = history.reduce<Stream>(
  (before, next) => {
    const { decision, state } = run(fold(before), next);
    if (!decision.ok) throw new Error(decision.refusal.code);
    const roleOf = (id: string) => (state.status === 'none' ? undefined : state.recipients.find((one) => one.id === id)?.role);
    const settings = { stream: before, events: decision.events, key: next.key, writer: 'w', recordedAt: T0, roleOf, random, sha256 };
    const commit = commitOf(settings);
    return { version: commit.version, commits: [...before.commits, commit] };
  },
  { version: 0, commits: [] },
);

const shared = publicRecord(stream, { envelope: ENVELOPE, tenant: TENANT });

describe('the chain', () => {
  test('a personal field that an event does not have is stored and read as empty', () => {
    const { decision } = run({ status: 'none' }, command(OLIVIA, body.draft()));
    const [drafted] = decision.ok ? decision.events : [];
    if (drafted?.type !== 'drafted') throw new Error('There is no draft.');
    const { fallbackName: _, ...without } = drafted;
    const settings = { key: 'k', writer: 'w', recordedAt: T0, roleOf: () => undefined, random, sha256 };
    const commit = commitOf({ ...settings, stream: { version: 0, commits: [] }, events: [without] });
    expect(eventsOf({ version: 1, commits: [commit] })[0]?.event).toMatchObject({ fallbackName: '', title: 'Mutual NDA' });
  });
  test('stored events read back as they were decided', () => {
    const replayed = history.reduce((state, next) => run(state, next).state, fold({ version: 0, commits: [] }));
    expect(fold(stream)).toEqual(replayed);
    expect(fold(stream, 1)).toMatchObject({ status: 'draft' });
  });
  test('a whole stream and its public part both check', () => {
    expect(checkStream(stream, sha256)).toEqual({ events: eventsOf(stream).length, chain: 'ok' });
    expect(checkRecord(shared, sha256)).toEqual({ events: shared.shared.length, chain: 'ok' });
  });
  test('the public part holds sending, signers and the end, never approvers, drafts or comments', () => {
    const types = shared.shared.map(({ text }) => JSON.parse(text).event.type);
    expect(types).toEqual([
      'document-added',
      'recipient-added',
      'recipient-added',
      'sent',
      'turn-began',
      'turn-began',
      'signed',
      'signed',
      'completed',
      'sealed',
    ]);
    expect(JSON.stringify(shared)).not.toContain(MAX.email);
  });
  test('personal values stand beside the leaf, never in it', () => {
    for (const { stored } of stream.commits) {
      for (const leaf of stored) {
        const { event } = JSON.parse(leaf.text);
        for (const path of PERSONAL[event.type as keyof typeof PERSONAL]) {
          const value = path.split('.').reduce((inside, name) => inside[name], event);
          expect(value).toEqual({ beside: expect.any(String) });
        }
      }
    }
    expect(stream.commits.flatMap(({ stored }) => stored.map(({ text }) => text)).join('')).not.toContain('@');
  });
  test('an erased value reads as erased and the chain still holds', () => {
    const erased: Stream = {
      ...stream,
      commits: stream.commits.map((one) => ({ ...one, stored: one.stored.map((leaf) => ({ ...leaf, beside: {} })) })),
    };
    expect(checkStream(erased, sha256).chain).toBe('ok');
    expect(fold(erased)).toMatchObject({ status: 'completed', title: ERASED, sender: { name: ERASED } });
  });
  test('an event that was written before a personal field existed reads it as empty', () => {
    const older: Stream = {
      ...stream,
      commits: stream.commits.map((one) => ({
        ...one,
        stored: one.stored.map((leaf) => ({ ...leaf, text: leaf.text.replace(/,"remarks":\{[^}]*\}/, '') })),
      })),
    };
    expect(fold(older, 1)).toMatchObject({ status: 'draft', remarks: '', title: 'Mutual NDA' });
  });
  test('changing any character of any commit breaks the chain at that commit', () => {
    fc.assert(
      fc.property(fc.nat(stream.commits.length - 1), fc.nat(), fc.nat(), (which, leafAt, charAt) => {
        const commits = stream.commits.map((one, index) => {
          if (index !== which) return one;
          const target = leafAt % one.stored.length;
          return { ...one, stored: one.stored.map((leaf, at) => (at === target ? { ...leaf, text: flip(leaf.text, charAt) } : leaf)) };
        });
        return checkStream({ ...stream, commits }, sha256).chain === `broken@${which + 1}`;
      }),
    );
  });
  test.each([
    ['a header’s hash', { hash: 'f'.repeat(64) }],
    ['a link', { previous: 'f'.repeat(64) }],
    ['a version', { version: 9 }],
    ['a leaf’s hash', { leaves: [] }],
  ])('changing %s breaks the chain there', (_name, change) => {
    const headers = shared.headers.map((header, index) => (index === 2 ? { ...header, ...change } : header)) as typeof shared.headers;
    expect(checkRecord({ ...shared, headers }, sha256).chain).toBe('broken@3');
  });
  test('a changed personal value, or one put beside a leaf that does not name it, is found', () => {
    const tamper = (change: (beside: Record<string, { value: string; salt: string }>) => object) => ({
      ...shared,
      shared: shared.shared.map((leaf) =>
        leaf.version === 4 ? { ...leaf, beside: change({ ...leaf.beside }) as typeof leaf.beside } : leaf,
      ),
    });
    const changed = tamper((beside) => Object.fromEntries(Object.entries(beside).map(([hash, kept]) => [hash, { ...kept, value: 'Eve' }])));
    const added = tamper((beside) => ({ ...beside, [sha256(canonical({ salt: '0', value: 'Eve' }))]: { value: 'Eve', salt: '0' } }));
    expect([checkRecord(changed, sha256).chain, checkRecord(added, sha256).chain]).toEqual(['broken@4', 'broken@4']);
  });
  test('a leaf of a commit that is not there is found', () => {
    const stray = shared.shared.map((leaf, index) => (index === 0 ? { ...leaf, version: 42 } : leaf));
    expect(checkRecord({ ...shared, shared: stray }, sha256).chain).toBe('broken@42');
  });
});

describe('canonical JSON (RFC 8785)', () => {
  test('keys sort by UTF-16 code units and nothing is spaced', () => {
    // The example of RFC 8785 §3.2.3, as far as strings go.
    const value = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '\u{1f600}': 'Smiley',
      '\u0080': 'Control',
      '\u00f6': 'o',
    };
    expect(Object.keys(JSON.parse(canonical(value)))).toHaveLength(7);
    expect(canonical(value)).toBe('{"\\r":"CR","1":"One","\u0080":"Control","ö":"o","€":"Euro","😀":"Smiley","\ufb33":"Dalet"}');
  });
  test('nested values, lists and absent members', () => {
    expect(canonical({ b: [1, true, null, 'x'], a: { d: 2, c: undefined } })).toBe('{"a":{"d":2},"b":[1,true,null,"x"]}');
  });
});

function flip(text: string, at: number): string {
  const position = at % text.length;
  const char = text.charCodeAt(position) ^ 1;
  return text.slice(0, position) + String.fromCharCode(char) + text.slice(position + 1);
}
