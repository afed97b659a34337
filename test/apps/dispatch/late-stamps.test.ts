// How long a seal waits for a time-stamp, and the one that is fetched later and kept beside the file.
import { describe, expect, it } from 'vitest';
import { refuseWithoutTime, stampLate, TimeAwaited } from '#apps/dispatch/late-stamps.ts';
import { MOST_ATTEMPTS, pauseMs } from '#apps/dispatch/retry-time.ts';
import { blobKeys } from '#apps/ports.ts';
import type { TenantId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { instant, sha256 } from '../../support/seal-job.ts';

const COMPLETED = instant('2026-11-24T18:00:00.000Z');
const BARE = {
  bytes: new Uint8Array([1]),
  sha256: sha256('sealed'),
  pages: 6,
  level: 'B-B',
  lacking: ['Nobody gave a time-stamp.'],
} as const;
const TENANT = 'contoso' as TenantId;
const LATE = { tenant: TENANT, documents: [{ document: 'd1', sha256: sha256('sealed'), bytes: 1, pages: 6 }], attempts: 10 } as const;

function refusing(over: Partial<Parameters<typeof refuseWithoutTime>[0]> = {}): () => void {
  return () => refuseWithoutTime({ file: BARE, completedAt: COMPLETED, now: plus(COMPLETED, { minutes: 59 }), attempts: 5, ...over });
}

describe('a seal without the time-stamp that the settings ask for', () => {
  it('is not used within an hour of completion: it is made again', () => {
    expect(refusing()).toThrow(TimeAwaited);
    expect(refusing()).toThrow('Not sealed yet. Nobody gave a time-stamp.');
  });

  it('is tried again at once at first, then with pauses', () => {
    const paused = (attempts: number) => {
      try {
        refusing({ attempts })();
      } catch (fault) {
        return fault instanceof TimeAwaited ? fault.retryAfterMs : undefined;
      }
      return undefined;
    };
    expect([1, 3, 4, 9].map(paused)).toEqual([0, 0, 600_000, 600_000]);
  });

  it('is used after an hour, or when the attempts would run out', () => {
    expect(refusing({ now: plus(COMPLETED, { minutes: 60 }) })).not.toThrow();
    expect(refusing({ attempts: 10 })).not.toThrow();
  });

  it('is used at once where it is all that was asked for, or lacks only what comes after the time-stamp', () => {
    const { lacking: _none, ...asked } = BARE;
    expect(refusing({ file: asked })).not.toThrow();
    expect(refusing({ file: { ...BARE, level: 'B-T' } })).not.toThrow();
  });
});

describe('a late time-stamp', () => {
  async function sealedBlobs() {
    const blobs = memoryBlobs();
    await blobs.put(blobKeys.sealed(TENANT, sha256('sealed')), Buffer.from('the file'));
    return blobs;
  }
  const key = blobKeys.sealedToken(TENANT, sha256('sealed'));

  it('is kept beside the file, and asked for no second time', async () => {
    const blobs = await sealedBlobs();
    const asked: string[] = [];
    const stampLater = async (file: Uint8Array) => {
      asked.push(Buffer.from(file).toString());
      return Buffer.from('token');
    };
    await stampLate({ blobs, sealer: { stampLater } }, LATE);
    await stampLate({ blobs, sealer: { stampLater } }, LATE);
    expect(asked).toEqual(['the file']);
    expect(await blobs.head(key)).toMatchObject({ bytes: 5 });
  });

  it('is not kept where the file has one inside, or where nobody is asked for time-stamps', async () => {
    const blobs = await sealedBlobs();
    await stampLate({ blobs, sealer: { stampLater: async () => 'not-needed' } }, LATE);
    await stampLate({ blobs, sealer: {} }, LATE);
    expect(await blobs.head(key)).toBeUndefined();
  });

  it('is tried again after a while, with the reason, while nobody gives one', async () => {
    const blobs = await sealedBlobs();
    const stampLater = async () => {
      throw new Error('tsa.example.com: it answered 503');
    };
    const failing = stampLate({ blobs, sealer: { stampLater } }, LATE);
    await expect(failing).rejects.toThrow('Sealed, but without a time-stamp. tsa.example.com: it answered 503');
    await expect(failing).rejects.toMatchObject({ retryAfterMs: 1_800_000 });
  });

  it('is asked for over more than a day before anybody has to mend it', async () => {
    const blobs = await sealedBlobs();
    const stampLater = async () => {
      throw new Error('tsa.example.com: it answered 503');
    };
    let waitedMs = 0;
    for (let attempts = 10; attempts < MOST_ATTEMPTS; attempts += 1) {
      const fault: unknown = await stampLate({ blobs, sealer: { stampLater } }, { ...LATE, attempts }).catch((thrown: unknown) => thrown);
      waitedMs += pauseMs({ attempts, fault, random: () => 0 });
    }
    expect(waitedMs).toBeGreaterThan(24 * 3_600_000);
  });
});
