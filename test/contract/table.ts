// What every engine of the Table port must do, whatever it is made of. Each test gets a table of its own, or shares one by its own partition.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Item, PartitionQuery, Table } from '#core/ports.ts';
import { allRows } from '#stores/pages.ts';

type Engine = {
  /** Whether it may be asked for ranges that hold both U+E000…U+FFFF and what is beyond; false for a stand-in that mixes up their order. */
  readonly allPlanes?: boolean;
};

export function tableContract(name: string, make: () => Promise<Table>, { allPlanes = true }: Engine = {}): void {
  describe(`table contract: ${name}`, () => {
    let table: Table;
    let pk: string;
    let count = 0;
    beforeEach(async () => {
      table = await make();
      count += 1;
      pk = `contract#${count}`;
    });
    afterEach(async () => table.close());

    /** Without the code under test: by bytes, and by nothing else. */
    function expectedOf(stored: readonly string[], { prefix = '', after, to, reverse = false }: Omit<PartitionQuery, 'pk'>): string[] {
      const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) * (reverse ? -1 : 1);
      return stored
        .filter((sk) => sk.startsWith(prefix) && (to === undefined || Buffer.compare(Buffer.from(sk), Buffer.from(to)) <= 0))
        .filter((sk) => after === undefined || compare(sk, after) > 0)
        .toSorted(compare);
    }

    function row(sk: string, version = 1, body = '{}'): Item {
      return { pk, sk, version, body };
    }
    async function put(...sks: string[]): Promise<void> {
      await Promise.all(sks.map((sk) => table.putIfAbsent(row(sk))));
    }
    async function keys(query: Omit<PartitionQuery, 'pk'> = {}): Promise<string[]> {
      return (await allRows(table, { pk, ...query })).map(({ sk }) => sk);
    }

    describe('one row', () => {
      it('comes back as it was put', async () => {
        const item = row('a', 7, '{"text":"Grüße, 署名 ✍🏽","quote":"it\'s \\"fine\\"","zero":"\\u0000"}');
        expect(await table.putIfAbsent(item)).toBe(true);
        expect(await table.get({ pk, sk: 'a' })).toEqual(item);
      });

      it('is undefined when it was never put, also beside others', async () => {
        await put('a');
        expect(await table.get({ pk, sk: 'b' })).toBeUndefined();
        expect(await table.get({ pk: `${pk}0`, sk: 'a' })).toBeUndefined();
      });

      it('is found under its exact key only: case, accents and composition count', async () => {
        await put('a', 'A', 'é', 'e\u0301', 'a ');
        expect(await keys()).toHaveLength(5);
      });

      it('holds almost 400 KB, and larger ones are refused before anything is written', async () => {
        const large = row('large', 1, JSON.stringify('x'.repeat(395_000)));
        expect(await table.putIfAbsent(large)).toBe(true);
        expect(await table.get(large)).toEqual(large);
        await expect(table.putIfAbsent(row('larger', 1, JSON.stringify('€'.repeat(140_000))))).rejects.toThrow(/blobs/);
        expect(await keys()).toEqual(['large']);
      });

      it('has a key that no engine would twist: not empty, not too long, well-formed', async () => {
        for (const sk of ['', 'x'.repeat(1025), 'half \uD83D']) await expect(table.putIfAbsent(row(sk))).rejects.toThrow(/sort key/);
        await expect(table.get({ pk: '', sk: 'a' })).rejects.toThrow(/partition key/);
        await expect(table.get({ pk: 'x'.repeat(2049), sk: 'a' })).rejects.toThrow(/partition key/);
        const longest = row('é'.repeat(512));
        expect(await table.putIfAbsent(longest)).toBe(true);
        expect(await table.get(longest)).toEqual(longest);
      });

      it('keeps large versions exact, such as times in milliseconds', async () => {
        const item = row('a', 1_795_543_200_123);
        await table.putIfAbsent(item);
        expect(await table.get(item)).toEqual(item);
        await expect(table.putIfAbsent(row('b', 0.5))).rejects.toThrow(/whole number/);
      });
    });

    describe('putIfAbsent', () => {
      it('leaves a row that exists untouched', async () => {
        await table.putIfAbsent(row('a', 1, '"first"'));
        expect(await table.putIfAbsent(row('a', 9, '"second"'))).toBe(false);
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 1, '"first"'));
      });

      it('lets one of many win, and what is stored is the winner’s', async () => {
        const verdicts = await Promise.all(Array.from({ length: 20 }, (_, at) => table.putIfAbsent(row('a', 1, `${at}`))));
        expect(verdicts.filter(Boolean)).toHaveLength(1);
        expect((await table.get({ pk, sk: 'a' }))?.body).toBe(String(verdicts.indexOf(true)));
      });
    });

    describe('putIfVersion', () => {
      it('replaces the row at the expected version only', async () => {
        await table.putIfAbsent(row('a', 3));
        expect(await table.putIfVersion(row('a', 4, '"no"'), 2)).toBe(false);
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 3));
        expect(await table.putIfVersion(row('a', 4, '"yes"'), 3)).toBe(true);
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 4, '"yes"'));
      });

      it('makes no row where there is none', async () => {
        expect(await table.putIfVersion(row('a', 2), 1)).toBe(false);
        expect(await table.get({ pk, sk: 'a' })).toBeUndefined();
      });

      it('loses no increment among many who read, add and write', async () => {
        await table.putIfAbsent(row('a', 1, '0'));
        async function increment(): Promise<void> {
          for (;;) {
            const before = await table.get({ pk, sk: 'a' });
            if (!before) throw new Error('the row vanished');
            if (await table.putIfVersion(row('a', before.version + 1, String(Number(before.body) + 1)), before.version)) return;
          }
        }
        await Promise.all(Array.from({ length: 10 }, increment));
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 11, '10'));
      });
    });

    describe('putIfNewer', () => {
      it('writes where there is nothing and over an older version, not over the same or a newer one', async () => {
        expect(await table.putIfNewer(row('a', 5, '"five"'))).toBe(true);
        expect(await table.putIfNewer(row('a', 5, '"again"'))).toBe(false);
        expect(await table.putIfNewer(row('a', 4, '"late"'))).toBe(false);
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 5, '"five"'));
        expect(await table.putIfNewer(row('a', 10, '"ten"'))).toBe(true);
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 10, '"ten"'));
      });

      it('ends with the newest, in whatever order they come', async () => {
        await Promise.all([3, 9, 1, 12, 10, 2].map((version) => table.putIfNewer(row('a', version, `${version}`))));
        expect(await table.get({ pk, sk: 'a' })).toEqual(row('a', 12, '12'));
      });
    });

    describe('delete', () => {
      it('removes the row and nothing else, and minds no absent one', async () => {
        await put('a', 'b');
        await table.delete({ pk, sk: 'a' });
        await table.delete({ pk, sk: 'a' });
        expect(await keys()).toEqual(['b']);
        expect(await table.putIfAbsent(row('a'))).toBe(true);
      });
    });

    describe('queryPartition', () => {
      it('sorts by UTF-8 bytes, not by letters, numbers or UTF-16', async () => {
        // In UTF-16 the emoji (a surrogate pair) would come before U+FF5E.
        const sorted = ['10', '9', 'A', 'Z', '_', 'a', 'b', '~', 'é', 'ÿ', '署', '\uFF5E', '😀'];
        await put(...sorted.toReversed());
        expect(await keys()).toEqual(sorted);
        expect(await keys({ reverse: true })).toEqual(sorted.toReversed());
      });

      it('sees its own partition only', async () => {
        await put('a');
        await table.putIfAbsent({ ...row('b'), pk: `${pk}#more` });
        expect(await keys()).toEqual(['a']);
        expect((await table.queryPartition({ pk: `${pk}#none` })).items).toEqual([]);
      });

      it('takes a prefix as plain characters', async () => {
        await put('a%', 'a%b', 'a_', 'a_b', 'aXb', 'a', 'b', '*', 'a*c');
        expect(await keys({ prefix: 'a%' })).toEqual(['a%', 'a%b']);
        expect(await keys({ prefix: 'a_' })).toEqual(['a_', 'a_b']);
        expect(await keys({ prefix: 'a*' })).toEqual(['a*c']);
        expect(await keys({ prefix: 'x' })).toEqual([]);
      });

      it('takes prefixes at the edges of Unicode', async () => {
        const edges = ['\uD7FF', '\uD7FFx', '\uE000', '\uFFFF', '\uFFFFx', '\u{10000}', '\u{10FFFF}', '\u{10FFFF}x'];
        await put('a', ...edges);
        expect(await keys({ prefix: '\uD7FF' })).toEqual(['\uD7FF', '\uD7FFx']);
        expect(await keys({ prefix: '\uFFFF' })).toEqual(['\uFFFF', '\uFFFFx']);
        expect(await keys({ prefix: '\u{10FFFF}' })).toEqual(['\u{10FFFF}', '\u{10FFFF}x']);
      });

      it('ends at an upper bound, itself included', async () => {
        await put('a', 'b', 'b1', 'c');
        expect(await keys({ to: 'b' })).toEqual(['a', 'b']);
        expect(await keys({ to: 'b~' })).toEqual(['a', 'b', 'b1']);
        expect(await keys({ to: 'b1', reverse: true })).toEqual(['b1', 'b', 'a']);
        expect(await keys({ prefix: 'b', to: 'b' })).toEqual(['b']);
        expect(await keys({ to: '0' })).toEqual([]);
      });

      it.each([false, true])('goes on after a key, itself excluded and present or not (reverse: %s)', async (reverse) => {
        await put('a', 'c', 'e', 'x1', 'x2');
        expect(await keys({ after: 'c', reverse })).toEqual(reverse ? ['a'] : ['e', 'x1', 'x2']);
        expect(await keys({ after: 'd', reverse })).toEqual(reverse ? ['c', 'a'] : ['e', 'x1', 'x2']);
        expect(await keys({ prefix: 'x', after: reverse ? 'x2' : 'x1', reverse })).toEqual([reverse ? 'x1' : 'x2']);
        expect(await keys({ prefix: 'x', to: 'x1', after: reverse ? 'x1' : 'x0', reverse })).toEqual(reverse ? [] : ['x1']);
      });

      it.each([false, true])('gives everything once over pages of any size, with no page after the last (reverse: %s)', async (reverse) => {
        const all = Array.from({ length: 25 }, (_, at) => `C#${String(at).padStart(6, '0')}`);
        await put(...all, 'D#1');
        for (const limit of [1, 7, 25, 26, 1000]) {
          expect(await keys({ prefix: 'C#', limit, reverse })).toEqual(reverse ? all.toReversed() : all);
        }
        const page = await table.queryPartition({ pk, prefix: 'C#', limit: 10, reverse });
        expect(page.items.length).toBeLessThanOrEqual(10);
        expect(page.next).toBe(page.items.at(-1)?.sk);
        expect((await table.queryPartition({ pk, prefix: 'C#', limit: 25, reverse })).next).toBeUndefined();
      });

      it.each([false, true])('gives an empty page and no next one where nothing is left (reverse: %s)', async (reverse) => {
        await put('a', 'b1', 'b2', 'c');
        const beyond = reverse ? '0' : 'z';
        for (const query of [
          { after: beyond },
          { prefix: 'b', after: beyond },
          { prefix: 'b', after: reverse ? 'b1' : 'b2' },
          { prefix: 'b', after: reverse ? 'b' : 'bz' },
          { prefix: 'b', to: 'b1', after: 'b1' },
          { prefix: 'b', to: 'a' },
          { prefix: 'b', to: '' },
          { to: '' },
        ]) {
          expect(await table.queryPartition({ pk, reverse, ...query })).toEqual({ items: [] });
        }
      });

      it.each([false, true])(
        'begins at the near end when the key it goes on after lies before the range (reverse: %s)',
        async (reverse) => {
          await put('a', 'b1', 'b2', 'c');
          const before = reverse ? ['c', 'd', 'bz'] : ['', 'a', 'b'];
          const range = reverse ? ['b2', 'b1'] : ['b1', 'b2'];
          for (const after of before) expect(await keys({ prefix: 'b', after, reverse })).toEqual(range);
          expect(await keys({ to: 'b1', after: reverse ? 'b9' : '0', reverse })).toEqual(reverse ? ['b1', 'a'] : ['a', 'b1']);
        },
      );

      it('agrees with a plain list for any prefix, start, bound, direction and page', async () => {
        // Near each other by bytes, and where UTF-16 would order them otherwise.
        const beyond = allPlanes ? ['\u{10000}', '\u{10FFFF}'] : [];
        const char = fc.constantFrom('a', 'b', '\u007F', '\u0080', '\uD7FF', '\uE000', '\uFFFF', ...beyond);
        const text = fc.array(char, { maxLength: 3 }).map((chars) => chars.join(''));
        const sks = fc.uniqueArray(text.filter(Boolean), { minLength: 12, maxLength: 12 });
        let run = 0;
        const query = fc.record(
          { prefix: text, after: text, to: text, reverse: fc.boolean(), limit: fc.integer({ min: 1, max: 5 }) },
          { requiredKeys: [] },
        );
        await fc.assert(
          fc.asyncProperty(sks, fc.array(query, { minLength: 5, maxLength: 5 }), async (stored, queries) => {
            run += 1;
            const part = `${pk}#${run}`;
            await Promise.all(stored.map((sk) => table.putIfAbsent({ ...row(sk), pk: part })));
            for (const each of queries) {
              const found = (await allRows(table, { pk: part, ...each })).map(({ sk }) => sk);
              expect(found).toEqual(expectedOf(stored, each));
            }
          }),
          { numRuns: 30 },
        );
      });

      it.each([false, true])('ends a page at a megabyte, and gives all of the large rows over several (reverse: %s)', async (reverse) => {
        // An engine that compresses gains little by it.
        const body = JSON.stringify(randomBytes(292_000).toString('base64'));
        const all = Array.from({ length: 8 }, (_, at) => `large ${at}`);
        for (const sk of all) await table.putIfAbsent(row(sk, 1, body));
        const ordered = reverse ? all.toReversed() : all;
        const first = await table.queryPartition({ pk, reverse });
        expect(first.items.length).toBeLessThan(5);
        expect(first.next).toBe(first.items.at(-1)?.sk);
        expect((await table.queryPartition({ pk, reverse, limit: 6 })).items.length).toBeLessThan(5);
        for (const limit of [2, 3, 8]) expect(await keys({ reverse, limit })).toEqual(ordered);
        expect(await keys({ reverse })).toEqual(ordered);
        expect(await keys({ prefix: 'large', to: 'large 5', reverse })).toEqual(ordered.filter((sk) => sk <= 'large 5'));
      });

      it('refuses a page of nothing and a partition without a name', async () => {
        for (const limit of [0, -1, 1.5]) await expect(table.queryPartition({ pk, limit })).rejects.toThrow(/at least one row/);
        await expect(table.queryPartition({ pk: '' })).rejects.toThrow(/partition key/);
      });

      it('sees every write that was acknowledged before it', async () => {
        for (let at = 0; at < 20; at += 1) {
          await table.putIfAbsent(row(`k${String(at).padStart(2, '0')}`));
          expect(await keys()).toHaveLength(at + 1);
        }
      });

      it('goes on past rows that were deleted or added while it paged', async () => {
        await put('a', 'b', 'c', 'd');
        const first = await table.queryPartition({ pk, limit: 2 });
        await table.delete({ pk, sk: 'b' });
        await put('bb');
        const after = first.next ?? '';
        expect(await keys({ after })).toEqual(after === 'b' ? ['bb', 'c', 'd'] : ['bb', 'c', 'd'].filter((sk) => sk > after));
      });
    });
  });
}
