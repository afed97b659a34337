// SMTP in, over real sockets on loopback: what is answered 250 is stored, what is not is answered so that the sender knows what to do.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { mailProvider } from '#apps/local/mail-provider.ts';
import { MOST_BYTES, smtpIn, type SmtpInParts } from '#apps/local/smtp-in.ts';
import type { InboundMail } from '#core/ports.ts';
import { instantOf } from '#core/time.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { unsignedMail } from '#test/support/mail.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const SIGN = 'sign@sign.test';
const OLIVIA = 'olivia@northwind.test';
const AT = instantOf(Date.UTC(2026, 10, 24));

async function server({ live = false, ...changed }: Partial<SmtpInParts> & { live?: boolean } = {}) {
  const folder = temporaryFolder();
  const blobs = diskBlobs(join(folder, 'blobs'));
  const mailbox = demoMailbox({ dir: join(folder, 'mail') });
  const accepted: InboundMail[] = [];
  const reported: unknown[] = [];
  const provider = await mailProvider({ dir: join(folder, 'local'), mailDomain: 'sign.test' });
  const { port, close } = await smtpIn({
    port: 0,
    host: '127.0.0.1',
    mailDomain: 'sign.test',
    knows: (recipient) => recipient === SIGN || recipient.startsWith('r-good'),
    accept: async (mail) => {
      accepted.push(mail);
    },
    blobs,
    tempDir: join(folder, 'tmp'),
    clock: () => AT,
    report: (fault) => reported.push(fault),
    ...(live ? {} : { standIns: { provider, deliverLocal: mailbox.store } }),
    ...changed,
  });
  onTestFinished(close);
  const spooled = () => (existsSync(join(folder, 'tmp')) ? readdirSync(join(folder, 'tmp')) : []);
  return { port, blobs, mailbox, accepted, reported, spooled };
}

type Sending = {
  readonly port: number;
  readonly as?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly raw?: Buffer;
};

async function send({ port, as, from = OLIVIA, to = [SIGN], raw }: Sending): Promise<unknown> {
  const auth = as === undefined ? {} : { authMethod: 'PLAIN', auth: { user: as, pass: 'anything' } };
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, ...auth });
  try {
    const sent = await transport.sendMail({ envelope: { from, to: [...to] }, raw: raw ?? (await letter()) });
    return sent.response;
  } finally {
    transport.close();
  }
}

function letter(from = OLIVIA): Promise<Buffer> {
  return unsignedMail({ from, to: SIGN, text: 'Hello\r\n.\r\n..dots' });
}

/** Says the lines one by one and gives the last line of each answer. */
async function dialogue(port: number, lines: readonly string[]): Promise<string[]> {
  const socket = net.connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const answers: string[] = [];
  let at = 0;
  for await (const line of createInterface({ input: socket })) {
    answers.push(line);
    if (line.charAt(3) === '-') continue;
    if (at === lines.length) break;
    socket.write(`${lines[at] ?? ''}\r\n`);
    at += 1;
  }
  return answers;
}

