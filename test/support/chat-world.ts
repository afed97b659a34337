// The whole product in one process with all four channels: Slack and Teams on loopback, mail as lists, a clock that stands still. Whatever
// a platform would deliver can be caught on its way in and brought later, again or changed: orders of arrival are then a test's to choose.
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { onTestFinished } from 'vitest';
import type { Table } from '#core/ports.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { fold } from '#core/fold.ts';
import type { Stream } from '#core/record.ts';
import { plus, type Duration } from '#core/time.ts';
import { CAST, NORTHWIND, ROLES, seedCast, type CastMember } from '#apps/local/cast.ts';
import { boxOf } from '#apps/world/secrets.ts';
import { advance } from '#apps/local/engine.ts';
import { faults } from '#apps/local/faults.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { httpIn } from '#apps/local/http.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { seedSlack } from '#apps/local/slack/seed-slack.ts';
import { slackDriver } from '#apps/local/slack/slack-driver.ts';
import { slackStandIn } from '#apps/local/slack/slack-stand-in.ts';
import { seedTeams } from '#apps/local/teams/seed-teams.ts';
import { teamsStandIn } from '#apps/local/teams/teams-stand-in.ts';
import { createWorld } from '#apps/world/world.ts';
import { blobKeys } from '#apps/ports.ts';
import { T0 } from './build.ts';
import { folderWithKeys } from './keys.ts';
import { GOOD_IP, signedMail, zone, type Letter } from './mail.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { memoryTable } from './memory-table.ts';
import { requestsIn, type Asked } from './requests-in.ts';

export const SIGN = 'sign@countersign.test';
export const SIGNING_SECRET = 'what Slack signs with in these tests';
const DELIVERIES = new Set(['/slack/events', '/api/messages']);

/** What a platform brought, byte for byte. */
export type Caught = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type Answered = { readonly status: number; readonly body: string };
export type Sent = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly replyTo: string;
  readonly kind: string;
};

/** Ines has an account in Teams here, so that every member can be asked on every channel. */
const PEOPLE: readonly CastMember[] = CAST.map((one) =>
  one === ROLES.colleague
    ? { ...one, teams: { tenant: ROLES.sender.teams?.tenant ?? '', user: '5c1d7a36-0f2b-4e85-93d7-6b8e4a1c9f03' } }
    : one,
);
export const OLIVIA = memberCalled('Olivia');
export const MAX = memberCalled('Max');
export const INES = memberCalled('Ines');
export const LENA = memberCalled('Lena');

export type ChatWorld = Awaited<ReturnType<typeof chatWorld>>;

