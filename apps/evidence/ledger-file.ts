// `ledger.json`: the whole record of an envelope as RFC 8785 JSON, internal events included; and `events.json`, the same events for reading,
// which is made from it and can be made again.
import { z } from 'zod';
import { canonical, type Json } from '#core/canonical.ts';
import { eventsOf } from '#core/chain.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import type { EnvelopeId, Sha256, TenantId } from '#core/ids.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';

export type LedgerFile = { readonly envelope: EnvelopeId; readonly tenant: TenantId; readonly stream: Stream };

const FORMAT = 'countersign-ledger/1';
const hash = z.custom<Sha256>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const text = <T extends string>() => z.custom<T>((value) => typeof value === 'string');
const commit = z.strictObject({
  version: z.int(),
  previous: hash.nullable(),
  leaves: z.array(hash),
  hash,
  key: z.string(),
  writer: z.string(),
  recordedAt: text<Instant>(),
  stored: z.array(
    z.strictObject({ text: z.string(), beside: z.record(z.string(), z.strictObject({ value: z.string(), salt: z.string() })) }),
  ),
});
const schema = z.strictObject({
  format: z.literal(FORMAT),
  envelope: text<EnvelopeId>(),
  tenant: text<TenantId>(),
  commits: z.array(commit).min(1),
});

export function ledgerText({ envelope, tenant, stream }: LedgerFile): string {
  // Named one by one, so that a field that is added to a stored commit some day does not slip out unseen.
  const commits = stream.commits.map(({ version, previous, leaves, hash: own, key, writer, recordedAt, stored }) => ({
    version,
    previous,
    leaves,
    hash: own,
    key,
    writer,
    recordedAt,
    stored: stored.map(({ text: leaf, beside }) => ({ text: leaf, beside })),
  }));
  return canonical({ format: FORMAT, envelope, tenant, commits });
}

/** @returns undefined for what is no ledger, or is one written in another way than RFC 8785 */
export function readLedger(content: string): LedgerFile | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    const read = schema.safeParse(parsed);
    if (!read.success || canonical(parsed as Json) !== content) return undefined;
    const { envelope, tenant, commits } = read.data;
    return { envelope, tenant, stream: { version: commits.length, commits } };
  } catch {
    return undefined;
  }
}

/** Every event with its personal values in their places, internal ones marked: comments and approvals as people wrote them. */
export function eventsText(stream: Stream): string {
  const lines = eventsOf(stream).map(({ version, index, event }) => {
    const leaf = stream.commits[version - 1]?.stored[index]?.text ?? '';
    const { audience } = JSON.parse(leaf) as { readonly audience: string };
    return { version, index, audience, event };
  });
  return `${JSON.stringify(lines, null, 2)}\n`;
}

/** @returns undefined where the leaves hold what no ledger of ours does */
export function eventsIn(stream: Stream): readonly EnvelopeEvent[] | undefined {
  try {
    return eventsOf(stream).map(({ event }) => event);
  } catch {
    return undefined;
  }
}
