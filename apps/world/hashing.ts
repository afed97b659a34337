// What a pure core may not reach, from Node: hashes, random bytes, time zones' offsets.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { envelopeIdOf, type EnvelopeId, type HashText, type Sha256, type TenantId } from '#core/ids.ts';
import { epochMs, type Instant, type OffsetAt } from '#core/time.ts';
import type { Random } from '#core/chain.ts';

export const sha256: HashText = (utf8) => createHash('sha256').update(utf8, 'utf8').digest('hex') as Sha256;

export function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}

export const random: Random = (bytes) => randomBytes(bytes).toString('hex');

/** HMAC(tenant, key, attempt), so that a redelivered request finds its own envelope. */
export function envelopeIds(secret: Uint8Array) {
  return (tenant: TenantId, key: string, attempt: number): EnvelopeId =>
    envelopeIdOf(
      createHmac('sha256', secret)
        .update(JSON.stringify([tenant, key, attempt]))
        .digest(),
    );
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Offsets change at whole quarters of an hour only. */
const QUARTER_MS = 15 * 60_000;
const MOST_KNOWN = 1_000;
const known = new Map<string, number>();

/** From Node's time-zone data; an unknown zone is a fault of configuration. */
export const offsetAt: OffsetAt = (zone, at) => {
  const name = `${zone} ${Math.floor(epochMs(at) / QUARTER_MS)}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const offset = lookedUp(zone, at);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, offset);
  return offset;
};

function lookedUp(zone: string, at: Instant): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const name = format.formatToParts(epochMs(at)).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