/** @param wrap what stands between the product and its rows */
export async function chatWorld({ wrap = (table) => table }: { readonly wrap?: (table: Table) => Table } = {}) {
  const rows = memoryTable();
  const table = wrap(rows);
  const folder = await folderWithKeys();
  const clock = standingClock();
  /** Grows where something waits for a later attempt, so that nobody has to. */
  let laterMs = 0;
  const machineNow = () => Date.now() + laterMs;
  const reports: string[] = [];
  const mails: Sent[] = [];
  const caught: Caught[] = [];
  let isHeld = false;

  let answer: (request: Request) => Response | Promise<Response> = () => new Response('', { status: 503 });
  const http = await httpIn({ answer: async (request) => answer(request), host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${http.port}`;
  const pretended = faults();
  const slackIn = await slackStandIn({ dir: join(folder, 'slack'), faults: pretended, machineNow });
  const teamsIn = await teamsStandIn({ dir: join(folder, 'teams'), cast: PEOPLE, faults: pretended, clock: clock.now, machineNow });
  const slack = slackDriver({ standIn: slackIn, eventsUrl: () => `${origin}/slack/events`, secret: SIGNING_SECRET, machineNow });
  const teams = teamsIn.driver(() => `${origin}/api/messages`);
  onTestFinished(async () => void (await Promise.all([http.close(), slackIn.close(), teamsIn.close()])));

  const secret = (name: string) => Buffer.from(name.padEnd(32));
  const secrets = { token: secret('token'), code: secret('code'), web: secret('web'), id: secret('id') };
  const blobs = memoryBlobs();
  const world = await createWorld({
    table,
    blobs,
    authorityFolder: join(folder, 'authority'),
    secrets,
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: SIGN, isLocal: true },
    transport: {
      async send({ to, raw }) {
        const { subject = '', text = '', replyTo, headers } = await simpleParser(Buffer.from(raw));
        const kind = headers.get('x-countersign-kind');
        mails.push({ to, subject, text, replyTo: replyTo?.value[0]?.address ?? '', kind: typeof kind === 'string' ? kind : '' });
        return { providerId: `p${mails.length}`, wireMessageId: `<m${mails.length}@countersign.test>` };
      },
    },
    resolver: zone(),
    chats: { slack: { signingSecrets: [SIGNING_SECRET], apiUrl: slackIn.apiUrl }, teams: teamsIn.settings },
    clock: clock.now,
    machineNow,
    sleep: async () => new Promise((done) => setImmediate(done)),
    isReady: () => true,
    wake: () => undefined,
    report: (fault, doing) => void reports.push(`${doing}: ${fault instanceof Error ? fault.message : String(fault)}`),
  });
  const { accounts, installations } = world.stores;
  await seedCast(world.directory);
  await seedSlack({ accounts, installations, now: clock.now, box: boxOf(secrets) });
  await seedTeams({ accounts, installations, teams: teamsIn, now: clock.now() });

  answer = async (request) => {
    const path = new URL(request.url).pathname;
    if (!DELIVERIES.has(path)) return world.web.fetch(request);
    const one = { path, headers: Object.fromEntries(request.headers), body: await request.text() };
    caught.push(one);
    return isHeld ? new Response(null, { status: 200 }) : world.web.fetch(requestOf(one));
  };

  function requestOf({ path, headers, body }: Caught): Request {
    return new Request(`${origin}${path}`, { method: 'POST', headers, body });
  }

  async function settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      const { undispatched } = await world.dispatcher.settle();
      if (undispatched === 0) return;
      laterMs += 60_000;
    }
    throw new Error(`The dispatcher does not come to rest. It reported: ${reports.join(' | ')}`);
  }

  return {
    world,
    blobs,
    secrets,
    slackIn,
    teamsIn,
    slack,
    teams,
    faults: pretended,
    machineNow,
    mails,
    /** What the product reported as faults; a test that expects some empties it. */
    reports,
    settle,
    /** Every request that came in, with what became of it. */
    requests: async (): Promise<readonly Asked[]> => requestsIn(rows, world.stores.inbox),
    /** Whatever is delivered while `act` runs is kept back. @returns the last of it */
    async held(act: () => Promise<unknown>): Promise<Caught> {
      isHeld = true;
      const before = caught.length;
      try {
        await act();
      } finally {
        isHeld = false;
      }
      const last = caught.slice(before).at(-1);
      if (!last) throw new Error('Nothing was delivered, so there was nothing to keep back.');
      return last;
    },
    async bring(one: Caught): Promise<Answered> {
      const response = await world.web.fetch(requestOf(one));
      return { status: response.status, body: await response.text() };
    },
    async letter(letter: Letter): Promise<() => Promise<Answered>> {
      const raw = await signedMail({
        ...letter,
        ...(letter.signing === 'none' ? {} : { signing: { signedAt: new Date(clock.now()), ...letter.signing } }),
      });
      const mailFrom = /<(.+)>/.exec(letter.from)?.[1] ?? '';
      return async () => {
        const blob = blobKeys.inboundMail(sha256Of(raw));
        await world.ports.blobs.put(blob, raw);
        const connection = { remoteIp: GOOD_IP, helo: 'mail.test', receivedAt: clock.now() };
        await world.email.accept({ blob, mailFrom, recipient: String(letter.to), ...connection });
        return { status: 200, body: '' };
      };
    },
    async advance(by: Duration): Promise<void> {
      await advance({ dispatcher: world.dispatcher, clock, to: plus(clock.now(), by) });
      await settle();
    },
    prefer: async (channel: 'email' | 'slack' | 'teams', people: readonly CastMember[]) => {
      for (const { tenant, email } of people) await accounts.prefer(tenant ?? NORTHWIND.id, email, channel);
    },
    async stream(envelope: EnvelopeId, tenant: TenantId = NORTHWIND.id): Promise<Stream> {
      return world.ledger.load(tenant, envelope);
    },
    /** The newest envelope so called. */
    async called(title: string): Promise<EnvelopeId> {
      for await (const id of world.ledger.envelopes(NORTHWIND.id)) {
        const state = fold(await world.ledger.load(NORTHWIND.id, id));
        if (state.status !== 'none' && state.title === title) return id;
      }
      throw new Error(`There is no envelope called ${title}. Reported: ${reports.join(' | ') || 'nothing'}.`);
    },
  };
}

let document: Promise<Uint8Array> | undefined;

export async function sampleFile(): Promise<{ readonly filename: string; readonly bytes: Buffer }> {
  document ??= contractPdf({ pages: 1 });
  return { filename: 'agreement.pdf', bytes: Buffer.from(await document) };
}

function standingClock() {
  let now = T0;
  return { now: () => now, set: (to: typeof T0) => void (now = to > now ? to : now) };
}

function memberCalled(name: string): CastMember {
  const found = PEOPLE.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`The cast has nobody called ${name}.`);
  return found;
}
