// Commits as JSON rows and back: the read edge of the ledger. What is hashed is the text of each leaf, so field order here is free.
import { z } from 'zod';
import type { Sha256 } from '#core/ids.ts';
import type { Item } from '#core/ports.ts';
import type { Commit } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { brand, readBody } from './row-body.ts';

const sha256 = brand<Sha256>();
const commit = z.object({
  version: z.int().min(1),
  previous: sha256.nullable(),
  leaves: z.array(sha256),
  hash: sha256,
  key: z.string(),
  writer: z.string(),
  recordedAt: brand<Instant>(),
  stored: z.array(z.object({ text: z.string(), beside: z.record(z.string(), z.object({ value: z.string(), salt: z.string() })) })),
});

export function encodeCommit({ version, previous, leaves, hash, key, writer, recordedAt, stored }: Commit): string {
  return JSON.stringify({ version, previous, leaves, hash, key, writer, recordedAt, stored });
}

export function decodeCommit(item: Item): Commit {
  return readBody(commit, item);
}