async function bytesOf(content: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('mail from the internet', () => {
  it('is stored byte for byte under its fingerprint before it is handed on, and nothing is put to it', async () => {
    const { port, blobs, accepted, spooled } = await server();
    const raw = await letter();
    await send({ port, raw });
    const blob = `inbound/mail/${createHash('sha256').update(raw).digest('hex')}`;
    expect(accepted).toEqual([
      { blob, mailFrom: OLIVIA, recipient: SIGN, receivedAt: AT, remoteIp: '127.0.0.1', helo: expect.any(String) },
    ]);
    expect(await bytesOf(await blobs.get(blob))).toEqual(raw);
    expect(spooled()).toEqual([]);
  });

  it('is handed on once for each of our recipients, in lower case, and never by its header', async () => {
    const { port, accepted } = await server();
    await send({ port, to: [SIGN, 'R-Good1@Sign.Test'] });
    expect(accepted.map(({ recipient }) => recipient)).toEqual([SIGN, 'r-good1@sign.test']);
  });

  it('may have an empty envelope sender, as bounces do', async () => {
    const { port, accepted } = await server();
    await send({ port, from: '' });
    expect(accepted).toMatchObject([{ mailFrom: '' }]);
  });
});

describe('refusals', () => {
  it.each([
    ['an address that is not ours', 'r-junk@sign.test'],
    ['a foreign domain', 'someone@example.com'],
  ])('%s is answered 550 before any content is taken', async (_, to) => {
    const { port, accepted } = await server();
    await expect(send({ port, to: [to] })).rejects.toMatchObject({ responseCode: 550 });
    expect(accepted).toEqual([]);
  });

  it('live, mail for the demo’s people is relaying, too', async () => {
    const { port } = await server({ live: true });
    await expect(send({ port, to: ['dana@fabrikam.test'] })).rejects.toMatchObject({ responseCode: 550 });
  });

  it('a mail that announces more than 40 MB is answered 552 at once', async () => {
    const { port } = await server();
    const answers = await dialogue(port, ['EHLO there', `MAIL FROM:<a@b.test> SIZE=${MOST_BYTES + 1}`]);
    expect(answers.at(-1)).toMatch(/^552 /);
  });

  it('a mail that turns out to be more than 40 MB is answered 552, and nothing of it is kept', async () => {
    const { port, accepted, spooled, mailbox } = await server();
    const raw = Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), Buffer.alloc(MOST_BYTES, `${'x'.repeat(76)}\r\n`)]);
    const socket = net.connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const codes: string[] = [];
    // HELO, so that no size is announced.
    const said = ['HELO there', 'MAIL FROM:<a@b.test>', `RCPT TO:<${SIGN}>`, 'RCPT TO:<dana@fabrikam.test>', 'DATA'];
    for await (const line of createInterface({ input: socket })) {
      codes.push(line.slice(0, 3));
      const next = said.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else if (line.startsWith('354')) socket.write(Buffer.concat([raw, Buffer.from('\r\n.\r\n')]));
      else break;
    }
    expect(codes.at(-1)).toBe('552');
    expect({ accepted, spooled: spooled(), delivered: await mailbox.list({}) }).toEqual({ accepted: [], spooled: [], delivered: [] });
  });

  it('a failure to store is answered 451, so that the sender tries again, and the second attempt goes through', async () => {
    let failures = 1;
    const taken: InboundMail[] = [];
    const { port, reported, spooled, mailbox } = await server({
      accept: async (mail) => {
        if (failures-- > 0) throw new Error('The disk is full.');
        taken.push(mail);
      },
    });
    const raw = await letter();
    const to = [SIGN, 'dana@fabrikam.test'];
    await expect(send({ port, raw, to })).rejects.toMatchObject({ responseCode: 451 });
    expect({ reported, spooled: spooled(), delivered: await mailbox.list({}) }).toMatchObject({
      reported: [{ message: 'The disk is full.' }],
      spooled: [],
      delivered: [],
    });
    await send({ port, raw, to });
    expect(taken).toHaveLength(1);
  });

  it('a mail whose sender hangs up in the middle is nobody’s', async () => {
    const { port, accepted, spooled } = await server();
    const socket = net.connect(port, '127.0.0.1');
    socket.write(`EHLO x\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<${SIGN}>\r\nDATA\r\nSubject: cut\r\n\r\nI SI`);
    await new Promise((done) => socket.once('data', done));
    socket.end();
    await new Promise((done) => socket.once('close', done));
    await send({ port });
    expect(accepted).toHaveLength(1);
    await expect.poll(spooled).toEqual([]);
  });
});

describe('the demo’s mail provider', () => {
  it('signs what its user sends, and sends it from its own address', async () => {
    const { port, blobs, accepted } = await server();
    await send({ port, as: OLIVIA });
    expect(accepted).toMatchObject([{ remoteIp: '192.0.2.25', helo: 'mail.northwind.test' }]);
    const stored = await bytesOf(await blobs.get(accepted[0]?.blob ?? ''));
    expect(stored.toString()).toMatch(/^DKIM-Signature: [^]*d=northwind\.test/);
  });

  it('does not let anyone send as a colleague', async () => {
    const { port, accepted } = await server();
    await expect(send({ port, as: 'max@northwind.test' })).rejects.toMatchObject({ responseCode: 553 });
    expect(accepted).toEqual([]);
  });

  it('knows nobody outside the demo', async () => {
    const { port } = await server();
    await expect(send({ port, as: 'olivia@example.com' })).rejects.toMatchObject({ responseCode: 535 });
  });

  it('delivers among the demo’s people, also to one outside the cast', async () => {
    const { port, mailbox, accepted } = await server();
    await send({ port, as: OLIVIA, to: ['dana@fabrikam.test', 'new@fabrikam.test'] });
    expect(accepted).toEqual([]);
    expect(await mailbox.list({ to: 'dana@fabrikam.test' })).toHaveLength(1);
    expect(await mailbox.list({ to: 'new@fabrikam.test' })).toHaveLength(1);
  });

  it('is not there live: no AUTH is offered and none is taken', async () => {
    const { port } = await server({ live: true });
    const answers = await dialogue(port, ['EHLO there', 'AUTH PLAIN AG9saXZpYUBub3J0aHdpbmQudGVzdAB4']);
    expect(answers.join('\n')).not.toMatch(/AUTH/);
    expect(answers.at(-1)).toMatch(/^5\d\d /);
  });
});

describe('the server', () => {
  it('says what to do when its port is taken', async () => {
    const { port } = await server();
    await expect(server({ port })).rejects.toThrow(/set SMTP_PORT/);
  });

  it('lets a mail that is under way finish before it closes', async () => {
    const order: string[] = [];
    let go: () => void = () => undefined;
    const folder = temporaryFolder();
    const closing = await smtpIn({
      port: 0,
      host: '127.0.0.1',
      mailDomain: 'sign.test',
      knows: () => true,
      accept: async () => {
        order.push('accepting');
        await new Promise<void>((done) => (go = done));
        order.push('accepted');
      },
      blobs: diskBlobs(join(folder, 'blobs')),
      tempDir: join(folder, 'tmp'),
      clock: () => AT,
      report: () => undefined,
    });
    const sending = send({ port: closing.port });
    await expect.poll(() => order).toEqual(['accepting']);
    const closed = closing.close().then(() => order.push('closed'));
    go();
    expect(await sending).toMatch(/^250 /);
    await closed;
    expect(order).toEqual(['accepting', 'accepted', 'closed']);
  });
});
