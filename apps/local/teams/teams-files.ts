// Files that people put into their chat with the bot: kept beside the messages and fetched by an unguessable address, as from SharePoint.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { writeDurably } from '#stores/durable-files.ts';

export type TeamsFiles = {
  readonly app: Hono;
  /** @returns the path under which it is fetched, without any token */
  keep(bytes: Uint8Array): Promise<{ readonly id: string; readonly path: string }>;
};

const ID = /^[0-9a-f-]{36}$/;

export function teamsFiles({ dir }: { dir: string }): TeamsFiles {
  const app = new Hono();
  app.get('/files/:id', async (context) => {
    const id = context.req.param('id');
    const bytes = ID.test(id) ? await readFile(join(dir, id)).catch(() => undefined) : undefined;
    if (!bytes) return context.notFound();
    return context.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' });
  });
  return {
    app,
    async keep(bytes) {
      const id = randomUUID();
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await writeDurably(join(dir, id), bytes);
      return { id, path: `/files/${id}` };
    },
  };
}
