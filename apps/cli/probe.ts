// `countersign doctor --probe`: mails a letter to the signing address by the way out and waits for it at the way in. What each station
// found is said with what to mend; this is the only part of the doctor that sends anything.
import { randomUUID } from 'node:crypto';
import type { LiveConfig } from '#apps/config.ts';
import { authenticateMail } from '#apps/email/gate/authenticate.ts';
import { mailOut } from '#apps/local/mail-out.ts';
import type { DnsResolver } from '#core/ports.ts';
import { messageOf } from './arguments.ts';
import type { Finding } from './finding.ts';
import { dnsFindings } from './probe-dns.ts';
import { PROBE_HEADER, wayInOf, type WayIn } from './probe-way-in.ts';

export type ProbeParts = {
  readonly config: LiveConfig;
  readonly resolver: DnsResolver;
  /** Something to read while one waits. */
  readonly progress: (line: string) => void;
  /** Milliseconds. */
  readonly machineNow: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

const MOST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const PROGRESS_EVERY_MS = 10_000;

export async function probeFindings(parts: ProbeParts): Promise<readonly Finding[]> {
  const { config, resolver } = parts;
  const id = randomUUID();
  const recipient = `sign@${config.mailDomain}`;
  const found = [...(await dnsFindings(config.mailDomain, resolver))];
  const wayIn = await wayInOf(config, { id, recipient }).catch((fault: unknown) => messagesOf(fault));
  if (typeof wayIn === 'string') return [...found, { check: 'Way in', ok: false, say: `${wayIn}. Check IMAP_URL.` }];
  try {
    const sent = await sendProbe(config, { id, recipient });
    if (!sent.ok) return [...found, sent];
    return [...found, sent, ...(await arrival(parts, wayIn))];
  } finally {
    await wayIn.close();
  }
}

async function sendProbe({ mailOut: way, mailDomain }: LiveConfig, { id, recipient }: { id: string; recipient: string }): Promise<Finding> {
  const check = 'Way out';
  const out = mailOut(way);
  const name = way.by === 'ses' ? `Amazon SES in ${way.region}` : `the relay ${new URL(way.url).host}`;
  const raw = letter({ id, recipient, mailDomain });
  try {
    const { providerId } = await out.transport.send({ from: recipient, to: recipient, raw, tags: { kind: 'probe' } });
    return { check, ok: true, say: `${name} took a mail to ${recipient} (${providerId})` };
  } catch (fault) {
    return { check, ok: false, say: `${name} did not take a mail to ${recipient}. ${messagesOf(fault)}` };
  } finally {
    out.close();
  }
}

/** Says that it is automatic, so that the product, where it runs, neither reads nor answers it. */
function letter({ id, recipient, mailDomain }: { id: string; recipient: string; mailDomain: string }): Buffer {
  const lines = [
    `From: Countersign <${recipient}>`,
    `To: <${recipient}>`,
    'Subject: Countersign probe',
    `Message-ID: <probe-${id}@${mailDomain}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    `${PROBE_HEADER}: ${id}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Sent by countersign doctor --probe to see whether mail comes back in. It can be deleted.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

async function arrival({ config, resolver, progress, machineNow, sleep }: ProbeParts, wayIn: WayIn): Promise<readonly Finding[]> {
  const startedMs = machineNow();
  let saidMs = startedMs;
  progress(`Waiting up to ${MOST_WAIT_MS / 1000} s for it at ${wayIn.name} …`);
  for (;;) {
    const raw = await wayIn.look().catch(() => undefined);
    const waited = machineNow() - startedMs;
    if (raw) {
      const came = { check: 'Way in', ok: true, say: `it came after ${Math.round(waited / 1000)} s at ${wayIn.name}` };
      return [came, await signature(raw, { resolver, domain: config.mailDomain })];
    }
    if (waited >= MOST_WAIT_MS) {
      const say = `nothing came within ${MOST_WAIT_MS / 1000} s at ${wayIn.name}. Look for it in the relay’s log, then in that of the server to which MX leads.`;
      return [{ check: 'Way in', ok: false, say }];
    }
    if (machineNow() - saidMs >= PROGRESS_EVERY_MS) {
      saidMs = machineNow();
      progress(`… ${Math.round(waited / 1000)} s`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** As others see it who get our mail: without a signature of the domain they may take it for forged. */
async function signature(raw: Buffer, { resolver, domain }: { resolver: DnsResolver; domain: string }): Promise<Finding> {
  const check = 'DKIM';
  const { result } = await authenticateMail({ raw, resolver, mta: domain });
  const passed = result.dkim.results.find(
    ({ status }) => status.result === 'pass' && status.aligned !== false && status.aligned !== undefined,
  );
  if (passed) return { check, ok: true, say: `signed by ${passed.signingDomain} (selector ${passed.selector})` };
  const seen = result.dkim.results.map(({ signingDomain, status }) => `${signingDomain}: ${status.result}`).join(', ');
  const say = `${seen === '' ? 'it carries no signature' : `no signature of ${domain} holds (${seen})`}. Let the relay sign as ${domain}, and put its key into the DNS.`;
  return { check, ok: false, say };
}

function messagesOf(fault: unknown): string {
  const cause = fault instanceof Error && fault.cause !== undefined ? ` (${messageOf(fault.cause)})` : '';
  return `${messageOf(fault)}${cause}`;
}
