// Carries a proven delivery to Bolt and Bolt's answer back, on any server. Bolt's own receivers parse before they verify, answer 500 for
// work that is stored, and let Slack's three seconds pass; this one holds the answer until the listener is done, but never for so long.
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { gate, type Arrival, type Retry, type SigningSecrets } from './gate.ts';
import { readPayload, textAt, type Body } from './payload.ts';
import { faultFrom, NotStored, withTransit, type Transit } from './transit.ts';
import { wordsIn } from './words.ts';

export type Reply = { readonly status: number; readonly body: string; readonly contentType?: 'application/json' | 'text/plain' };

export type SlackReceiver = Receiver & {
  /** Never throws. */
  readonly receive: (arrival: Arrival) => Promise<Reply>;
};

type Parts = {
  readonly secrets: SigningSecrets;
  /** The machine's clock, epoch milliseconds. */
  readonly now: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

/** Slack gives up after three seconds; the way there and back is part of them. */
const DEADLINE_MS = 2_500;
const DONE: Reply = { status: 200, body: '' };
/** Slack delivers an event again, and tells a person who pressed or handed in that it did not work. */
const UNSTORED: Reply = { status: 503, body: '' };

export function slackReceiver(parts: Parts): SlackReceiver {
  let app: App | undefined;
  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
    receive: async (arrival) => receive(parts, app, arrival),
  };
}

async function receive({ secrets, now, report }: Parts, app: App | undefined, arrival: Arrival): Promise<Reply> {
  const gated = gate(arrival, { secrets, now: now() });
  if (!gated.ok) {
    report(new Error(`A request to Slack's address was refused: ${gated.why}.`), 'verifying a delivery from Slack');
    return { status: gated.status, body: '' };
  }
  const body = readPayload(gated.text, gated.form);
  if (!body) return { status: 400, body: '' };
  if (body['ssl_check'] === '1') return DONE;
  if (textAt(body, 'type') === 'url_verification') return json({ challenge: textAt(body, 'challenge') ?? '' });
  if (!app) return UNSTORED;
  return inTime(carry({ app, body, timestamp: gated.timestamp, retry: gated.retry }, report));
}

type Delivery = { readonly app: App; readonly body: Body; readonly timestamp: string; readonly retry: Retry | undefined };
/** @property late what can be answered at any moment before the end */
type Carried = { readonly reply: Promise<Reply>; readonly late: () => Reply };

function carry({ app, body, timestamp, retry }: Delivery, report: Parts['report']): Carried {
  const transit: Transit = { timestamp, storing: 'none' };
  let acked: Reply | undefined;
  const event: ReceiverEvent = {
    body,
    customProperties: withTransit(transit),
    ...(retry && { retryNum: retry.num, retryReason: retry.reason }),
    ack: async (response?: unknown) => {
      acked ??= replyOf(response);
    },
  };
  const reply = app.processEvent(event).then(
    () => acked ?? DONE,
    (thrown: unknown) => {
      const fault = faultFrom(thrown);
      report(fault, `carrying ${nameOf(body)} from Slack`);
      if (fault instanceof NotStored) return { status: 500, body: '' };
      return acked ?? DONE;
    },
  );
  return { reply, late: () => lateReply(body, transit, acked) };
}

async function inTime({ reply, late }: Carried): Promise<Reply> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Reply>((answer) => {
    timer = setTimeout(() => answer(late()), DEADLINE_MS);
  });
  try {
    return await Promise.race([reply, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is not stored yet must not be acknowledged: should it end well after all, its second delivery is known by its key. */
function lateReply(body: Body, { storing }: Transit, acked: Reply | undefined): Reply {
  if (storing === 'under-way') return UNSTORED;
  if (storing === 'none' && textAt(body, 'event_id') !== undefined) return UNSTORED;
  if (acked) return acked;
  if (storing === 'none' && textAt(body, 'command') !== undefined) return json({ response_type: 'ephemeral', text: wordsIn().slow });
  return DONE;
}

function replyOf(response: unknown): Reply {
  if (typeof response === 'string') return { status: 200, body: response, contentType: 'text/plain' };
  return response === undefined || response === null ? DONE : json(response);
}

function json(value: unknown): Reply {
  return { status: 200, body: JSON.stringify(value), contentType: 'application/json' };
}

/** For reports: its kind, nothing that somebody wrote. */
function nameOf(body: Body): string {
  return textAt(body, 'event', 'type') ?? textAt(body, 'command') ?? textAt(body, 'type') ?? 'a delivery';
}
