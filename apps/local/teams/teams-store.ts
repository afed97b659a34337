// What the stand-in for Teams remembers: every message of every conversation, what single people see in its place, who can be reached.
// All of it is a file of changes, read again at the next start.
import { join } from 'node:path';
import { z } from 'zod';
import { linesFile } from './lines-file.ts';

const json = z.record(z.string(), z.unknown());
/** Whatever a bot posted, and whatever is in it. */
export type Json = z.output<typeof json>;

/** `blocked`: the person blocked the bot. `removed`: the app is not installed for them. */
export const REACHES = ['installed', 'blocked', 'removed'] as const;
export type Reach = (typeof REACHES)[number];

const change = z.discriminatedUnion('did', [
  z.object({
    did: z.literal('post'),
    conversation: z.string(),
    id: z.string(),
    by: z.string(),
    activity: json,
    only: z.string().optional(),
  }),
  z.object({ did: z.literal('update'), conversation: z.string(), id: z.string(), activity: json }),
  z.object({ did: z.literal('delete'), conversation: z.string(), id: z.string() }),
  z.object({ did: z.literal('view'), conversation: z.string(), id: z.string(), viewer: z.string(), card: json }),
  z.object({ did: z.literal('group'), conversation: z.string(), tenant: z.string() }),
  z.object({ did: z.literal('reach'), user: z.string(), reach: z.enum(REACHES) }),
]);
type Change = z.output<typeof change>;

/**
 * @property by `bot`, or the id of the person who wrote it
 * @property only the one person who sees a targeted message
 * @property views what single people see instead, until the message is updated
 * @property changes how often it was updated
 */
export type StoredMessage = {
  readonly conversation: string;
  readonly id: string;
  readonly by: string;
  readonly only?: string | undefined;
  readonly activity: Json;
  readonly views: ReadonlyMap<string, Json>;
  readonly changes: number;
};

export type TeamsStore = {
  /** @returns the new message's id */
  post(message: { readonly conversation: string; readonly by: string; readonly activity: Json; readonly only?: string }): Promise<string>;
  /** What single people saw in its place is gone. */
  update(where: Where, activity: Json): Promise<void>;
  remove(where: Where): Promise<void>;
  /** From now on `viewer` sees this card there. */
  view(where: Where & { readonly viewer: string; readonly card: Json }): Promise<void>;
  at(where: Where): StoredMessage | undefined;
  /** Oldest first. */
  all(): readonly StoredMessage[];
  /** The Entra tenant of a group conversation. */
  group(conversation: string): string | undefined;
  groups(): ReadonlyMap<string, string>;
  openGroup(conversation: string, tenant: string): Promise<void>;
  reach(user: string): Reach;
  setReach(user: string, reach: Reach): Promise<void>;
};

export type Where = { readonly conversation: string; readonly id: string };

/** @param now the machine's time in milliseconds, of which Teams makes its ids */
export async function teamsStore({ dir, now }: { dir: string; now: () => number }): Promise<TeamsStore> {
  const messages = new Map<string, StoredMessage>();
  const groups = new Map<string, string>();
  const reaches = new Map<string, Reach>();
  let lastId = 0;
  const keyOf = ({ conversation, id }: Where) => `${conversation}\n${id}`;

  function apply(made: Change): void {
    if (made.did === 'group') groups.set(made.conversation, made.tenant);
    else if (made.did === 'reach') reaches.set(made.user, made.reach);
    else if (made.did === 'delete') messages.delete(keyOf(made));
    else if (made.did === 'post') messages.set(keyOf(made), { ...made, views: new Map(), changes: 0 });
    else {
      const was = messages.get(keyOf(made));
      if (!was) return;
      if (made.did === 'view') messages.set(keyOf(made), { ...was, views: new Map([...was.views, [made.viewer, made.card]]) });
      else messages.set(keyOf(made), { ...was, activity: made.activity, views: new Map(), changes: was.changes + 1 });
    }
    if (made.did === 'post') lastId = Math.max(lastId, Number(made.id));
  }

  const file = await linesFile(join(dir, 'teams.jsonl'), (value) => {
    const known = change.safeParse(value);
    if (known.success) apply(known.data);
  });
  async function record(made: Change): Promise<void> {
    await file.append(made);
    apply(made);
  }

  return {
    async post(message) {
      lastId = Math.max(lastId + 1, now());
      const id = String(lastId);
      await record({ did: 'post', id, ...message });
      return id;
    },
    update: async (where, activity) => record({ did: 'update', ...where, activity }),
    remove: async (where) => record({ did: 'delete', ...where }),
    view: async (view) => record({ did: 'view', ...view }),
    at: (where) => messages.get(keyOf(where)),
    all: () => [...messages.values()].toSorted((a, b) => Number(a.id) - Number(b.id)),
    group: (conversation) => groups.get(conversation),
    groups: () => groups,
    openGroup: async (conversation, tenant) => record({ did: 'group', conversation, tenant }),
    reach: (user) => reaches.get(user) ?? 'installed',
    setReach: async (user, reach) => record({ did: 'reach', user, reach }),
  };
}
