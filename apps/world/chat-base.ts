// What every chat is given, besides what every channel is.
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import { intents } from '#apps/chat/intents.ts';
import { repairing } from '#apps/dispatch/repair.ts';
import type { Table } from '#core/ports.ts';
import type { Base } from './base.ts';
import { derived, type Secrets } from './secrets.ts';
import type { WorldStores } from './world-stores.ts';

export type ChatParts = {
  readonly ports: ChatPorts;
  readonly stores: WorldStores;
  readonly table: Table;
  readonly secrets: Secrets;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export function chatPortsOf({ ports, stores }: Base, secrets: Secrets): ChatPorts {
  return {
    ...ports,
    cards: stores.cards,
    intents: intents([derived(secrets, 'buttons')]),
    repair: repairing(stores),
    desk: async (tenant, email) => stores.projections.ofPerson(tenant, email),
  };
}
