// Microsoft's Agents Playground in front of a product: a Teams client and connector of Microsoft's own making, with one of the demo's people
// signed in. It authenticates nothing, so a product that it reaches has Teams without authentication, on loopback.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { CastMember } from '#apps/local/cast.ts';
import { temporaryFolder } from './temporary.ts';

/** How the playground calls its signed-in user, and the personal chat with the bot. */
export const MEMBER = 'user-id-0';
export const CONVERSATION = 'personal-chat';

type Started = { readonly port: number; readonly endpoint: string; readonly person: CastMember };

export async function startPlayground({ port, endpoint, person }: Started): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.m365agentsplayground.yml'), settingsFor(person));
  const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  const guard = fileURLToPath(new URL('./only-loopback.js', import.meta.url));
  const origin = `http://127.0.0.1:${port}`;
  const settings = ['-e', endpoint, '-c', 'msteams', '-p', `${port}`, '--service-url', `${origin}/_connector`, '--disable-telemetry'];
  const path = `${withoutOpening(folder)}${delimiter}${process.env['PATH']}`;
  const running = spawn(process.execPath, ['--import', guard, cli, 'start', ...settings], {
    cwd: folder,
    env: { PATH: path, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    running.kill();
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  });
  const said = await untilListening(running);
  if (said.includes(`Listening on ${port}`)) return origin;
  throw new Error(`The Agents Playground did not start on port ${port}: ${said}`);
}

/** It opens a browser of its own when it is up, and ends where it finds none. */
function withoutOpening(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of ['xdg-open', 'open']) writeFileSync(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  return bin;
}

/** Goes on reading for as long as it runs: what it writes must not be kept waiting. */
async function untilListening(running: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((ready) => {
    for (const stream of [running.stdout, running.stderr]) {
      stream?.on('data', (chunk) => {
        said += String(chunk);
        if (said.includes('Listening on')) ready(said);
      });
    }
    running.once('exit', () => ready(said));
  });
}

/** Chosen before it starts: the product must know its connector, and it must know the product. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** It takes no fewer than five others. */
const OTHERS = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'].map((name, at) => ({
  id: `user-id-${at + 1}`,
  name: `${name} Other`,
  email: `${name.toLowerCase()}@northwind.test`,
  user: `00000000-0000-4000-8000-00000000004${at}`,
}));

function settingsFor({ name, email, teams }: CastMember): string {
  return JSON.stringify({
    version: '0.1.1',
    tenantId: teams?.tenant,
    bot: { id: '28:countersign', name: 'Countersign' },
    currentUser: userOf({ id: MEMBER, name, email, user: teams?.user ?? '' }),
    users: OTHERS.map(userOf),
    personalChat: { id: CONVERSATION },
    groupChat: { id: 'group-chat', name: 'Group' },
    team: { id: 'team', name: 'Team', aadGroupId: '00000000-0000-4000-8000-000000000031', channels: [{ id: 'channel', name: 'Channel' }] },
  });
}

function userOf({ id, name, email, user }: { id: string; name: string; email: string; user: string }): object {
  const [givenName, surname] = name.split(' ');
  return { id, name, givenName, surname, email, userPrincipleName: email, aadObjectId: user };
}
