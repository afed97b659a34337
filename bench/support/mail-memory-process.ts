// One mail in a process of its own, and how much memory that took at its height, as the system counts it. The mail is stored in pieces, as a
// mail server does, and then taken up as the product would. Started by mail-memory.js.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ZoneKeys } from '#apps/local/dns-zone.ts';
import { blobKeys } from '#apps/ports.ts';
import { contentHash } from '#stores/content-hash.ts';
import { carryOut, mailWorld } from './mail-world.ts';
import { UNOPENED } from './unopened.ts';

const [, , folder = '', file = '', from = '', to = '', zone = '{}'] = process.argv;
const idle = await highestMegabytes();
const pieces = () => createReadStream(file, { highWaterMark: 16 * 1024 });
const world = await mailWorld({ folder, zone: JSON.parse(zone) as ZoneKeys, sealer: UNOPENED });
const blob = blobKeys.inboundMail(await contentHash(pieces()));
await world.ports.blobs.put(blob, pieces());
const stored = await highestMegabytes();
const outcome = await carryOut(world, { blob, from, to });
console.log(JSON.stringify({ idle, stored, highest: await highestMegabytes(), outcome: outcome.kind }));

/** Of all memory that was resident at once (proc(5), VmHWM). */
async function highestMegabytes(): Promise<number> {
  const [, kilobytes = 'NaN'] = /^VmHWM:\s+(\d+) kB/m.exec(await readFile('/proc/self/status', 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 102.4) / 10;
}
