// An existing mailbox as the way in: for whom each mail is, and that none is lost, doubled or taken from whom it is not for.
import { describe, expect, onTestFinished, test } from 'vitest';
import { bufferOf } from '#apps/email/raw/blob-bytes.ts';
import { envelopeIn } from '#apps/email/imap/envelope.ts';
import { clientFor, watchMailbox, type WatchParts } from '#apps/email/imap/watch.ts';
import { readLeniently } from '#apps/email/raw/raw-header.ts';
import type { InboundMail } from '#core/ports.ts';
import { instantOf } from '#core/time.ts';
import { imapServer, type ImapServer } from '#test/support/imap-server.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';

const OURS = { mailDomain: 'in.test', signAddress: 'sign@in.test' };
const TOKEN = 'r-0123456789@in.test';
const NOW = instantOf(Date.UTC(2026, 10, 24, 12));

function envelopeOf(...lines: readonly string[]) {
  return envelopeIn(readLeniently(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)), OURS);
}

describe('a polled mail is for', () => {
  test.each([
    [
      'whom Postfix says',
      ['Return-Path: <a@b.test>', `X-Original-To: ${TOKEN}`, 'Delivered-To: box@in.test', 'Received: x', 'To: other@in.test'],
      TOKEN,
    ],
    ['whom Exim says', [`Envelope-To: ${TOKEN}`, 'Received: x'], TOKEN],
    ['whom Dovecot says', ['Return-Path: <>', `Delivered-To: <${TOKEN}>`, 'Received: x'], TOKEN],
    [
      'the reply address in To, where the mailbox itself is the signing address',
      ['Delivered-To: sign@in.test', 'Received: x', `To: Sign <${TOKEN}>`],
      TOKEN,
    ],
    [
      'the reply address behind a plus sign',
      ['Delivered-To: sign@in.test', 'Received: x', 'To: sign+r-0123456789@in.test'],
      'sign+r-0123456789@in.test',
    ],
    ['the address to which mail systems report', ['Delivered-To: b-0123456789@in.test', 'Received: x'], 'b-0123456789@in.test'],
    ['the signing address in Cc', ['Received: x', 'To: ines@northwind.test', 'Cc: sign@in.test'], 'sign@in.test'],
    ['the signing address of a blind copy', ['X-Original-To: SIGN@in.test', 'Received: x', 'To: ines@northwind.test'], 'sign@in.test'],
    ['a template of the signing address', ['Received: x', 'To: sign+nda@in.test'], 'sign+nda@in.test'],
  ])('%s', (_name, lines, recipient) => {
    expect(envelopeOf(...lines)?.recipient).toBe(recipient);
  });
  test.each([
    ['it names no address of ours', ['Received: x', 'To: ines@northwind.test']],
    [
      'only a line below the first Received says so, which anybody can write',
      ['Received: x', `Delivered-To: ${TOKEN}`, 'To: ines@northwind.test'],
    ],
    ['it names two reply addresses', ['Received: x', `To: ${TOKEN}, r-9876543210@in.test`]],
    ['the address is of another domain', ['Delivered-To: r-0123456789@evil.test', 'Received: x', 'To: sign@in.test.evil.test']],
  ])('nobody of ours where %s', (_name, lines) => {
    expect(envelopeOf(...lines)).toBeUndefined();
  });
  test('and by whom the mail server says, by nobody for a bounce, by its From where it says nothing', () => {
    const from = (...lines: string[]) =>
      envelopeOf(...lines, 'Received: x', 'Return-Path: <forged@b.test>', 'From: X <x@b.test>', 'To: sign@in.test')?.mailFrom;
    expect([from('Return-Path: <A@b.test>'), from('Return-Path: <>'), from()]).toEqual(['a@b.test', '', 'x@b.test']);
  });
});

function letter(to: string, text = 'Hello', top: readonly string[] = []): Buffer {
  return Buffer.from([...top, 'Received: x', 'From: X <x@b.test>', `To: ${to}`, 'Subject: s', '', text, ''].join('\r\n'));
}

function watched(server: ImapServer, { accept, ...more }: Partial<WatchParts> = {}) {
  const blobs = memoryBlobs();
  const accepted: InboundMail[] = [];
  const told: string[] = [];
  const watching = watchMailbox({
    at: server.at,
    ...OURS,
    blobs,
    accept: async (mail) => {
      await accept?.(mail);
      accepted.push(mail);
    },
    clock: () => NOW,
    report: (fault) => told.push(fault instanceof Error ? fault.message : String(fault)),
    // The server tells of news; whoever waits for a time to pass waits for ever, but for a new connection.
    sleep: async (ms, signal) => (ms === 60_000 ? aborted(signal) : undefined),
    random: () => 0,
    ...more,
  });
  onTestFinished(watching.close);
  return { ...watching, blobs, accepted, told };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise<void>((given) => signal.addEventListener('abort', () => given(), { once: true }));
}

/** Never waited out: a server and a client on one machine answer at once, but for the pause before IDLE. */
const WAIT = { timeout: 10_000 };

