// What stands in the demo's Slack: messages, files and home tabs, kept on disk so that a second start finds them again, and the modals that
// are open. The emulator behind it forgets everything when it stops, and shows no person's view of it.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isCode } from '#stores/durable-files.ts';
import { isFields, type Fields } from './json.ts';
import { CHANNEL, directChannel } from './team.ts';

const fields = z.custom<Fields>(isFields);
const messageSchema = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string().nullable(),
  /** Who wrote it. */
  user: z.string(),
  text: z.string(),
  blocks: z.array(fields),
  /** The only person who sees it; null for everyone in the channel. */
  onlyTo: z.string().nullable(),
  edited: z.boolean(),
  files: z.array(z.string()),
  metadata: fields.nullable(),
});
const fileSchema = z.object({
  id: z.string(),
  user: z.string(),
  name: z.string(),
  title: z.string(),
  contentType: z.string(),
  bytes: z.number(),
});
const stateSchema = z.object({ messages: z.array(messageSchema), files: z.array(fileSchema), homes: z.record(z.string(), fields) });

export type BoardMessage = Readonly<z.output<typeof messageSchema>>;
export type BoardFile = Readonly<z.output<typeof fileSchema>>;
export type Place = Pick<BoardMessage, 'channel' | 'ts'>;
type State = z.output<typeof stateSchema>;

export type Board = {
  post(message: Pick<BoardMessage, 'channel' | 'user' | 'text'> & Partial<BoardMessage>): Promise<BoardMessage>;
  /** @returns undefined where there is no such message */
  edit(place: Place, change: Partial<Pick<BoardMessage, 'text' | 'blocks'>>): Promise<BoardMessage | undefined>;
  remove(place: Place): Promise<void>;
  find(place: Place): BoardMessage | undefined;
  /** Oldest first, without what only one person sees. */
  inChannel(channel: string): readonly BoardMessage[];
  /** Everything that this person sees, oldest first. */
  seenBy(user: string): readonly BoardMessage[];
  publishHome(user: string, view: Fields): Promise<void>;
  home(user: string): Fields | undefined;
  addFile(file: BoardFile, content: Uint8Array): Promise<BoardFile>;
  file(id: string): BoardFile | undefined;
  contentOf(file: BoardFile): Promise<Uint8Array>;
};

export async function board({ dir, machineNow }: { readonly dir: string; readonly machineNow: () => number }): Promise<Board> {
  const path = join(dir, 'workspace.json');
  await mkdir(join(dir, 'files'), { recursive: true, mode: 0o700 });
  const state = await load(path);
  const nextTs = timestamps(machineNow, state.messages.at(-1)?.ts);
  let saving: Promise<void> = Promise.resolve();

  /** Whoever is answered finds it there after any stop; one write at a time, the last word complete. */
  async function save(): Promise<void> {
    saving = saving.catch(() => undefined).then(async () => store(path, state));
    await saving;
  }

  const find = ({ channel, ts }: Place) => state.messages.find((one) => one.channel === channel && one.ts === ts);
  return {
    async post(given) {
      const empty = { thread: null, blocks: [], onlyTo: null, files: [], metadata: null };
      const message = messageSchema.parse({ ...empty, ...given, ts: nextTs(), edited: false });
      state.messages.push(message);
      await save();
      return message;
    },
    async edit(place, change) {
      const known = find(place);
      if (!known) return undefined;
      Object.assign(known, change, { edited: true });
      await save();
      return known;
    },
    async remove(place) {
      state.messages = state.messages.filter(({ channel, ts }) => channel !== place.channel || ts !== place.ts);
      await save();
    },
    find,
    inChannel: (channel) => state.messages.filter((one) => one.channel === channel && one.onlyTo === null),
    seenBy: (user) =>
      state.messages.filter(
        ({ channel, onlyTo }) => (channel === CHANNEL.id || channel === directChannel(user)) && (onlyTo === null || onlyTo === user),
      ),
    async publishHome(user, view) {
      state.homes[user] = view;
      await save();
    },
    home: (user) => state.homes[user],
    async addFile(file, content) {
      await writeFile(join(dir, 'files', file.id), content, { mode: 0o600 });
      state.files.push(file);
      await save();
      return file;
    },
    file: (id) => state.files.find((file) => file.id === id),
    contentOf: async ({ id }) => readFile(join(dir, 'files', id)),
  };
}

/** Slack's own: seconds and a counter, unique in a workspace and rising. */
function timestamps(machineNow: () => number, last = '0.0'): () => string {
  let [seconds = 0, count = 0] = last.split('.').map(Number);
  return () => {
    const now = Math.floor(machineNow() / 1_000);
    count = now > seconds ? 1 : count + 1;
    seconds = Math.max(now, seconds);
    return `${seconds}.${String(count).padStart(6, '0')}`;
  };
}

async function load(path: string): Promise<State> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return { messages: [], files: [], homes: {} };
    throw new Error(`Could not read the demo's Slack in ${path}. Delete the file to begin with an empty workspace.`, { cause });
  }
}

async function store(path: string, state: State): Promise<void> {
  await writeFile(`${path}.draft`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${path}.draft`, path);
}
