// What became of messages to recipients, put on the record. Repeating it changes nothing: each outcome is known by its effect.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Commands } from '#core/ports.ts';
import type { Delivery } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import type { Effect } from '#stores/effect-row.ts';
import { deliveryOf } from './planned.ts';

type Parts = { readonly commands: Commands; readonly now: () => Instant };
type EndedOf = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly ended: readonly Effect[] };

const BY = { kind: 'system', via: 'dispatch' } as const;

/**
 * One commit for all that were accepted in a pass; those that were not, here or at all, singly, since the sender is told of each.
 * @returns a version of the record in which all of them stand; 0 where there are none
 */
export async function recordDeliveries({ commands, now }: Parts, { tenant, envelope, ended }: EndedOf): Promise<number> {
  let version = 0;
  const { accepted = [], rerouted = [], undeliverable = [] } = Object.groupBy(ended.flatMap(deliveryOf), ({ outcome }) => outcome);
  for (const deliveries of [accepted, ...[...rerouted, ...undeliverable].map((one) => [one])]) {
    if (deliveries.length === 0) continue;
    const key = keyOf(deliveries);
    const outcome = await commands.run(tenant, envelope, { type: 'record-deliveries', at: now(), by: BY, key, deliveries });
    if (outcome.ok) version = Math.max(version, outcome.version);
  }
  return version;
}

function keyOf(deliveries: readonly Delivery[]): string {
  return `deliveries/${deliveries.map(({ effect }) => effect).join('+')}`;
}