describe('a watched mailbox', () => {
  test('gives its mail byte for byte, with the time at which it came, and has it moved to the folder afterwards', async () => {
    const server = await imapServer();
    const raw = letter('sign@in.test', 'A line of a large mail.\r\n'.repeat(20_000), ['Return-Path: <x@b.test>']);
    server.arrives(raw);
    const { accepted, blobs, told } = watched(server);
    await expect.poll(() => server.folder('Countersign').length, WAIT).toBe(1);
    const [mail] = accepted;
    expect(mail).toEqual({
      blob: expect.stringMatching(/^inbound\/mail\/[0-9a-f]{64}$/),
      mailFrom: 'x@b.test',
      recipient: 'sign@in.test',
      receivedAt: '2026-11-24T10:00:00.000Z',
      remoteIp: '',
      helo: '',
    });
    expect((await bufferOf(blobs, mail?.blob ?? '')).equals(raw)).toBe(true);
    expect([server.folder('INBOX'), told]).toEqual([[], []]);
  });
  test('is looked into again as soon as the server says that something came', async () => {
    const server = await imapServer();
    const { accepted } = watched(server);
    await expect.poll(() => server.isIdle(), WAIT).toBe(true);
    server.arrives(letter(TOKEN));
    await expect.poll(() => accepted.map(({ recipient }) => recipient), WAIT).toEqual([TOKEN]);
  });
  test('without IDLE and MOVE is looked into from time to time, and mail is copied and removed', async () => {
    const server = await imapServer({ without: ['IDLE', 'MOVE'] });
    const { accepted } = watched(server, { sleep: async () => new Promise((next) => setImmediate(next)) });
    await expect.poll(() => server.asked.some((line) => line.startsWith('UID SEARCH')), WAIT).toBe(true);
    server.arrives(letter('sign@in.test'));
    await expect.poll(() => server.folder('Countersign').length, WAIT).toBe(1);
    expect([accepted.length, server.folder('INBOX').length]).toEqual([1, 0]);
  });
  test('keeps what is not for us, unread and where it is, and is not asked for it again', async () => {
    const server = await imapServer();
    server.arrives(letter('ines@northwind.test'));
    const { accepted } = watched(server);
    await expect.poll(() => server.isIdle(), WAIT).toBe(true);
    server.arrives(letter('sign@in.test'));
    await expect.poll(() => accepted.length, WAIT).toBe(1);
    await expect.poll(() => server.folder('INBOX').length, WAIT).toBe(1);
    expect(server.folder('INBOX')[0]?.flags.size).toBe(0);
    expect(server.asked.filter((line) => line.startsWith('UID FETCH 1 '))).toHaveLength(1);
  });
  test('has a mail that could not be stored still in it, and the one after it taken', async () => {
    const server = await imapServer();
    server.arrives(letter('sign@in.test', 'first'));
    server.arrives(letter('sign@in.test', 'second'));
    let isFull = true;
    const { accepted, told } = watched(server, {
      accept: async () => {
        if (!isFull) return;
        isFull = false;
        throw new Error('the disk is full');
      },
    });
    await expect.poll(() => server.folder('Countersign').map(({ uid }) => uid), WAIT).toEqual([2]);
    expect([told, accepted.length]).toEqual([['the disk is full'], 1]);
    server.arrives(letter('sign@in.test', 'third'));
    await expect.poll(() => server.folder('Countersign').map(({ uid }) => uid), WAIT).toEqual([2, 1, 3]);
  });
  test('whose mails get other numbers is looked through from its beginning', async () => {
    const server = await imapServer();
    server.arrives(letter('ines@northwind.test'));
    const { told } = watched(server);
    await expect.poll(() => server.isIdle(), WAIT).toBe(true);
    server.renumber();
    server.hangUp();
    await expect.poll(() => server.asked.some((line) => line.startsWith('UID FETCH 2 ')), WAIT).toBe(true);
    expect(told).toEqual(['Could not look into the mailbox. It is tried again; check IMAP_URL and the mail server if this goes on.']);
  });
  test('to which the connection is lost is connected to again, and nothing that came meanwhile is missed', async () => {
    const server = await imapServer();
    const { accepted } = watched(server);
    await expect.poll(() => server.isIdle(), WAIT).toBe(true);
    server.hangUp();
    server.arrives(letter('sign@in.test'));
    await expect.poll(() => accepted.length, WAIT).toBe(1);
  });
  test('that refuses the login says what to mend, and goes on trying', async () => {
    const server = await imapServer();
    server.state.password = 'changed';
    const { accepted, told } = watched(server);
    await expect.poll(() => told.length, WAIT).toBeGreaterThan(0);
    expect(told[0]).toMatch(/refuses the login.*IMAP_URL/);
    server.state.password = 'secret';
    server.arrives(letter('sign@in.test'));
    await expect.poll(() => accepted.length, WAIT).toBe(1);
  });
  test('where no folder can be made keeps its mail, marked as read, and it is taken in once', async () => {
    const server = await imapServer({ refusesFolders: true });
    server.arrives(letter('sign@in.test'));
    const { accepted, told } = watched(server);
    await expect.poll(() => [...(server.folder('INBOX')[0]?.flags ?? [])], WAIT).toEqual(['\\Seen']);
    server.arrives(letter(TOKEN));
    await expect.poll(() => accepted.length, WAIT).toBe(2);
    expect(told[0]).toMatch(/set IMAP_FOLDER/);
    expect(new Set(accepted.map(({ recipient }) => recipient)).size).toBe(2);
  });
  test('is let go when the product stops', async () => {
    const server = await imapServer();
    const { close } = watched(server);
    await expect.poll(() => server.isIdle(), WAIT).toBe(true);
    await close();
    await expect.poll(() => server.connections(), WAIT).toBe(0);
  });
});

test('no password goes to another machine over a connection without TLS', () => {
  const at = { port: 143, isSecure: false, user: 'box', password: 'secret', mailbox: 'INBOX', folder: 'Countersign' };
  const options = (host: string, isSecure = false) => clientFor({ ...at, host, isSecure }).options;
  expect(options('mail.acme.example').doSTARTTLS).toBe(true);
  expect(options('127.0.0.1').doSTARTTLS).toBeUndefined();
  expect(options('mail.acme.example', true)).toMatchObject({ secure: true });
});
