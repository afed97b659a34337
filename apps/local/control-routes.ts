// The demo's controls as JSON: who is there, what time it is, whether everything is done, and which systems play dead.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { epochMs, instantOf, parseInstant, type Instant } from '#core/time.ts';
import { parseDuration } from './duration.ts';
import { FAULT_KINDS, FAULT_VALUES } from './faults.ts';
import type { LocalParts } from './local-parts.ts';

/** Instants sort as text of four-digit years, and certificates must outlive the demo. */
const LATEST = instantOf(Date.UTC(2100, 0, 1));

const CLOCK_USAGE = 'Send {"advance":"P3D"} (an ISO 8601 duration of weeks, days, hours, minutes) or {"to":"2026-12-24T18:00:00Z"}.';
const clockSchema = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ to: z.string() })]);

const FAULT_USAGE = `Send one or more of ${FAULT_KINDS.join(', ')}, each with one of ${FAULT_VALUES.join(', ')}, for example {"smtp":"down"}.`;
const faultSchema = z.partialRecord(z.enum(FAULT_KINDS), z.enum(FAULT_VALUES)).refine((faults) => Object.keys(faults).length > 0);

type ControlParts = Pick<LocalParts, 'people' | 'clock' | 'advance' | 'settle' | 'faults'>;

export function controlRoutes(parts: ControlParts): Hono {
  const app = new Hono();
  app.get('/local/people', (context) => context.json(parts.people));
  app.get('/local/clock', (context) => context.json({ now: parts.clock() }));
  app.post('/local/clock', async (context) => {
    const asked = clockSchema.safeParse(await bodyOf(context));
    if (!asked.success) return context.json({ error: `This is no way to set the clock. ${CLOCK_USAGE}` }, 400);
    const now = parts.clock();
    const to = 'to' in asked.data ? parseTime(asked.data.to) : after(now, asked.data.advance);
    if (to === undefined) return context.json({ error: `This is no time that the clock understands. ${CLOCK_USAGE}` }, 400);
    if (to < now) return context.json({ error: `It is ${now} already, and the clock only goes forward. Choose a later time.` }, 400);
    if (to > LATEST) return context.json({ error: `The clock goes up to ${LATEST}. Choose an earlier time.` }, 400);
    return context.json({ now: await parts.advance(to) });
  });
  app.post('/local/settle', async (context) => context.json(await parts.settle()));
  app.get('/local/faults', (context) => context.json(parts.faults.state()));
  app.post('/local/faults', async (context) => {
    const asked = faultSchema.safeParse(await bodyOf(context));
    if (!asked.success) return context.json({ error: `This is no fault that the demo can pretend. ${FAULT_USAGE}` }, 400);
    for (const kind of FAULT_KINDS) {
      const value = asked.data[kind];
      if (value !== undefined) parts.faults.set(kind, value);
    }
    return context.json(parts.faults.state());
  });
  return app;
}

/** Only with a date and a zone: Date.parse would read much else, and in the machine's own zone. */
function parseTime(text: string): Instant | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? parseInstant(text) : undefined;
}

function after(now: Instant, duration: string): Instant | undefined {
  const ms = parseDuration(duration);
  // Far beyond the latest time there is no Date at all.
  return ms === undefined ? undefined : instantOf(Math.min(epochMs(now) + ms, epochMs(LATEST) + 1));
}

/** Undefined, which no schema takes, for a body that is not JSON. */
async function bodyOf(context: Context): Promise<unknown> {
  return context.req.json<unknown>().catch(() => undefined);
}
