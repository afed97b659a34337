// What every engine of the Blobs port must do.
import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from '#core/ports.ts';
import { instantOf, type Instant } from '#core/time.ts';

export function blobsContract(name: string, make: () => Promise<Blobs>): void {
  describe(`blobs contract: ${name}`, () => {
    let blobs: Blobs;
    beforeEach(async () => {
      blobs = await make();
    });

    it('gives back what was put, under the key it was put under', async () => {
      const content = randomBytes(1000);
      const key = `acme/presented/${hash(content)}`;
      expect(await blobs.put(key, content)).toBe(true);
      expect(await read(blobs, key)).toEqual(content);
      expect(await blobs.head(key)).toEqual({ bytes: 1000 });
      expect(await read(blobs, key)).toEqual(content);
    });

    it('takes an empty one and one as large as a long contract', async () => {
      const large = randomBytes(3_000_000);
      await blobs.put('acme/raw/empty', new Uint8Array());
      await blobs.put('acme/raw/large', large);
      expect(await read(blobs, 'acme/raw/empty')).toEqual(Buffer.alloc(0));
      expect(await blobs.head('acme/raw/empty')).toEqual({ bytes: 0 });
      expect(hash((await read(blobs, 'acme/raw/large')) ?? Buffer.alloc(0))).toBe(hash(large));
    });

    it('takes and gives streams', async () => {
      const chunks = Array.from({ length: 40 }, () => randomBytes(50_000));
      expect(await blobs.put('acme/raw/streamed', streamOf(chunks))).toBe(true);
      expect(hash((await read(blobs, 'acme/raw/streamed')) ?? Buffer.alloc(0))).toBe(hash(Buffer.concat(chunks)));
    });

    it('knows nothing of what was never put, also where a longer or shorter key exists', async () => {
      await blobs.put('acme/raw/one', Buffer.from('1'));
      for (const key of ['acme/raw/two', 'acme/raw', 'acme/raw/one/more', 'other/raw/one']) {
        expect(await blobs.get(key)).toBeUndefined();
        expect(await blobs.head(key)).toBeUndefined();
      }
    });

    it('keeps the first and makes a second put a no-op', async () => {
      expect(await blobs.put('acme/raw/one', Buffer.from('first'))).toBe(true);
      expect(await blobs.put('acme/raw/one', Buffer.from('second'))).toBe(false);
      expect(await blobs.put('acme/raw/one', streamOf([Buffer.from('third')]))).toBe(false);
      expect(await read(blobs, 'acme/raw/one')).toEqual(Buffer.from('first'));
    });

    it('lets one of many racing writers win, and keeps its content whole', async () => {
      const contents = Array.from({ length: 12 }, () => randomBytes(100_000));
      const verdicts = await Promise.all(contents.map((content) => blobs.put('acme/raw/raced', streamOf([content]))));
      expect(verdicts.filter(Boolean)).toHaveLength(1);
      expect(await read(blobs, 'acme/raw/raced')).toEqual(contents[verdicts.indexOf(true)]);
    });

    it('keeps nothing of a stream that fails, and takes the next attempt', async () => {
      await expect(blobs.put('acme/raw/broken', failing())).rejects.toThrow('acme/raw/broken');
      expect(await blobs.head('acme/raw/broken')).toBeUndefined();
      expect(await blobs.put('acme/raw/broken', Buffer.from('whole'))).toBe(true);
    });

    it('deletes, minds no absent one, and takes a new one afterwards', async () => {
      await blobs.put('acme/raw/one', Buffer.from('1'));
      await blobs.delete('acme/raw/one');
      await blobs.delete('acme/raw/one');
      expect(await blobs.get('acme/raw/one')).toBeUndefined();
      expect(await blobs.put('acme/raw/one', Buffer.from('2'))).toBe(true);
    });

    it('gives a link that leads to the content, or gives none', async () => {
      await blobs.put('acme/sealed/one', Buffer.from('sealed'));
      const link = await blobs.link('acme/sealed/one', { ...TERMS, expiresAt: inAnHour() });
      if (link === undefined) return;
      const response = await fetch(link);
      expect(await response.text()).toBe('sealed');
    });

    it.each([
      '',
      '/',
      '..',
      'a/../b',
      '../a',
      '/etc/passwd',
      'a//b',
      'a/',
      '.hidden',
      'a/.b',
      'a/b.',
      'a\\b',
      'C:/a',
      'a\0b',
      'a/b c',
      'a?b',
      'ä',
    ])('refuses the key %j in every operation', async (key) => {
      await expect(blobs.put(key, Buffer.from('x'))).rejects.toThrow(/blob key/);
      await expect(blobs.get(key)).rejects.toThrow(/blob key/);
      await expect(blobs.head(key)).rejects.toThrow(/blob key/);
      await expect(blobs.delete(key)).rejects.toThrow(/blob key/);
      await expect(blobs.link(key, { ...TERMS, expiresAt: inAnHour() })).rejects.toThrow(/blob key/);
    });
  });
}

const TERMS = { filename: 'Agreement.pdf' };

function inAnHour(): Instant {
  return instantOf(Date.now() + 60 * 60 * 1000);
}

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw new Error('the connection broke');
}

async function read(blobs: Blobs, key: string): Promise<Buffer | undefined> {
  const content = await blobs.get(key);
  if (!content) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
