// Events of AWS that none of us made, given to those who would be called with them: `npm run events -- <folder of corpora>`. Says of each what
// became of it; 0 only where none was too much for whoever got it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { httpHere } from '#apps/aws/http-here.ts';
import { readLead } from '#apps/aws/leads.ts';
import { routed } from '#apps/aws/routed.ts';
import { sesSays } from '#apps/email/ses/notification.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run events -- FOLDER');
  process.exit(2);
}

const app = new Hono().all('*', (c) => c.text(`${c.req.method} ${c.req.path}`));
const http = httpHere(async () => app);

type Event = Record<string, unknown>;

/** @returns what became of it; undefined where no function of ours is called with such events */
async function given(event: Event): Promise<string | undefined> {
  const [first] = Array.isArray(event['Records']) ? (event['Records'] as Event[]) : [];
  if (first?.['eventSource'] === 'aws:dynamodb') {
    const { requests, followUps } = routed((event as unknown as DynamoDBStreamEvent).Records);
    return `stream: ${requests.length + followUps.length} leads`;
  }
  if (first?.['eventSource'] === 'aws:sqs') {
    const { Records } = event as unknown as SQSEvent;
    return `queue: ${Records.filter(({ body }) => !isLead(body)).length} of ${Records.length} given back`;
  }
  if (event['notificationType'] !== undefined || event['eventType'] !== undefined) return ses(event);
  if (event['version'] === '2.0' && event['type'] === undefined) {
    const { statusCode } = await http(event as unknown as Parameters<typeof http>[0]);
    return `http: ${statusCode}`;
  }
  return undefined;
}

function isLead(body: string): boolean {
  try {
    readLead(body);
    return true;
  } catch {
    return false;
  }
}

/** Some are broken on purpose. */
function eventIn(text: string): Event | undefined {
  try {
    return JSON.parse(text) as Event;
  } catch {
    return undefined;
  }
}

/** What is known in a shape that is not ours, as of a rule with another action, stays in the queue for a person. */
function ses(event: Event): string {
  try {
    return `ses: ${sesSays(JSON.stringify(event)).is}`;
  } catch (fault) {
    if (fault instanceof Error && fault.message.includes('It stays in the queue')) return 'ses: kept for a person';
    throw fault;
  }
}

const became = new Map<string, number>();
const broken: string[] = [];
for (const path of await readdir(join(folder, 'aws'), { recursive: true })) {
  if (!path.endsWith('.json') || path === 'manifest.json') continue;
  const event = eventIn(await readFile(join(folder, 'aws', path), 'utf8'));
  if (!event) continue;
  try {
    const what = await given(event);
    if (what !== undefined) became.set(what, (became.get(what) ?? 0) + 1);
  } catch (fault) {
    broken.push(`${path}: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
for (const [what, count] of [...became].toSorted(([a], [b]) => a.localeCompare(b))) console.log(`${String(count).padStart(4)}  ${what}`);
for (const one of broken) console.log(`broken  ${one}`);
console.log(JSON.stringify({ bench: 'events', became: Object.fromEntries(became), broken: broken.length }));
process.exitCode = broken.length === 0 ? 0 : 1;
