// The folder of blobs: the contract, and what only a disk can show.
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { blobsContract } from '../contract/blobs.ts';
import { temporaryFolder } from '../support/temporary.ts';

blobsContract('disk', async () => diskBlobs(join(temporaryFolder(), 'blobs')));

describe('blobs on a disk', () => {
  it('lie where their key says, and nothing else lies about', async () => {
    const folder = temporaryFolder();
    await diskBlobs(folder).put('acme/presented/abc', Buffer.from('content'));
    expect(readFileSync(join(folder, 'acme/presented/abc'), 'utf8')).toBe('content');
    expect(readdirSync(join(folder, '.incoming'))).toEqual([]);
  });

  it('are found by the next process', async () => {
    const folder = temporaryFolder();
    await diskBlobs(folder).put('acme/presented/abc', Buffer.from('content'));
    expect(await diskBlobs(folder).head('acme/presented/abc')).toEqual({ bytes: 7 });
  });

  it('clear away what a process that died long ago left half-written, and nothing younger', async () => {
    const folder = temporaryFolder();
    const incoming = join(folder, '.incoming');
    mkdirSync(incoming);
    for (const name of ['old', 'young']) writeFileSync(join(incoming, name), 'half');
    utimesSync(join(incoming, 'old'), 1, 1);
    await diskBlobs(folder).put('acme/raw/one', Buffer.from('1'));
    expect(readdirSync(incoming)).toEqual(['young']);
  });

  it('say what to do when the disk refuses, and go on once it does not', async () => {
    const folder = temporaryFolder();
    const inTheWay = join(folder, 'acme');
    writeFileSync(inTheWay, 'a file where a directory must be');
    const blobs = diskBlobs(folder);
    await expect(blobs.put('acme/raw/one', Buffer.from('1'))).rejects.toMatchObject({
      message: expect.stringMatching(/store blob acme\/raw\/one: the disk refused/),
      cause: expect.objectContaining({ syscall: 'mkdir' }),
    });
    rmSync(inTheWay);
    expect(await blobs.put('acme/raw/one', Buffer.from('1'))).toBe(true);
  });

  it('end a stream that is not needed because the blob is there', async () => {
    const blobs = diskBlobs(temporaryFolder());
    await blobs.put('acme/raw/one', Buffer.from('1'));
    let isClosed = false;
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: Buffer.from('x') }),
        return: async () => {
          isClosed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    expect(await blobs.put('acme/raw/one', source)).toBe(false);
    expect(isClosed).toBe(true);
  });
});
